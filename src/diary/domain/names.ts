import type { PlainDate } from '../../kernel/nights.js';

/** A young person as far as a name in a diary can point to them. */
export interface Known {
  id: string;
  firstName: string;
  lastName: string;
  dateOfBirth: PlainDate;
  caseNumber: string;
}

/** A name as it stands in a diary, with the date of birth where one stands beside it. */
export interface SaidName {
  name: string;
  dateOfBirth: PlainDate | null;
}

const MOST_SUGGESTED = 5;

/**
 * The words of a name without accents, capitals and signs: two spellings that differ in nothing else are one name. An
 * apostrophe parts no word, a hyphen does.
 *
 * @example nameWords(' O’Héron-Smith, Ash '); // ['oheron', 'smith', 'ash']
 */
export function nameWords(name: string): string[] {
  return name
    .normalize('NFKD')
    .replace(/[\p{M}’'ʼ`]/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

/** What makes two rows of a diary name the same young person: asked once, however often the name comes. */
export function nameKey({ name, dateOfBirth }: SaidName): string {
  return `${nameWords(name).join(' ')}${dateOfBirth ? ` ${dateOfBirth}` : ''}`;
}

/**
 * Whom a name in a diary may mean, the likeliest first, at most five. Only suggestions: a person says who it is. Both names
 * in any order, among other words too (“Heron, Ash (weekend)”); then a first name with the first letter of the last, or the
 * other way round; then one of the names alone. A date of birth that is another's rules somebody out; the same one with one
 * of the names speaks for them.
 *
 * @example suggest({ name: 'Ash H', dateOfBirth: null }, [ash, bo]); // [ash], when Ash's last name is Heron
 */
export function suggest({ name, dateOfBirth }: SaidName, known: readonly Known[]): Known[] {
  const said = nameWords(name);
  return known
    .map((one) => ({ one, points: likeness(said, dateOfBirth, one) }))
    .filter(({ points }) => points > 0)
    .toSorted((a, b) => b.points - a.points || order(a.one).localeCompare(order(b.one)))
    .slice(0, MOST_SUGGESTED)
    .map(({ one }) => one);
}

const order = ({ lastName, firstName, id }: Known) => `${lastName} ${firstName} ${id}`;

function likeness(said: readonly string[], dateOfBirth: PlainDate | null, one: Known): number {
  if (said.length === 0 || (dateOfBirth && dateOfBirth !== one.dateOfBirth)) return 0;
  const born = dateOfBirth ? 2 : 0;
  if (said.join(' ') === nameWords(one.caseNumber).join(' ')) return 8;
  const [first, last] = [nameWords(one.firstName), nameWords(one.lastName)];
  const all = (words: readonly string[]) => words.length > 0 && words.every((word) => said.includes(word));
  const letter = (words: readonly string[]) => said.some((word) => word.length === 1 && word === words[0]?.[0]);
  if (all(first) && all(last)) return 5 + born;
  if ((all(first) && letter(last)) || (all(last) && letter(first))) return 3 + born;
  if (all(last) || all(first)) return 1 + born;
  return said.length === 2 && letter(first) && said[1] === last[0]?.[0] ? 1 : 0;
}
