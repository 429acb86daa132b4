import { describe, expect, it } from '@jest/globals';
import type { Bed, Claim } from '../../calendar/domain/claim.js';
import { HeldSoFar, oneEach } from './held-so-far.js';
import type { StayMove } from './make-room.js';
import { obstacles, type House } from './options.js';
import type { Guest } from './obstacles.js';

const bed = (id: string): Bed => ({
  ...{ id, number: Number(id), name: `Bed ${id}`, attributes: [], area: null },
  ...{ registeredFrom: '2020-01-01', registeredUntil: null },
});
const [one, two, three] = [bed('1'), bed('2'), bed('3')] as [Bed, Bed, Bed];
const nights = { arrival: '2027-05-07', departure: '2027-05-09' };
const next = { arrival: '2027-05-09', departure: '2027-05-11' };
const move = (from: Bed, to: Bed, claimId = 'kit'): StayMove => ({
  ...{ stayId: `stay of ${claimId}`, claimId, youngPersonId: claimId, requestId: null, from, to },
  ...{ arrival: '2027-05-07', departure: '2027-05-11' },
});

describe('stays that change beds several times in one step', () => {
  it('go at once to the last of them', () => {
    expect(oneEach([move(one, two), move(one, three, 'rio'), move(two, three)])).toEqual([
      ...[move(one, three), move(one, three, 'rio')],
    ]);
  });

  it('do not change at all where they come back', () => {
    expect(oneEach([move(one, two), move(two, one)])).toEqual([]);
  });
});

describe('what is held so far in one step', () => {
  const standing = { id: 'kit', bedId: '1', purpose: 'stay', arrival: '2027-05-07', departure: '2027-05-11' } as Claim;
  const house: House = {
    ...{ beds: [one, two], claims: [standing], youngest: 10, oldest: 17, staffed: [], visitors: [] },
  };
  const guest: Guest = { dateOfBirth: '2013-01-01', apart: new Set(), own: [], needs: [], support: 'shared' };
  const entitlement = {
    allocations: [],
    kindOf: () => ({ kind: 'weekday' as const, termsKnown: true }),
    leastGapDays: 1,
  };
  const question = { today: '2027-05-01', horizon: '2028-05-01' };
  const against = (soFar: HeldSoFar, wanted: typeof nights) => {
    const ground = soFar.groundOf({ house, guest, entitlement });
    return obstacles(wanted, question, ground.house, ground.guest).map(({ code }) => code);
  };

  it('takes its bed and its nights from those that follow, and counts for the gap', () => {
    const soFar = new HeldSoFar();
    expect(against(soFar, nights)).toEqual([]);
    soFar.hold({ ...nights, bed: two }, []);
    expect(against(soFar, nights)).toEqual(['elsewhere', 'no_bed']);
    expect(against(soFar, next)).toEqual(['gap']);
    expect(against(soFar, { arrival: '2027-05-10', departure: '2027-05-11' })).toEqual([]);
  });

  it('knows the bed that a stay has once it was moved', () => {
    const soFar = new HeldSoFar();
    soFar.hold({ ...nights, bed: one }, [move(one, two)]);
    expect(soFar.claimsOf([standing]).map(({ id, bedId }) => [id, bedId])).toEqual([
      ['kit', '2'],
      ['series 2027-05-07', '1'],
    ]);
  });
});
