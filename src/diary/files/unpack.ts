import { Unzip, UnzipInflate } from 'fflate';
import { FileRefused } from '../domain/file-read.js';

/** The most that the parts of a spreadsheet may come to once they are unpacked: what somebody typed by hand is a fiftieth. */
export const MOST_UNPACKED = 48 * 1024 * 1024;
const MOST_PARTS = 1_000;
const SLICE = 16 * 1024;
const END_OF_ARCHIVE = [0x50, 0x4b, 0x05, 0x06];

/**
 * The parts of an archive whose names are wanted. What they really unpack to is counted as it comes, whatever the archive
 * says of itself, so that a small file that unpacks to thousands of times its size is left at once. Nothing is unpacked
 * that nobody asked for, and nothing inside a part.
 */
export function unpack(bytes: Uint8Array, isWanted: (name: string) => boolean): Map<string, Uint8Array> {
  if (!hasEnd(bytes)) throw new FileRefused(CUT_OFF);
  const parts = new Map<string, Uint8Array[]>();
  const whole = new Set<string>();
  let seen = 0;
  let size = 0;
  let fault: FileRefused | undefined;
  const unzip = new Unzip((file) => {
    seen += 1;
    if (seen > MOST_PARTS) fault = new FileRefused(TOO_LARGE);
    if (fault || !isWanted(file.name)) return;
    if (parts.has(file.name) || (file.originalSize ?? 0) > MOST_UNPACKED) {
      fault = new FileRefused(parts.has(file.name) ? DAMAGED : TOO_LARGE);
      return;
    }
    const chunks: Uint8Array[] = [];
    parts.set(file.name, chunks);
    file.ondata = (error, chunk, final) => {
      if (error) fault ??= new FileRefused(DAMAGED);
      size += chunk?.length ?? 0;
      if (size > MOST_UNPACKED) fault ??= new FileRefused(TOO_LARGE);
      if (fault) return;
      chunks.push(chunk);
      if (final) whole.add(file.name);
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  try {
    for (let from = 0; from < bytes.length && !fault; from += SLICE)
      unzip.push(bytes.subarray(from, from + SLICE), from + SLICE >= bytes.length);
  } catch {
    fault ??= new FileRefused(DAMAGED);
  }
  if (fault) throw fault;
  if (whole.size < parts.size) throw new FileRefused(CUT_OFF);
  return new Map([...parts].map(([name, chunks]) => [name, Buffer.concat(chunks)]));
}

const TOO_LARGE =
  'The file unpacks to far more than a diary holds. Copy the rows of the diary into a new spreadsheet, and bring that in.';
const DAMAGED = 'The spreadsheet is damaged. Open it, save it anew, and bring that in.';
const CUT_OFF = 'The spreadsheet is cut off: its end is missing. Save or download it again, and bring that in.';

function hasEnd(bytes: Uint8Array): boolean {
  const from = Math.max(0, bytes.length - 66_000);
  return Buffer.from(bytes.buffer, bytes.byteOffset + from, bytes.length - from).includes(Buffer.from(END_OF_ARCHIVE));
}
