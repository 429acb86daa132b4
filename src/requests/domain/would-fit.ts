import type { Nights } from '../../kernel/nights.js';
import { VERDICTS } from '../../matching/domain/verdicts.js';
import { fitted, type Fits, type FittedOption } from './fit.js';
import { PUT_FORWARD, wasRefused } from './freed-bed.js';
import type { Guest } from './obstacles.js';
import { optionsFor, type House, type Question } from './options.js';

/**
 * The nights that somebody who waits could have as things are: a bed is free, nothing stands against them, they are on the
 * days that suit, nobody has said no to them, and the advice is one under which a bed is put before a manager. The safest come
 * first, then the earliest.
 *
 * @example optionsThatSuit(question, house, guest, fits, [])[0].arrival; // '2027-05-14'
 */
export function optionsThatSuit(
  question: Question,
  house: Omit<House, 'room'>,
  guest: Guest,
  fits: Fits,
  refused: readonly Nights[],
): FittedOption[] {
  const placeOf = ({ fit }: FittedOption) => VERDICTS.indexOf(fit.compatibility.verdict);
  return optionsFor(question, house, guest)
    .options.filter((option) => option.suitsWeekdays && !wasRefused(option, refused))
    .map((option) => fitted(option, fits))
    .filter(({ fit }) => PUT_FORWARD.includes(fit.compatibility.verdict))
    .toSorted((a, b) => placeOf(a) - placeOf(b) || (a.arrival < b.arrival ? -1 : 1));
}
