import { SaxesParser } from 'saxes';
import { FileRefused } from '../domain/file-read.js';
import { decode } from './decode.js';

export interface Tag {
  /** Without what stands before its colon. */
  name: string;
  attribute: (name: string) => string | undefined;
}

const PIECE = 64 * 1024;
const DAMAGED =
  'The spreadsheet cannot be read: it is damaged, or protected by a password. Save it without one, and bring that in.';

/**
 * Reads a part of a spreadsheet tag by tag, without ever holding it as a tree. What declares a kind of document of its own
 * could grow without end by its entities: no spreadsheet does. A part that is not there holds nothing.
 */
export function readXml(
  part: Uint8Array,
  on: { open?: (tag: Tag) => void; close?: (name: string) => void; text?: (text: string) => void },
): void {
  if (part.length === 0) return;
  const parser = new SaxesParser();
  const local = (name: string) => name.slice(name.indexOf(':') + 1);
  parser.on('error', () => {
    throw new FileRefused(DAMAGED);
  });
  parser.on('doctype', () => {
    throw new FileRefused(DAMAGED);
  });
  parser.on('opentag', ({ name, attributes }) => {
    on.open?.({
      name: local(name),
      attribute: (wanted) =>
        attributes[wanted] ?? Object.entries(attributes).find(([full]) => local(full) === wanted)?.[1],
    });
  });
  parser.on('closetag', ({ name }) => on.close?.(local(name)));
  parser.on('text', (text) => on.text?.(text));
  parser.on('cdata', (text) => on.text?.(text));
  const text = decode(part);
  for (let from = 0; from < text.length; from += PIECE) parser.write(text.slice(from, from + PIECE));
  parser.close();
}
