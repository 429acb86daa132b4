import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Bed, Claim } from '../../../calendar/domain/claim.js';
import { bedNights } from '../../../calendar/domain/night-state.js';
import { addDays } from '../../../kernel/nights.js';
import { lowOccupancy } from './low-occupancy.js';
import { momentOf } from './moment.js';

const NOW = momentOf(new Date('2027-03-26T12:00Z'), 'Europe/London', '06:00');
const TONIGHT = '2027-03-26';
const BED: Bed = {
  id: 'one',
  number: 1,
  name: 'One',
  attributes: [],
  registeredFrom: '2020-01-01',
  registeredUntil: null,
};
const aClaim = (from: number, nights: number, purpose: Claim['purpose'] = 'stay'): Claim => ({
  ...{
    id: `${from}`,
    bedId: 'one',
    purpose,
    arrival: addDays(TONIGHT, from),
    departure: addDays(TONIGHT, from + nights),
  },
  ...{ youngPersonId: 'kit', requestId: null, stayId: 's', arrived: false, announced: true },
  ...{ support: null, needs: [], keepsRoom: false },
});
const OFF = { below7: 0, below14: 0, below28: 0, recovers: 10 };
const look = (claims: Claim[], thresholds: Partial<typeof OFF>) => {
  const rows = bedNights([BED], claims, { arrival: addDays(TONIGHT, -3), departure: addDays(TONIGHT, 40) });
  const asked = [
    { requestId: 'r', youngPersonId: 'tia', windows: [{ from: addDays(TONIGHT, 10), to: addDays(TONIGHT, 12) }] },
  ];
  return lowOccupancy({ rows, asked }, { ...OFF, ...thresholds }, NOW);
};

describe('low occupancy ahead', () => {
  it('is told of for each stretch by its own threshold, with what is held and asked for apart', () => {
    const found = look([aClaim(0, 2), aClaim(2, 1, 'offer'), aClaim(3, 1, 'reserve')], { below7: 50, below14: 50 });
    expect(found.map(({ key }) => key)).toEqual(['7', '14']);
    expect(found[0]).toMatchObject({
      ...{ opens: true, grade: 1, dueAt: null, about: {} },
      figures: { days: 7, percent: 29, below: 50, taken: 2, available: 7, held: 1, reserve: 1, empty: 3, waiting: 0 },
    });
    expect(found[1]).toMatchObject({ figures: { percent: 14, waiting: 1 }, grade: 1 });
  });

  it.each([
    [3, 'opens', 43],
    [4, 'stands', 57],
    [5, 'ends', 71],
  ] as const)('with %i of 7 nights taken %s, below 50 and until 60', (nights, becomes, percent) => {
    const found = look([aClaim(0, nights)], { below7: 50 });
    expect(found.map(({ opens, figures }) => [opens, figures['percent']])).toEqual(
      { opens: [[true, percent]], stands: [[false, percent]], ends: [] }[becomes],
    );
  });

  it('does not open at the threshold itself, and ends at the points above it', () => {
    const half = { below14: 50, recovers: 7 };
    expect(look([aClaim(0, 7)], half).map(({ opens }) => opens)).toEqual([false]);
    expect(look([aClaim(0, 8)], half)).toEqual([]);
  });

  it('ends once all is taken, however high the threshold is set', () => {
    expect(look([aClaim(0, 6)], { below7: 100 })).toMatchObject([{ opens: true, figures: { percent: 86, ends: 100 } }]);
    expect(look([aClaim(0, 7)], { below7: 100 })).toEqual([]);
    expect(look([aClaim(0, 7)], { below7: 95 })).toEqual([]);
  });

  it('is none of a stretch that is left out, or has no bed that can be used', () => {
    expect(look([], {})).toEqual([]);
    expect(look([aClaim(0, 7, 'closed')], { below7: 100 })).toEqual([]);
    expect(look([aClaim(0, 5, 'out_of_service'), aClaim(5, 2)], { below7: 90 })).toEqual([]);
  });

  it('never opens without standing, and more that is taken never opens what fewer did not', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 7 }),
        fc.integer({ min: 0, max: 7 }),
        fc.integer({ min: 1, max: 100 }),
        (a, b, below7) => {
          const [few, many] = [Math.min(a, b), Math.max(a, b)].map((taken) =>
            look(taken ? [aClaim(0, taken)] : [], { below7 }),
          );
          if (many!.length > 0) expect(few!.length).toBe(1);
          if (many![0]?.opens) expect(few![0]!.opens).toBe(true);
        },
      ),
    );
  });
});
