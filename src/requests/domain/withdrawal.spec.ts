import { describe, expect, it } from '@jest/globals';
import { REQUEST_STATES } from './states.js';
import { TRANSITIONS } from './transitions.js';
import { goesWith, missingOfEnd } from './withdrawal.js';

const nights = { arrival: '2027-03-12', departure: '2027-03-14' };
const stay = { id: 's', ...nights };
const offers = [
  { id: 'a', state: 'offered' as const, ...nights },
  { id: 'b', state: 'proposed' as const, ...nights },
];

describe('what goes with a request', () => {
  it('is its place on the waiting list, every bed that is held, and a stay to come', () => {
    expect(goesWith({ state: 'waitlisted', offers: [], stay: null })).toEqual({
      waiting: true,
      offers: [],
      stay: null,
    });
    expect(goesWith({ state: 'offered', offers, stay: null })).toEqual({ waiting: false, offers, stay: null });
    expect(goesWith({ state: 'booked', offers: [], stay })).toEqual({ waiting: false, offers: [], stay });
  });
  it('is no stay that has begun, is over or did not take place', () => {
    for (const state of ['in_residence', 'completed', 'no_show', 'cancelled'] as const)
      expect(goesWith({ state, offers: [], stay }).stay).toBeNull();
  });
});

describe('booked stays that are called off together', () => {
  const said = { by: 'family', code: 'illness', at: new Date('2027-03-01T10:00:00Z'), seen: 'x' };
  it.each(['seen', 'by', 'code', 'at'] as const)('need %s said, which is asked for by its name', (field) => {
    const missing = missingOfEnd({ ...said, [field]: undefined });
    expect(missing).toEqual([{ field, message: expect.stringMatching(/\.$/) }]);
  });
  it('need nothing else, and everything where nothing is said', () => {
    expect(missingOfEnd(said)).toEqual([]);
    expect(missingOfEnd({}).map(({ field }) => field)).toEqual(['seen', 'by', 'code', 'at']);
  });
});

describe('withdrawing', () => {
  const { from, instead } = TRANSITIONS.find(({ action }) => action === 'withdraw')!;
  it('is possible until somebody has come, and says what to do from then on', () => {
    expect(REQUEST_STATES.filter((state) => !from.includes(state)).toSorted()).toEqual([
      ...['cancelled', 'completed', 'declined', 'in_residence', 'no_show', 'reviewed', 'withdrawn'],
    ]);
    for (const state of ['in_residence', 'completed', 'reviewed', 'cancelled', 'no_show'] as const)
      expect(instead?.[state]).toMatch(/^This request is “.*\.$/);
  });
});
