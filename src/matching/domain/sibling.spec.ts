import { describe, expect, it } from '@jest/globals';
import { siblingsAgainst } from './sibling.js';

describe('brothers and sisters', () => {
  it('stay apart by a decision in force, and together without one', () => {
    expect(siblingsAgainst('apart', false)).toContain('Sign “never together”');
    expect(siblingsAgainst('together', true)).toContain('has to end it');
    expect([siblingsAgainst('apart', true), siblingsAgainst('together', false)]).toEqual([undefined, undefined]);
    expect([true, false].map((isVetoed) => siblingsAgainst('none', isVetoed))).toEqual([undefined, undefined]);
  });
});
