import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays } from '../../kernel/nights.js';
import { checkWindows, hullOf, inOrder, takenWindows, windowOf } from './windows.js';

const first = { from: '2027-03-12', to: '2027-03-14' };
const second = { from: '2027-03-19', to: '2027-03-21' };
const third = { from: '2027-03-26', to: '2027-03-28' };
const weekends = [first, second, third];
const claim = (partId: string | null, arrival: string, departure: string, requestId: string | null = 'r') => ({
  ...{ requestId, partId, arrival, departure },
});

describe('the stretches of dates of a request', () => {
  it('reach from the first day of the first to the last day of the last', () => {
    expect(hullOf([third, first])).toEqual({ from: '2027-03-12', to: '2027-03-28' });
    expect(inOrder([third, first, second])).toEqual(weekends);
  });

  it('hold nights that lie within one of them, and none that reach beyond', () => {
    expect(windowOf(weekends, { arrival: '2027-03-19', departure: '2027-03-21' })).toEqual(second);
    expect(windowOf(weekends, { arrival: '2027-03-13', departure: '2027-03-15' })).toBeUndefined();
  });

  it('share no night, whatever their order; one may begin on the day on which another ends', () => {
    const day = (after: number) => addDays('2027-03-01', after);
    const stretch = fc.tuple(fc.nat(30), fc.integer({ min: 1, max: 9 }));
    fc.assert(
      fc.property(fc.array(stretch, { minLength: 2, maxLength: 5 }), (given) => {
        const windows = given.map(([start, length]) => ({ from: day(start), to: day(start + length) }));
        const nights = windows.flatMap(({ from, to }) => {
          const days: string[] = [];
          for (let night = from; night < to; night = addDays(night, 1)) days.push(night);
          return days;
        });
        const isShared = new Set(nights).size < nights.length;
        expect(checkWindows(windows, 1).some(({ field }) => field === 'windows')).toBe(isShared);
      }),
    );
  });

  it.each([
    [weekends, 4, 'You give 3 stretches of dates and ask for 4 breaks.'],
    [[first], 2, 'Two breaks of one request are never in the same stretch of dates.'],
    [weekends, 0, 'Ask for at least 1 break.'],
  ])('are at least as many as the breaks: %j, %i', (windows, breaks, message) => {
    expect(checkWindows(windows, breaks)[0]).toMatchObject({
      field: 'breaks',
      message: expect.stringContaining(message),
    });
  });

  it('are at most twelve', () => {
    const many = Array.from({ length: 13 }, (_, week) => ({
      from: addDays('2027-03-12', 7 * week),
      to: addDays('2027-03-14', 7 * week),
    }));
    expect(checkWindows(many, 1).map(({ field }) => field)).toEqual(['windows']);
    expect(checkWindows(many.slice(1), 12)).toEqual([]);
  });
});

describe('a stretch that another break has taken', () => {
  const part = { requestId: 'r', partId: 'p', windows: weekends };
  it.each([
    ['a night of another part in it', [claim('q', '2027-03-12', '2027-03-13')], [first]],
    ['a stay of another part that was made longer into it', [claim('q', '2027-03-12', '2027-03-20')], [first, second]],
    ['the part’s own offer', [claim('p', '2027-03-12', '2027-03-14')], []],
    ['another request of theirs', [claim('q', '2027-03-12', '2027-03-14', 's')], []],
    ['a stay without a request', [claim(null, '2027-03-12', '2027-03-14', null)], []],
    ['another part outside of every stretch', [claim('q', '2027-03-15', '2027-03-18')], []],
  ])('with %s', (_, own, taken) => expect(takenWindows(part, own)).toEqual(taken));
});
