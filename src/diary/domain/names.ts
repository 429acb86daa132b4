import type { PlainDate } from '../../kernel/nights.js';
import { withoutBed } from './row-kind.js';

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

/** The words of a name as a diary says it: a bed that stands beside it is none of them, unless nothing else stands there. */
function saidWords(name: string): string[] {
  const words = nameWords(withoutBed(name));
  return words.length > 0 ? words : nameWords(name);
}

/** What makes two rows of a diary name the same young person: asked once, however often the name comes. */
export function nameKey({ name, dateOfBirth }: SaidName): string {
  return `${saidWords(name).join(' ')}${dateOfBirth ? ` ${dateOfBirth}` : ''}`;
}

/**
 * Whom a name in a diary may mean, the likeliest first, at most five. Only suggestions: a person says who it is. Both names
 * in any order, among other words too (“Heron, Ash (weekend)”); then a first name with the first letter of the last, or the
 * other way round; then one of the names alone. A date of birth that is another's rules somebody out; the same one with one
 * of the names speaks for them.
 *
 * @example suggest({ name: 'Ash H', dateOfBirth: null }, [ash, bo]); // [ash], when Ash's last name is Heron
 */
export function suggest(said: SaidName, known: readonly Known[]): Known[] {
  return suggester(known)(said);
}

/** The same for many names: each of those who are known is looked at once, however many names are asked about. */
export function suggester<Of extends Known>(known: readonly Of[]): (said: SaidName) => Of[] {
  const worded = known.map((one) => ({
    one,
    ...{ first: nameWords(one.firstName), last: nameWords(one.lastName) },
    caseNumber: nameWords(one.caseNumber).join(' '),
    order: `${one.lastName} ${one.firstName} ${one.id}`,
  }));
  return ({ name, dateOfBirth }) => {
    const said = saidWords(name);
    return worded
      .flatMap((each) => {
        const points = likeness(said, dateOfBirth, each);
        return points > 0 ? [{ one: each.one, order: each.order, points }] : [];
      })
      .toSorted((a, b) => b.points - a.points || a.order.localeCompare(b.order))
      .slice(0, MOST_SUGGESTED)
      .map(({ one }) => one);
  };
}

interface Worded {
  one: Known;
  first: readonly string[];
  last: readonly string[];
  caseNumber: string;
}

function likeness(said: readonly string[], dateOfBirth: PlainDate | null, worded: Worded): number {
  const { one, first, last, caseNumber } = worded;
  if (said.length === 0 || (dateOfBirth && dateOfBirth !== one.dateOfBirth)) return 0;
  const born = dateOfBirth ? 2 : 0;
  if (said.join(' ') === caseNumber) return 8;
  const all = (words: readonly string[]) => words.length > 0 && words.every((word) => said.includes(word));
  const letter = (words: readonly string[]) => said.some((word) => word.length === 1 && word === words[0]?.[0]);
  if (all(first) && all(last)) return 5 + born;
  if ((all(first) && letter(last)) || (all(last) && letter(first))) return 3 + born;
  if (all(last) || all(first)) return 1 + born;
  return said.length === 2 && letter(first) && said[1] === last[0]?.[0] ? 1 : 0;
}
