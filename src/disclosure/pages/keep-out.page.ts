import { invalid } from '../../kernel/domain-error.js';
import type { FormState } from '../../web/forms.js';
import { MOST_TAKEN_OUT, type TakenOut } from '../domain/release.js';
import type { StandingWords } from '../make-own-file.js';

type Values = FormState['values'];

const REASON = 'reason-';
const reasonOf = (values: Values, key: string): string => [values[`${REASON}${key}`] ?? ''].flat().join(' ').trim();
const tickedIn = ({ takeOut = [] }: Values): string[] => [...new Set([takeOut].flat())];

/** What of the copy was ticked to be kept out, each with its reason; a reason beside no tick is refused, not forgotten. */
export function takenOutIn(values: Values): TakenOut[] {
  const ticked = tickedIn(values);
  const errors = Object.keys(values)
    .filter((name) => name.startsWith(REASON))
    .map((name) => name.slice(REASON.length))
    .filter((key) => reasonOf(values, key) && !ticked.includes(key))
    .map((key) => ({ field: `takeOut-${key}`, message: NOT_TICKED }));
  if (errors.length > 0) throw invalid('invalid-take-out', NOT_TICKED, errors);
  return ticked.map((key) => ({ key, reason: reasonOf(values, key) }));
}

/** Where on the form stands what the service names by its place in the list. */
export const takeOutFields = (values: Values): Record<string, string> =>
  Object.fromEntries(
    tickedIn(values).flatMap((key, place) => [
      [`takeOut.${place}.key`, `takeOut-${key}`],
      [`takeOut.${place}.reason`, `${REASON}${key}`],
    ]),
  );

/** What stands in the copy and can be kept out: what was ticked or given a reason, and of the rest what has the words looked for. */
export function keepOutPart(youngPerson: string, standing: readonly StandingWords[], { values, errors }: FormState) {
  const ticked = tickedIn(values);
  const find = [values['find'] ?? ''].flat().join(' ').trim();
  const isTouched = ({ key }: StandingWords) => ticked.includes(key) || reasonOf(values, key) !== '';
  const rest = standing.filter((one) => !isTouched(one) && hasWords(one, find));
  const shown = [...standing.filter(isTouched), ...rest].slice(0, MOST_TAKEN_OUT);
  const rows = shown.map(({ key, title, stay, words }) => ({
    ...{ key, title, words, checked: ticked.includes(key), reason: reasonOf(values, key) },
    ...{ error: errors[`takeOut-${key}`], reasonError: errors[`${REASON}${key}`] },
    href: stay ? `/stays/${stay}` : `/young-people/${youngPerson}`,
  }));
  return {
    ...{ rows, find, error: errors['takeOut'] },
    isOpen: find !== '' || rows.some(({ checked, reason }) => checked || reason !== ''),
    isMore: rest.length + standing.filter(isTouched).length > shown.length,
    count: standing.length,
  };
}

const hasWords = ({ title, words }: StandingWords, find: string): boolean =>
  [title, ...words.map(({ text }) => text)].some((text) => text.toLowerCase().includes(find.toLowerCase()));

const NOT_TICKED = 'You gave a reason and did not tick that it is kept out. Tick it, or empty the reason.';
