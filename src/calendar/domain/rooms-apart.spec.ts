import { describe, expect, it } from '@jest/globals';
import { roomsApart } from './rooms-apart.js';

const rooms = [
  { id: '1', area: 'Upstairs' },
  { id: '2', area: 'upstairs' },
  { id: '3', area: 'Garden side' },
  { id: '4', area: null },
];

describe('rooms away from each other', () => {
  it.each([
    ['1', ['3']],
    ['2', ['3']],
    ['3', ['1', '2']],
    ['4', []],
    ['none', []],
  ])('from that of bed %s are those of another part of the house', (bed, expected) => {
    expect([...roomsApart(bed, rooms)]).toEqual(expected);
  });
});
