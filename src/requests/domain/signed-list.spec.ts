import { describe, expect, it } from '@jest/globals';
import { VERDICTS } from '../../matching/domain/verdicts.js';
import { OFFER_STATES } from './holding.js';
import { isAsSigned, turnAfter } from './signed-list.js';

describe('whose turn it is on a list that was signed as a whole', () => {
  it.each(OFFER_STATES)('after an offer that was %s', (state) => {
    const isTurn = state === 'declined' || state === 'lapsed';
    const ended = { state, ranOutKept: false };
    expect(turnAfter(ended, ['Two', 'Three'])).toEqual(isTurn ? { next: 'Two' } : { ended: 'changed' });
    expect(turnAfter(ended, [])).toEqual({ ended: isTurn ? 'over' : 'changed' });
  });
  it('is nobody’s after a yes at which nobody looked again in time', () => {
    expect(turnAfter({ state: 'lapsed', ranOutKept: true }, ['Two'])).toEqual({ ended: 'changed' });
  });
});

describe('an advice that is as it was signed', () => {
  it('is the same or better', () => {
    for (const [now, is] of VERDICTS.entries())
      for (const [then, was] of VERDICTS.entries()) expect(isAsSigned(is, was)).toBe(now <= then);
  });
});
