import { describe, expect, it } from '@jest/globals';
import { keyOf, readTold } from './told.js';

const ID = '5f0c2b1e-0000-4000-8000-00000000000a';

describe('what the database tells', () => {
  it.each([
    [`calendar unit ${ID}`, { what: 'change', change: { kind: 'calendar', of: 'unit', id: ID } }],
    [`requests user ${ID} -`, { what: 'change', change: { kind: 'requests', of: 'user', id: ID } }],
    [
      `requests user ${ID} 1798459000000`,
      { what: 'change', change: { kind: 'requests', of: 'user', id: ID, until: 1798459000000 } },
    ],
    ['access', { what: 'access' }],
    [`session ${'a'.repeat(64)}`, { what: 'session', digest: 'a'.repeat(64) }],
  ])('is read: %s', (payload, told) => {
    expect(readTold(payload)).toEqual(told);
  });

  it.each([
    '',
    'calendar',
    `weather unit ${ID}`,
    `calendar bed ${ID}`,
    'calendar unit 5f0c',
    'session not-a-digest',
    `calendar  unit ${ID}`,
  ])('is left alone where this version does not know it: “%s”', (payload) => {
    expect(readTold(payload)).toBeUndefined();
  });

  it('is one thing however often it is told', () => {
    expect(keyOf({ kind: 'calendar', of: 'unit', id: ID })).toBe(`calendar unit ${ID}`);
  });
});
