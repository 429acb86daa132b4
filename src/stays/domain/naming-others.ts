import { invalid, type DomainError } from '../../kernel/domain-error.js';
import { nameFinder, type Called } from '../../people/domain/names-in-text.js';

/** Somebody who may be named in what is written about others. */
export interface Other extends Called {
  id: string;
  caseNumber: string;
  /** Of those who are written about: with whom they are or were there, or about whom and them something was decided. */
  nearTo: readonly string[];
  /** Whether who asks may read them. */
  isSeen: boolean;
}

/** Somebody who is written about: their own names name nobody else. */
export interface About extends Called {
  id: string;
}

/**
 * Looks for other young people in what is written about some. Of who is near to them every name counts, also in small
 * letters, and their initials; of anybody else both names together, and the number of the case. A name that is also the
 * name of somebody who is written about is theirs.
 *
 * @example othersIn([sol], [max])('Max Madeupton hit him').length; // 1
 */
export function othersIn(about: readonly About[], others: readonly Other[]): (text: string) => Other[] {
  const find = nameFinder(calledOf(about, others), undefined, ({ isElsewhere }) => !isElsewhere);
  return (text) => [...new Set(find(text).map(({ other }) => other))];
}

/** By which names the others are known in what is written about some. */
export function calledOf<T extends Pick<Other, 'id' | 'caseNumber' | 'nearTo'> & Called>(
  about: readonly About[],
  others: readonly T[],
): (Called & { other: T })[] {
  const own = new Set(about.flatMap(({ firstName, lastName }) => [firstName, lastName]));
  const wholes = new Set(about.map(wholeOf));
  const mine = new Set(about.map(({ id }) => id));
  return others
    .filter(({ id }) => !mine.has(id))
    .flatMap((other): (Called & { other: T })[] => {
      const { firstName, lastName, caseNumber } = other;
      const unless = (name: string) => (own.has(name) ? '' : name);
      const whole = wholes.has(wholeOf(other)) ? { firstName: '', lastName: '' } : { firstName, lastName };
      const elsewhere = { ...whole, caseNumber, isElsewhere: true as const, other };
      if (!other.nearTo.some((id) => mine.has(id))) return [elsewhere];
      return [{ firstName: unless(firstName), lastName: unless(lastName), other }, elsewhere];
    });
}

const wholeOf = ({ firstName, lastName }: Called) => `${firstName} ${lastName}`;

/** Said in place of words that name somebody whom the reader may not read. */
export const WITHHELD_WORDS = 'Part of this is withheld: it names somebody else. Ask the unit.';

/** How who wrote it says that it is the name of somebody else, or a word. */
const NAMES_NOBODY = 'It names no other young person';

/**
 * What is said to who names another young person in words that the key worker reads. Nobody is told more of whom they name
 * than they have typed: only a name that is in the text is said again.
 */
export function namesAnother(field: string, text: string, found: readonly Called[]): DomainError {
  return refusal(
    field,
    `The key worker reads this, and it ${whomOf(text, found)}. Write it without the name; what concerns somebody else belongs in the handover, which only the unit reads.`,
  );
}

/** The same of a note on a stay, which may be kept for the unit. */
export function noteNamesAnother(text: string, found: readonly Called[]): DomainError {
  return refusal(
    'namesOthers',
    `You say that it names no other young person, and it ${whomOf(text, found)}. Choose “Yes”, and the unit alone reads it; or write it without the name.`,
  );
}

function whomOf(text: string, [first]: readonly Called[]): string {
  const name = first && [wholeOf(first), first.firstName, first.lastName].find((one) => one && text.includes(one));
  return name ? `names ${name}` : 'seems to name one';
}

const refusal = (field: string, sentence: string): DomainError =>
  invalid('names-another', sentence, [
    { field, message: sentence },
    { field: 'namesNobodyElse', message: `If that is somebody else of the name, say so: “${NAMES_NOBODY}”.` },
  ]);
