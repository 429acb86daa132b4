import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { BedNightCount } from '../../calendar/domain/count-bed-nights.js';
import { addDays } from '../../kernel/nights.js';
import { chartOf } from './chart.page.js';
import { occupancyPage, rangesAround } from './occupancy.page.js';

const today = '2027-03-04';
const horizon = '2028-09-04';
const aCount = (more: Partial<BedNightCount> = {}): BedNightCount => ({
  registered: 112,
  available: 112,
  booked: 40,
  occupied: 16,
  held: 6,
  reserve: 0,
  empty: 50,
  outOfService: 0,
  closed: 0,
  ...more,
});

describe('the ranges counted', () => {
  it('are the four weeks before a day and from it on, and whole weeks around to draw', () => {
    expect(rangesAround(undefined, today, horizon)).toEqual({
      past: { arrival: '2027-02-04', departure: '2027-03-04' },
      next: { arrival: '2027-03-04', departure: '2027-04-01' },
      drawn: { arrival: '2027-01-04', departure: '2027-04-26' },
    });
  });
  it.each(['2014-12-31', '2028-09-05', '2199-12-31'])('refuse %s with a sentence', (from) => {
    expect(() => rangesAround(from, today, horizon)).toThrow(/counted from .* 2015 to .* 2028\. Check the year\.$/);
  });
});

describe('the page of occupancy', () => {
  const page = (past: BedNightCount & { withoutBed?: number }, next: BedNightCount) =>
    occupancyPage({ past, next, weeks: [] }, rangesAround(undefined, today, horizon), today);

  it('shows the words of every unit, and the others only where there is something', () => {
    const [past, next] = page(aCount(), aCount({ outOfService: 4, reserve: 2, available: 108 })).blocks;
    expect(past!.rows.map(({ word }) => word)).toEqual([
      'Registered',
      'Available',
      'Occupied',
      'Booked',
      'Held',
      'Empty',
    ]);
    expect(next!.rows.map(({ word }) => word)).toContain('Room unavailable');
    expect(next!.rows.map(({ word }) => word)).toContain('Kept for emergencies');
  });
  it('has nights that were spent without a bed beside the others, where there were any', () => {
    const [past, next] = page({ ...aCount(), withoutBed: 2 }, aCount()).blocks;
    expect(past!.rows.at(-1)).toEqual({ word: 'Without a bed', count: 2 });
    expect(next!.rows.at(-1)!.word).toBe('Empty');
  });
  it('counts as taken what is booked or occupied, in per cent of what is available', () => {
    expect(page(aCount(), aCount()).next).toMatchObject({ taken: 56, rate: 50, occupiedRate: 14 });
  });
  it('has no per cent where nothing was available', () => {
    const nothing = aCount({ available: 0, booked: 0, occupied: 0, held: 0, empty: 0, closed: 112 });
    expect(page(nothing, nothing).past).toMatchObject({ rate: undefined, occupiedRate: undefined });
    expect(page(nothing, nothing).blocks[0]!.rows.at(-1)).toEqual({ word: 'Empty', count: 0, share: undefined });
  });
});

describe('the chart', () => {
  const weeks = (counts: BedNightCount[]) => counts.map((count, n) => ({ week: addDays('2027-02-15', 7 * n), count }));

  it('tells weeks that are over from those that are not', () => {
    const { bars, now } = chartOf(weeks([aCount(), aCount(), aCount(), aCount()]), today);
    expect(bars.map(({ look }) => look)).toEqual(['f-occupied', 'f-occupied', 'f-ahead', 'f-ahead']);
    expect(now).toBe(550);
  });
  it('keeps every bar inside the drawing and beside the next', () => {
    const shares = fc.array(fc.integer({ min: 0, max: 112 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(shares, (taken) => {
        const { bars, width, base } = chartOf(weeks(taken.map((n) => aCount({ booked: n, occupied: 0 }))), today);
        for (const [place, bar] of bars.entries()) {
          expect(bar.y).toBeGreaterThanOrEqual(0);
          expect(bar.y + bar.height).toBeCloseTo(base, 0);
          expect(bar.x + bar.width).toBeLessThanOrEqual((bars[place + 1]?.x ?? width) + 0.2);
        }
      }),
    );
  });
  it('draws no bar for a week without an available night', () => {
    expect(chartOf(weeks([aCount({ available: 0 })]), today).bars[0]).toMatchObject({ height: 0, rate: undefined });
  });
});
