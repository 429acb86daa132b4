/** A young person as they are called. */
export interface Called {
  firstName: string;
  lastName: string;
  /** Who is not to be there: only their whole name is theirs, for a first name may be that of anybody else. */
  isElsewhere?: true;
}

const LETTER = /[\p{L}\p{M}]/u;
const LETTERS = /[\p{L}\p{M}]+/gu;

/** First names that are words as well: these count only with a capital, or in capitals. */
const WORDS = new Set(
  'amber april art bill chance dawn faith frank grace grant heather holly hope ivy joy june kit mark may miles olive penny poppy ray rob rose ruby sky summer sunny will young'.split(
    ' ',
  ),
);

/** In small letters, without accents, with one kind of apostrophe: nobody types a name twice in the same way. */
const small = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[’‘]/gu, "'").toLocaleLowerCase('en-GB');

/**
 * Whether a text has a name as a word of its own, however it is written, with or without the “s” that says whose: but for
 * names that are words, “staff will check” names no Will. It guards against a slip and cannot tell who is meant by “the boy
 * upstairs”.
 *
 * @example hasName('Quillans room stays locked', 'Quillan'); // true
 */
export function hasName(text: string, name: string): boolean {
  if (WORDS.has(small(name)))
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
 * Looks for whom a text names among many, by their first names, their last names, and each part of a name that has several;
 * of those who were near, by their initials, too. What it finds by name is what `hasName` finds of each of them: it only
 * asks about those of whom the text has the first word, so that years of records are looked through in the time of reading
 * them.
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
  const own = new Set(partsOf(mine).map(small));
  const byFirstWord = new Map<string, { name: string; of: T }[]>();
  const byInitials = new Map<string, T[]>();
  const add = <K, V>(map: Map<K, V[]>, key: K, value: V) => map.set(key, [...(map.get(key) ?? []), value]);
  for (const of of others) {
    for (const name of new Set(partsOf(of))) {
      const [first] = small(name).match(LETTERS) ?? [];
      if (first && !own.has(small(name))) add(byFirstWord, first, { name, of });
    }
    const initials = initialsOf(of);
    if (isNear(of) && initials !== initialsOf(mine) && !ABBREVIATIONS.has(initials)) add(byInitials, initials, of);
  }
  return (text) => {
    const words = (small(text).match(LETTERS) ?? []).flatMap((word) => [word, word.replace(/s$/u, '')]);
    const named = [...new Set(words)]
      .flatMap((word) => byFirstWord.get(word) ?? [])
      .filter(({ name }) => hasName(text, name));
    const meant = initialsIn(text).flatMap((two) => byInitials.get(two) ?? []);
    return [...new Set([...named.map(({ of }) => of), ...meant])];
  };
}

/** The names of somebody, and the parts of those that have several, of two letters at least. */
function partsOf({ firstName, lastName }: Called): string[] {
  return [firstName, lastName].flatMap((name) => {
    const parts = name.match(LETTERS) ?? [];
    return [name, ...(parts.length > 1 ? parts : [])].filter((part) => [...part].length > 1);
  });
}

const initialsOf = ({ firstName, lastName }: Called): string =>
  [firstName, lastName].map((name) => [...name][0]?.toLocaleUpperCase('en-GB') ?? '').join('');

/** @example initialsIn('QZ and Q.Z.'); // ['QZ', 'QZ'] */
const initialsIn = (text: string): string[] =>
  [...text.matchAll(/(?<![\p{L}\p{M}])(\p{Lu})\.? ?(\p{Lu})(?![\p{L}\p{M}])/gu)].map(([, a, b]) => `${a}${b}`);
