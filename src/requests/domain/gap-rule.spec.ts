import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, daysBetween, overlaps } from '../../kernel/nights.js';
import { firstArrivals } from './first-arrival.js';
import { gapRule, sayTooClose } from './gap-rule.js';

const stay = (arrival: string, nights: number) => ({ arrival, departure: addDays(arrival, nights) });
const own = [stay('2027-05-03', 3), stay('2027-05-24', 2)];

describe('the least gap between two stays', () => {
  const rule = gapRule(7, own);

  it.each([
    ['on the day of departure', '2027-05-06', 2, { days: 0, isBefore: true, firstAllowed: '2027-05-13' }],
    ['a day too early', '2027-05-12', 2, { days: 6, isBefore: true, firstAllowed: '2027-05-13' }],
    ['too close to the one after it', '2027-05-16', 2, { days: 6, isBefore: false, firstAllowed: '2027-06-02' }],
    [
      'too close to both, the closer is named',
      '2027-05-10',
      10,
      { days: 4, isBefore: true, firstAllowed: '2027-06-02' },
    ],
  ])('is not kept %s', (_, arrival, nights, expected) => {
    expect(rule(stay(arrival, nights))).toMatchObject(expected);
  });

  it('is kept with as many days on either side, and asks nothing when it is 0', () => {
    expect(rule(stay('2027-05-13', 4))).toBeUndefined();
    expect(rule(stay('2027-06-02', 4))).toBeUndefined();
    expect(gapRule(0, own)(stay('2027-05-06', 2))).toBeUndefined();
  });

  it('leaves what overlaps to the rule on that', () => {
    expect(gapRule(7, [own[0]!])(stay('2027-05-04', 1))).toBeUndefined();
  });

  it('is said with the stay beside it and the first arrival that keeps it', () => {
    expect(sayTooClose(rule(stay('2027-05-06', 2))!)).toBe(
      'There would be no day between two of their stays: the stay before it ends on Thursday 6 May 2027. The unit keeps 7 days. The first arrival that is allowed is Thursday 13 May 2027.',
    );
    expect(sayTooClose(gapRule(2, [stay('2027-05-10', 1)])(stay('2027-05-08', 1))!)).toBe(
      'There would be only 1 day between two of their stays: the stay after it begins on Monday 10 May 2027. The unit keeps 2 days. The first arrival that is allowed is Thursday 13 May 2027.',
    );
  });

  it('is that of measuring to every stay', () => {
    const some = fc.array(fc.tuple(fc.nat(60), fc.integer({ min: 1, max: 5 })), { maxLength: 5 });
    fc.assert(
      fc.property(some, fc.nat(60), fc.integer({ min: 0, max: 10 }), (all, day, least) => {
        const stays = all.map(([from, nights]) => stay(addDays('2027-05-03', from), nights));
        const wanted = stay(addDays('2027-05-03', day), 2);
        const apart = stays.filter((one) => !overlaps(one, wanted));
        const gaps = apart.map((one) =>
          Math.max(daysBetween(one.departure, wanted.arrival), daysBetween(wanted.departure, one.arrival)),
        );
        expect(gapRule(least, stays)(wanted)?.days).toBe(
          gaps.some((gap) => gap < least) ? Math.min(...gaps) : undefined,
        );
      }),
    );
  });
});

describe('the first arrival that passes', () => {
  it('is the same whether asked day by day or once', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 40 }), (days) => {
        const passes = ({ arrival }: { arrival: string }) => days[daysBetween('2027-05-03', arrival)] ?? true;
        const asked = firstArrivals(passes);
        for (let day = 0; day < days.length; day += 1) {
          const wanted = stay(addDays('2027-05-03', day), 2);
          expect(asked(wanted)).toBe(firstArrivals(passes)(wanted));
        }
      }),
    );
  });

  it('is none where nothing passes for two years', () => {
    expect(firstArrivals(() => false)(stay('2027-05-03', 2))).toBeUndefined();
    expect(firstArrivals(({ arrival }) => arrival >= '2029-05-03')(stay('2027-05-03', 2))).toBe('2029-05-03');
  });
});
