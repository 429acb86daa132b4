import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  OFFER_STATES,
  OPEN_OFFER_STATES,
  reach,
  stateHolding,
  tooManyHeld,
  stillMeant,
  whyNotThis,
  type OfferState,
} from './holding.js';
import { TRANSITIONS } from './transitions.js';

const held = (...states: OfferState[]) => states.map((state) => ({ state }));

describe('the state of a part with several options', () => {
  it.each([
    [[], undefined],
    [['lapsed', 'declined', 'taken_back', 'not_chosen', 'accepted'], undefined],
    [['proposed'], 'proposed'],
    [['proposed', 'proposed'], 'proposed'],
    [['proposed', 'offered'], 'offered'],
    [['offered', 'proposed'], 'offered'],
    [['offered', 'agreed', 'proposed'], 'agreed'],
    [['agreed', 'proposed'], 'agreed'],
    [['lapsed', 'proposed'], 'proposed'],
    [['declined', 'offered', 'taken_back'], 'offered'],
  ] as [OfferState[], string | undefined][])('%p → %p', (states, expected) => {
    expect(stateHolding(held(...states))).toBe(expected);
  });
  it('is the first of them by their names, as the statements reckon it', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...OPEN_OFFER_STATES), { minLength: 1 }), (states) => {
        expect(stateHolding(held(...states))).toBe(states.toSorted()[0]);
      }),
    );
  });
  it('does not hang on their order, and is one in which each open one can be acted on', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...OFFER_STATES)), (states) => {
        const state = stateHolding(held(...states));
        expect(stateHolding(held(...states.toReversed()))).toBe(state);
        if (!state) return;
        for (const one of states) {
          const rows = TRANSITIONS.filter(({ offers }) => offers?.some((open) => open === one));
          if (rows.length > 0) expect(rows.some(({ from, who }) => from.includes(state) && who.length > 0)).toBe(true);
        }
      }),
    );
  });
});

describe('why an option cannot be acted on', () => {
  it('is a sentence for every state, and for none', () => {
    for (const state of [...OFFER_STATES, undefined]) expect(whyNotThis(state)).toMatch(/^[A-Z].*\.$/);
  });
});

describe('how many beds are held at once', () => {
  it.each([
    [0, 1, undefined],
    [2, 3, undefined],
    [3, 3, '3 beds are held'],
    [4, 3, '3 beds are held'],
    [1, 1, 'A bed is held'],
  ])('%d of %d', (open, most, says) => {
    const why = tooManyHeld(open, most);
    if (says) expect(why).toContain(says);
    else expect(why).toBeUndefined();
  });
});

describe('the reach of the options', () => {
  it('goes from the first arrival to the last departure', () => {
    const nights = (arrival: number, departure: number) => ({
      arrival: `2027-03-${arrival}`,
      departure: `2027-03-${departure}`,
    });
    expect(reach([nights(19, 21), nights(12, 14), nights(13, 22)])).toEqual(nights(12, 22));
    expect(reach([])).toBeUndefined();
  });
});

describe('the nights that are meant still', () => {
  it('are those that the family took, and else all that are held', () => {
    expect(stillMeant(held('agreed', 'offered', 'proposed'))).toEqual(held('agreed'));
    expect(stillMeant(held('offered', 'proposed'))).toEqual(held('offered', 'proposed'));
    expect(stillMeant([])).toEqual([]);
  });
});
