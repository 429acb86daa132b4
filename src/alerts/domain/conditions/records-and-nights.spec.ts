import { describe, expect, it } from '@jest/globals';
import { addDays, instantIn } from '../../../kernel/nights.js';
import { allocationUnused, likelyUnused, type Granted } from './allocation-unused.js';
import { momentOf } from './moment.js';
import { recordAboutToExpire, type Lasting } from './record-about-to-expire.js';
import { staffShort } from './staff-short.js';

const NOW = momentOf(new Date('2027-03-12T12:00Z'), 'Europe/London', '06:00');
const day = (ahead: number) => addDays('2027-03-12', ahead);

describe('a record that runs out before a booked stay', () => {
  const record = (changes: Partial<Lasting> = {}): Lasting => ({
    ...{ record: 'assessment', youngPersonId: 'kit', pairDecisionId: null, expires: day(8), stayId: 's' },
    ...{ arrival: day(14), neededUntil: day(15), ...changes },
  });
  const look = (...all: Lasting[]) => recordAboutToExpire(all, { daysAhead: 60, daysBefore: 28 }, NOW);

  it.each([
    ['on the last day it is needed', { expires: day(15) }, 0],
    ['the day before', { expires: day(14) }, 1],
    ['too far ahead to be told of', { expires: day(29), arrival: day(40), neededUntil: day(41) }, 0],
    ['as far ahead as is told of', { expires: day(28), arrival: day(40), neededUntil: day(41) }, 1],
    ['for a stay too far ahead', { arrival: day(61), neededUntil: day(62) }, 0],
    ['already', { expires: day(-30) }, 1],
  ])('%s is found %# times', (_, changes, times) => {
    expect(look(record(changes))).toHaveLength(times);
  });

  it('is told of once, with the soonest stay, and anew when it counts until another day', () => {
    const later = record({ stayId: 'later', arrival: day(30), neededUntil: day(31) });
    for (const order of [
      [later, record()],
      [record(), later],
    ])
      expect(look(...order)).toMatchObject([
        { about: { youngPersonId: 'kit', stayId: 's' }, figures: { record: 'assessment', expired: 'no' }, grade: 0 },
      ]);
    expect(look(record())[0]!.key).not.toBe(look(record({ expires: day(9) }))[0]!.key);
    expect(look(record({ expires: day(-1) }))[0]).toMatchObject({ figures: { expired: 'yes' }, grade: 1 });
    expect(look(record())[0]!.dueAt).toEqual(instantIn(day(9), '00:00', 'Europe/London'));
  });

  it('of two is about neither of them', () => {
    const found = look(record({ record: 'pair', youngPersonId: null, pairDecisionId: 'd' }));
    expect(found).toMatchObject([{ key: `pair d ${day(8)}` }]);
    expect(found[0]!.about).toEqual({ pairDecisionId: 'd' });
  });
});

describe('nights of an allocation that are likely to go unused', () => {
  const grant = (kinds: Granted['kinds'], { firstDay = day(-50), lastDay = day(49) } = {}): Granted => {
    return { allocationId: 'a', youngPersonId: 'kit', firstDay, lastDay, kinds };
  };
  const kind = (granted: number, used: number, booked = 0, held = 0) => {
    return { granted, used, booked, held, left: granted - used - booked - held };
  };

  it.each([
    ['none is used', [kind(20, 0)], 20],
    ['half way through a quarter is used', [kind(20, 5)], 10],
    ['half is used, half way through', [kind(20, 10)], 0],
    ['what is booked is part of the rate', [kind(20, 5, 3, 2)], 10],
    ['more is booked than the rate', [kind(20, 5, 12, 2)], 1],
    ['more is used than granted of one kind', [kind(4, 9), kind(10, 0)], 10],
    ['each kind goes by itself', [kind(10, 5), kind(10, 0)], 10],
  ])('where %s', (_, kinds, likely) => {
    expect(likelyUnused(grant(kinds), day(0))).toBe(likely);
  });

  it.each([
    [5, [true]],
    [6, [false]],
    [7, []],
  ])('with five likely and %i set opens as %j', (nights, opens) => {
    const found = allocationUnused([grant([kind(5, 0)])], { daysBeforeEnd: 60, nights }, NOW);
    expect(found.map((one) => one.opens)).toEqual(opens);
  });

  it.each([
    ['ends too far ahead', { lastDay: day(61) }],
    ['has ended', { lastDay: day(-1) }],
    ['has not begun', { firstDay: day(1) }],
  ])('is none of one that %s', (_, days) => {
    expect(allocationUnused([grant([kind(20, 0)], days)], { daysBeforeEnd: 60, nights: 1 }, NOW)).toEqual([]);
  });

  it('is about the young person alone', () => {
    const found = allocationUnused([grant([kind(20, 5)])], { daysBeforeEnd: 60, nights: 5 }, NOW);
    expect(found).toMatchObject([{ key: 'a', about: { youngPersonId: 'kit' }, figures: { left: 15, likely: 10 } }]);
  });
});

describe('staff short of what is booked', () => {
  const begins = (night: string) => instantIn(night, '16:00', 'Europe/London');
  const night = (ahead: number, booked: number, take: number | null, highBooked = 0) => ({
    ...{ night: day(ahead), from: 'night' as const, booked, highBooked },
    figure: take === null ? null : { take, high: 1 },
  });
  const look = (...staffed: ReturnType<typeof night>[]) => staffShort({ staffed, begins }, { daysAhead: 28 }, NOW);

  it('is told of by the week, with its nights', () => {
    expect(look(night(1, 3, 2), night(2, 4, 2), night(3, 3, 2, 3))).toMatchObject([
      {
        key: '2027-03-08',
        grade: 1,
        figures: { first: day(1), last: day(2), nights: 2, most: 2, high: 0 },
        dueAt: begins(day(1)),
      },
      { key: '2027-03-15', grade: 1, figures: { first: day(3), nights: 1, most: 1, high: 2 } },
    ]);
  });

  it('is none where it is enough, nobody has said how many, or it is too far ahead', () => {
    expect(look(night(1, 2, 2), night(2, 9, null), night(29, 3, 2), night(-1, 3, 2))).toEqual([]);
  });
});
