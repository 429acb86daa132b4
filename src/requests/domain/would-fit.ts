import type { Nights } from '../../kernel/nights.js';
import { VERDICTS, type Verdict } from '../../matching/domain/verdicts.js';
import type { Fits } from './fit.js';
import { PUT_FORWARD, wasRefused } from './freed-bed.js';
import type { Guest } from './obstacles.js';
import { openOptions, suitsAll, type House, type Option, type Question } from './options.js';

/** Nights that somebody could have, and the advice on them in the bed in which they would be safest. */
export type Suiting = Nights & { verdict: Verdict };

/**
 * The nights that somebody who waits could have as things are: a bed is free, nothing stands against them, they are on the
 * days that suit, nobody has said no to them, and the advice is one under which a bed is put before a manager. The safest come
 * first, then the earliest.
 *
 * @example nightsThatSuit(question, house, guest, fits, [])[0]; // { arrival: '2027-05-14', departure: '2027-05-16', verdict: 'suitable' }
 */
export function nightsThatSuit(
  question: Question,
  house: Omit<House, 'room'>,
  guest: Guest,
  fits: Pick<Fits, 'find'>,
  refused: readonly Nights[],
): Suiting[] {
  const isAsked = (wanted: Nights) => suitsAll(question.weekdays, wanted) && !wasRefused(wanted, refused);
  return openOptions(question, house, guest, isAsked)
    .map((option) => ({ arrival: option.arrival, departure: option.departure, verdict: safest(option, fits) }))
    .filter(({ verdict }) => PUT_FORWARD.includes(verdict))
    .toSorted((a, b) => placeOf(a.verdict) - placeOf(b.verdict) || (a.arrival < b.arrival ? -1 : 1));
}

const placeOf = (verdict: Verdict): number => VERDICTS.indexOf(verdict);

/** The mildest advice of the beds that can be had. */
const safest = (option: Option, { find }: Pick<Fits, 'find'>): Verdict =>
  VERDICTS[Math.min(...option.beds.map(({ id }) => placeOf(find(option, id, option.moves).verdict)))]!;
