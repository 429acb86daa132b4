/** A young person as they are called. */
export interface Called {
  firstName: string;
  lastName: string;
  /** Who is not to be there: only their whole name is theirs, for a first name may be that of anybody else. */
  isElsewhere?: true;
  /** The number of their case, wherever they are; left out where nobody asks for it. */
  caseNumber?: string;
}

const LETTER = /[\p{L}\p{M}]/u;
const LETTERS = /[\p{L}\p{M}]+/gu;

/** Names that are words as well: these count only with a capital, or in capitals. */
const WORDS = new Set(
  [
    'amber an april art august bill chance chase dawn do faith frank gene grace grant guy he heather holly hope in ivy joy',
    'june kit la le long mark may miles my no olive on page penny poppy ray rich rob rose ruby sky so song star summer',
    'sunny to violet we will you young',
    'baker ball bell best bird black brown bush clay cook cross day field fish fox good green hall hill house king kitchen',
    'lane little love moon park parks pool power price rain read rice rivers rush sharp short small snow stone street ward',
    'waters west white winter wood woods known not unknown',
  ].flatMap((line) => line.split(' ')),
);

/** Small words within a name (“van der Berg”, “do Carmo”): alone they name nobody. */
const WITHIN = new Set(
  'abu al bin da das de del della den der di do dos du el ibn la le mac mc of san st te ten ter the van von'.split(' '),
);

/** Letters that are no letter and an accent for Unicode, and how they are typed on a British keyboard. */
const TYPED: Readonly<Record<string, string>> = {
  ...{ ø: 'o', ł: 'l', đ: 'd', ð: 'd', ħ: 'h', ı: 'i', ŧ: 't', ĸ: 'k', ŋ: 'n', ə: 'a' },
  ...{ æ: 'ae', œ: 'oe', ß: 'ss', þ: 'th' },
};

/** Those that no house can do without: these need their capital even where somebody of that name is there. */
const OF_EVERY_HOUSE = new Set([
  ...'an do he in may my no not of on page so to we will you baker ball bell best black brown bush clay cook cross'.split(
    ' ',
  ),
  ...'day field fish good green hall hill house king kitchen lane little long love park parks pool power price rain read'.split(
    ' ',
  ),
  ...'rice rush sharp short small snow stone street ward waters west white winter wood woods known unknown'.split(' '),
]);

/**
 * In small letters, without accents and what nobody sees, with one kind of apostrophe and of space: nobody types a name
 * twice in the same way.
 */
const small = (text: string): string =>
  text
    .replace(/\p{Cf}/gu, '')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[’‘ʼʹ′`]/gu, "'")
    .replace(/\s+/gu, ' ')
    .toLocaleLowerCase('en-GB')
    .replace(/[øłđðħıŧĸŋəæœßþ]/gu, (letter) => TYPED[letter]!);

/**
 * Whether a text has a name as a word of its own, however it is written, with or without the “s” that says whose: but for
 * names that are words, “staff will check” names no Will. It guards against a slip and cannot tell who is meant by “the boy
 * upstairs”.
 *
 * @param isNear whether somebody of that name is there: then “ivy hit him” is about Ivy
 * @example hasName('Quillans room stays locked', 'Quillan'); // true
 */
export function hasName(text: string, name: string, isNear = false): boolean {
  if ((isNear ? OF_EVERY_HOUSE : WORDS).has(small(name)))
    return [name, name.toLocaleUpperCase('en-GB')].some((word) => hasWord(text, word, (end) => end));
  const plain = small(text);
  return hasWord(plain, small(name), (end) => (plain[end] === 's' ? end + 1 : end));
}

/** `endOf` says where a word can end that was found to end at a place, beside that place. */
function hasWord(text: string, word: string, endOf: (end: number) => number): boolean {
  const isEnd = (end: number) => !LETTER.test(text[end] ?? '');
  for (let at = text.indexOf(word); word !== '' && at >= 0; at = text.indexOf(word, at + 1)) {
    const end = at + word.length;
    if (!LETTER.test(text[at - 1] ?? '') && (isEnd(end) || isEnd(endOf(end)))) return true;
  }
  return false;
}

/** Two capitals that stand for something else in the records of a house, more often than for somebody. */
const ABBREVIATIONS = new Set('AE AM CP EU GP ID IT KW LA OK PA PC PE PM SW TA TV UK YP'.split(' '));

/**
 * Looks for whom a text names among many, by their first names, their last names, both together, and each part of a name
 * that has several, apart or run together; of those who were near, by their initials, too; of those who were elsewhere, by
 * both names together alone; of everybody by the number of their case, where it is given. What it finds by name is what `hasName` finds of each of them: it only asks about those of whom
 * the text has the first word, so that years of records are looked through in the time of reading them.
 *
 * @param mine the names that name nobody else: those of the young person whose records they are
 * @param isNear whether somebody was near enough that staff may write their initials
 * @example nameFinder([kit, sol])('Sol took it').length; // 1
 */
export function nameFinder<T extends Called>(
  others: readonly T[],
  mine: Called = { firstName: '', lastName: '' },
  isNear: (other: T) => boolean = () => false,
): (text: string) => T[] {
  const own = new Set(
    [
      ...partsOf({ ...mine, lastName: '' }),
      ...partsOf({ ...mine, firstName: '' }),
      `${mine.firstName} ${mine.lastName}`,
    ].map(small),
  );
  const byFirstWord = new Map<string, { name: string; of: T }[]>();
  const byInitials = new Map<string, T[]>();
  const byCaseNumber = new Map<string, T[]>();
  const add = <K, V>(map: Map<K, V[]>, key: K, value: V) => map.set(key, [...(map.get(key) ?? []), value]);
  for (const of of others) {
    for (const name of new Set(partsOf(of))) {
      const [first] = small(name).match(LETTERS) ?? [];
      if (first && !own.has(small(name))) add(byFirstWord, first, { name, of });
    }
    if (of.caseNumber && of.caseNumber.length >= SHORTEST_NUMBER)
      add(byCaseNumber, runsOf(of.caseNumber).join('-'), of);
    const initials = initialsOf(of);
    if (isNear(of) && initials !== initialsOf(mine) && !ABBREVIATIONS.has(initials)) add(byInitials, initials, of);
  }
  const mostRuns = Math.max(0, ...[...byCaseNumber.keys()].map((one) => one.split('-').length));
  return (text) => {
    const words = (small(text).match(LETTERS) ?? []).flatMap((word) => [word, word.replace(/s$/u, '')]);
    const named = [...new Set(words)]
      .flatMap((word) => byFirstWord.get(word) ?? [])
      .filter(({ name, of }) => hasName(text, name, isNear(of)));
    const meant = initialsIn(text).flatMap((two) => byInitials.get(two) ?? []);
    const numbered = caseNumbersIn(text, mostRuns).flatMap((one) => byCaseNumber.get(one) ?? []);
    return [...new Set([...named.map(({ of }) => of), ...meant, ...numbered])];
  };
}

/**
 * The names of somebody, both together in either order, and the parts of those that have several, alone and run together
 * (“Anne-Marie” is typed “Annemarie”, “O’Brien” is typed “OBrien”), of two letters at least.
 */
function partsOf({ firstName, lastName, isElsewhere }: Called): string[] {
  const both = [`${firstName} ${lastName}`, `${lastName} ${firstName}`, `${lastName}, ${firstName}`];
  const whole = firstName && lastName ? both : [];
  if (isElsewhere) return whole;
  const names = [firstName, lastName].flatMap((name) => {
    const parts = name.match(LETTERS) ?? [];
    const alone = parts.filter((part) => !WITHIN.has(small(part)));
    return [name, ...(parts.length > 1 ? [...alone, parts.join('')] : [])];
  });
  return [...names, ...whole].filter((part) => [...part].length > 1);
}

/** Letters and numbers in runs: “DEMO-1288”, “demo 1288” and “Demo1288” are one number of a case. */
const runsOf = (text: string): string[] => small(text).match(/\p{L}+|\p{N}+/gu) ?? [];

/** A shorter one is any number: “2 nights”. */
const SHORTEST_NUMBER = 4;

/**
 * Whatever could be the number of a case, in as many runs as the longest of them has.
 *
 * @example caseNumbersIn('See DEMO-1288', 2).includes('demo-1288'); // true
 */
function caseNumbersIn(text: string, most: number): string[] {
  const runs = runsOf(text);
  return runs.flatMap((_, from) =>
    Array.from({ length: most }, (_unused, more) => runs.slice(from, from + more + 1).join('-')),
  );
}

const initialsOf = ({ firstName, lastName }: Called): string =>
  [firstName, lastName].map((name) => [...name][0]?.toLocaleUpperCase('en-GB') ?? '').join('');

/** @example initialsIn('QZ and Q.Z.'); // ['QZ', 'QZ'] */
const initialsIn = (text: string): string[] =>
  [...text.matchAll(/(?<![\p{L}\p{M}])(\p{Lu})\.? ?(\p{Lu})(?![\p{L}\p{M}])/gu)].map(([, a, b]) => `${a}${b}`);
