import { FileRefused } from '../domain/file-read.js';

/**
 * The text of a file in UTF-8, UTF-16 or, as old spreadsheets for Windows write it, Windows-1252, with its mark or without.
 * A file of which some lines are in one and others in another would be read wrong somewhere: it is refused, with the line.
 */
export function decode(bytes: Uint8Array): string {
  const marked = MARKS.find(({ mark }) => mark.every((byte, at) => bytes[at] === byte));
  if (marked) return read(bytes.subarray(marked.mark.length), marked.encoding);
  const guessed = withoutMark(bytes);
  if (guessed) return read(bytes, guessed);
  const whole = tryRead(bytes, 'utf-8');
  if (whole !== undefined) return refuseBinary(whole);
  const { utf8, other } = linesBeyondAscii(bytes);
  if (utf8.length > 0)
    throw new FileRefused(
      `Line ${other[0]} is written in another encoding than line ${utf8[0]}, so letters such as é would be read wrong. Save the whole file as UTF-8, and bring it in again.`,
    );
  return refuseBinary(fromWindows(bytes));
}

/** What Windows-1252 has where Latin-1 has nothing that is printed; Node's own decoder takes the two for one. */
const WINDOWS = '€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ';

const fromWindows = (bytes: Uint8Array) =>
  Buffer.from(bytes)
    .toString('latin1')
    .replace(/[\x80-\x9f]/g, (letter) => WINDOWS[letter.charCodeAt(0) - 0x80]!);

const MARKS = [
  { mark: [0xef, 0xbb, 0xbf], encoding: 'utf-8' },
  { mark: [0xff, 0xfe], encoding: 'utf-16le' },
  { mark: [0xfe, 0xff], encoding: 'utf-16be' },
];

/** UTF-16 without its mark: every second byte of what is mostly plain letters is nothing. */
function withoutMark(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const looked = Math.min(bytes.length, 2_000) & ~1;
  let [even, odd] = [0, 0];
  for (let at = 0; at < looked; at += 2) {
    if (bytes[at] === 0) even += 1;
    if (bytes[at + 1] === 0) odd += 1;
  }
  const most = looked / 2;
  if (most < 4) return undefined;
  if (odd > most * 0.6 && even < most * 0.1) return 'utf-16le';
  return even > most * 0.6 && odd < most * 0.1 ? 'utf-16be' : undefined;
}

function read(bytes: Uint8Array, encoding: string): string {
  const text = tryRead(bytes, encoding);
  if (text === undefined)
    throw new FileRefused(
      `The file says that it is written in ${encoding.toUpperCase()}, and a part of it is not. It may be damaged, or cut off: save it as UTF-8, and bring it in again.`,
    );
  return refuseBinary(text);
}

function tryRead(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function refuseBinary(text: string): string {
  if (text.includes('\u{0}')) throw new FileRefused(NO_TEXT);
  return text;
}

const NO_TEXT =
  'This is no file of text. Bring in comma-separated values (.csv), a spreadsheet (.xlsx or .ods) or a calendar (.ics).';

/** By their numbers, lines that are UTF-8 beyond plain letters and signs, and lines that are not. */
function linesBeyondAscii(bytes: Uint8Array): { utf8: number[]; other: number[] } {
  const found = { utf8: [] as number[], other: [] as number[] };
  let from = 0;
  for (let line = 1; from < bytes.length; line += 1) {
    const end = bytes.indexOf(0x0a, from);
    const to = end < 0 ? bytes.length : end;
    const part = bytes.subarray(from, to);
    if (part.some((byte) => byte >= 0x80)) found[tryRead(part, 'utf-8') === undefined ? 'other' : 'utf8'].push(line);
    from = to + 1;
  }
  return found;
}
