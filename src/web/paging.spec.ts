import { describe, expect, it } from '@jest/globals';
import { makeCursor, pageOf, readCursor } from './paging.js';

const id = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a cursor', () => {
  it('gives back the position it was made of', () => {
    const cursor = makeCursor(['2027-03-12', 'Ash', 3, '2027-03-12T10:00:00.000Z', id], { state: 'booked' });
    expect(readCursor(cursor, ['date', 'text', 'number', 'instant', 'id'], { state: 'booked' })).toEqual([
      '2027-03-12',
      'Ash',
      3,
      '2027-03-12T10:00:00.000Z',
      id,
    ]);
  });

  it.each([undefined, ''])('%j is the first page', (cursor) => {
    expect(readCursor(cursor, ['id'])).toBeUndefined();
  });

  const [mark] = JSON.parse(Buffer.from(makeCursor([id]), 'base64url').toString()) as [string];
  it.each([
    ['of another filter', makeCursor([id], { state: 'booked' })],
    ['with more keys', makeCursor(['2027-03-12', id])],
    ['with fewer keys', makeCursor([])],
    ['of another kind', makeCursor(['2027-03-12'])],
    ['with an object', encode([mark, { id }])],
    ['that is no list', encode({ length: 2 })],
    ['that is null', encode(null)],
    ['that is nonsense', '%%%'],
    ['with U+0000', '\u0000'],
  ])('%s is refused with a sentence', (_name, cursor) => {
    expect(() => readCursor(cursor, ['id'])).toThrow('This cursor does not belong to this list.');
  });

  it('never lets text that cannot be stored through', () => {
    expect(() => readCursor(makeCursor(['a\u0000']), ['text'])).toThrow();
  });
});

describe('pageOf', () => {
  const rows = [{ id: 'a' }, { id: 'b' }, { id: 'c' }];

  it('has no next when the rows fit', () => {
    expect(pageOf(rows, 3, (row) => [row.id])).toEqual({ items: rows, next: null });
    expect(pageOf([], 3, () => [])).toEqual({ items: [], next: null });
  });

  it('goes on after the last row shown', () => {
    const page = pageOf(rows, 2, (row) => [row.id]);
    expect(page.items).toEqual([{ id: 'a' }, { id: 'b' }]);
    expect(readCursor(page.next!, ['text'])).toEqual(['b']);
  });
});
