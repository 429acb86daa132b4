import { describe, expect, it } from '@jest/globals';
import { addDays } from '../../../kernel/nights.js';
import { askedFor } from './asked-nights.js';
import { closureMeetsDemand, type AskedStay } from './closure-meets-demand.js';
import { momentOf } from './moment.js';

const NOW = momentOf(new Date('2027-03-12T12:00Z'), 'Europe/London', '06:00');
const day = (ahead: number) => addDays('2027-03-12', ahead);

const asks = (from: number, to: number, more: Partial<AskedStay> = {}): AskedStay => ({
  ...{ requestId: 'r', youngPersonId: 'kit', windows: [{ from: day(from), to: day(to) }], nights: 2, weekdays: [] },
  ...more,
});
const claim = (bedId: string, from: number, to: number, closureId: string | null = 'c') => ({
  ...{ purpose: 'closed' as const, closureId, bedId, arrival: day(from), departure: day(to) },
});
const stay = (bedId: string, from: number, to: number) => ({
  ...claim(bedId, from, to, null),
  purpose: 'stay' as const,
});
const BED = { registeredFrom: '2020-01-01', registeredUntil: null };
const ONE = [{ id: 'one', ...BED }];
const TWO = [...ONE, { id: 'two', ...BED }];
type Claims = Parameters<typeof closureMeetsDemand>[0]['claims'];
const look = (beds: typeof ONE, claims: Claims, asked: AskedStay[], requests = 1, daysAhead = 60) =>
  closureMeetsDemand({ beds, claims, asked }, { daysAhead, requests }, NOW);

describe('a closure in nights that requests ask for', () => {
  it.each<[string, typeof ONE, Claims, AskedStay, none: number | undefined]>([
    ['takes all their nights', ONE, [claim('one', 10, 12)], asks(10, 12), 1],
    ['leaves no run as long as they want', ONE, [claim('one', 11, 12)], asks(10, 13), 1],
    ['takes three of twenty-three nights', ONE, [claim('one', 16, 19)], asks(10, 33), undefined],
    ['takes half of the dates of arrival', ONE, [claim('one', 12, 13)], asks(10, 15), 0],
    ['takes less than half of them', ONE, [claim('one', 12, 13)], asks(10, 16), undefined],
    ['leaves another bed free', TWO, [claim('one', 10, 12)], asks(10, 12), undefined],
    ['takes the only bed that was free', TWO, [claim('one', 10, 12), stay('two', 9, 13)], asks(10, 12), 1],
    ['takes the bed in which they could come', TWO, [claim('one', 10, 12), stay('two', 11, 12)], asks(11, 13), 1],
    ['closes every bed', TWO, [claim('one', 10, 12), claim('two', 10, 12)], asks(10, 12), 1],
    // A Monday and a Tuesday, on which alone they could come: the next is a week later.
    ['takes half of their days of the week', ONE, [claim('one', 3, 5)], asks(3, 14, { weekdays: [1, 2] }), 0],
    ['takes the same days of somebody who could come on any', ONE, [claim('one', 3, 5)], asks(3, 14), undefined],
    ['meets them where nothing was free', ONE, [claim('one', 10, 11), stay('one', 11, 12)], asks(10, 12), undefined],
    [
      'is in one of their stretches',
      ONE,
      [claim('one', 10, 12)],
      asks(10, 12, {
        windows: [
          { from: day(10), to: day(12) },
          { from: day(20), to: day(22) },
          { from: day(30), to: day(32) },
        ],
      }),
      undefined,
    ],
    ['is beside what they ask for', ONE, [claim('one', 5, 10)], asks(10, 12), undefined],
    ['is over', ONE, [claim('one', -5, 0)], asks(-5, 12), undefined],
    ['is too far ahead', ONE, [claim('one', 61, 63)], asks(61, 63), undefined],
    ['is none: nobody is behind it', ONE, [claim('one', 10, 12, null)], asks(10, 12), undefined],
  ])('that %s', (_, beds, claims, asked, none) => {
    const found = look(beds, claims, [asked]);
    if (none === undefined) expect(found).toEqual([]);
    else expect(found).toMatchObject([{ key: 'c', opens: true, figures: { requests: 1, none } }]);
  });

  it('is told of once, with its nights within what those ask for whom it meets, and of how many', () => {
    const claims = [claim('one', 5, 10), claim('two', 5, 10), claim('one', 20, 22), claim('two', 20, 22)];
    const asked = [asks(8, 11), asks(20, 23, { requestId: 'q' }), asks(4, 50, { requestId: 'easy' })];
    expect(look(TWO, claims, asked)).toMatchObject([
      {
        key: 'c',
        figures: {
          ...{ beds: 2, first: day(8), last: day(21), nights: 4, requests: 2, none: 2, purpose: 'closed' },
        },
      },
    ]);
  });

  it.each([
    [3, [false]],
    [2, [true]],
    [4, []],
  ])('with two that it meets and %i set opens as %j', (requests, opens) => {
    const asked = [asks(5, 7), asks(5, 7, { requestId: 'q' })];
    expect(look(ONE, [claim('one', 5, 10)], asked, requests).map((one) => one.opens)).toEqual(opens);
  });

  it('counts a request once for a young person, and brothers and sisters each', () => {
    const asked = [asks(5, 7), asks(6, 9), asks(5, 7, { youngPersonId: 'tia' })];
    expect(askedFor(asked, [day(6), day(5)])).toBe(2);
    expect(askedFor(asked, [day(9)])).toBe(0);
    expect(look(ONE, [claim('one', 5, 9)], asked)).toMatchObject([{ figures: { requests: 2 } }]);
  });
});
