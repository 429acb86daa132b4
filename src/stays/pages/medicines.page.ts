import { sayCount } from '../../kernel/say-words.js';
import { dateTime } from '../../web/filters.js';
import { DIRECTIONS, lastCount, type Direction } from '../domain/medicine.js';
import type { Count, Medicine } from '../medicines.service.js';

const DIRECTION_TEXT: Record<Direction, string> = { in: 'In, as they arrive', out: 'Out, as they leave' };

const signed = ({ countedBy, witnessedBy, at, note }: Count) =>
  `${countedBy}, watched by ${witnessedBy}, ${dateTime(at)}${note ? `: ${note}` : ''}`;

/** A medicine in words: the counts that hold, those before them, and what they say together. */
export function medicinePage(medicine: Medicine, stayPath: string) {
  const shown = (direction: Direction) => {
    const last = lastCount(medicine, direction);
    return last && { count: sayCount(last.count), signed: signed(last) };
  };
  const earlier = medicine.counts.filter((one) => one !== lastCount(medicine, one.direction));
  return {
    id: medicine.id,
    name: medicine.name,
    form: medicine.form,
    in: shown('in'),
    out: shown('out'),
    earlier: earlier.map((one) => `${sayCount(one.count)} ${one.direction}, counted again later. ${signed(one)}`),
    difference: medicine.difference,
    differs: medicine.difference !== 'The same',
    countPath: `${stayPath}/medicines/${medicine.id}/count`,
    takeOffPath: `${stayPath}/medicines/${medicine.id}/take-off`,
    takenOff: medicine.takenOff && {
      why: medicine.takenOff.why,
      who: `Taken off by ${medicine.takenOff.by.name}, ${dateTime(medicine.takenOff.at)}`,
    },
  };
}

export const directionChoices = () => DIRECTIONS.map((value) => ({ value, text: DIRECTION_TEXT[value] }));
