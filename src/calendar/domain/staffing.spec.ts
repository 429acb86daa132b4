import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, nightsOf, weekdayOf } from '../../kernel/nights.js';
import { SUPPORT_LEVELS } from '../../people/domain/stay-needs.js';
import { aClaim } from '../pages/a-board.js';
import { checkChangedNight, checkPattern } from './check-staffing.js';
import { staffedNights, tooMany, tooManyWith, usableBeds, type Staffing } from './staffing.js';

const nothing: Staffing = { patterns: [], changed: [], visitors: [] };
const week = (take: number, high: number, validFrom = '2027-01-01') => ({
  validFrom,
  take: Array<number>(7).fill(take),
  high: Array<number>(7).fill(high),
});
const friday = { arrival: '2027-03-12', departure: '2027-03-13' };
const on = (staffing: Partial<Staffing>, claims = [aClaim(1, '2027-03-12', 2)]) =>
  staffedNights({ ...nothing, ...staffing }, claims, friday)[0]!;

describe('the figure of a night', () => {
  it('is none until one is set: then there is no limit', () => {
    const night = on({});
    expect(night).toMatchObject({ figure: null, from: null, booked: 1 });
    expect([usableBeds(3, night), tooMany(night)]).toEqual([3, { take: 0, high: 0 }]);
  });
  it('comes from the pattern by the weekday on which the night begins', () => {
    const pattern = { validFrom: '2027-03-12', take: [1, 2, 3, 4, 5, 6, 7], high: [0, 0, 0, 0, 1, 2, 3] };
    expect(on({ patterns: [pattern] })).toMatchObject({ figure: { take: 5, high: 1 }, from: 'pattern' });
  });
  it.each([
    ['of several patterns the last that has begun holds', [week(2, 1), week(3, 1, '2027-03-12')], 3],
    ['one that begins the day after does not hold yet', [week(2, 1), week(3, 1, '2027-03-13')], 2],
    ['of two that begin on one night the one set later holds', [week(2, 1), week(4, 1)], 4],
  ])('%s', (_, patterns, take) => expect(on({ patterns }).figure?.take).toBe(take));
  it('is the one that was changed by hand, before any pattern, until it is put back', () => {
    const patterns = [week(4, 2)];
    const changed = (figure: { take: number; high: number } | null) =>
      on({ patterns, changed: [{ night: '2027-03-12', figure }] });
    expect(changed({ take: 2, high: 0 })).toMatchObject({ figure: { take: 2, high: 0 }, from: 'night' });
    expect(changed(null)).toMatchObject({ figure: { take: 4, high: 2 }, from: 'pattern' });
  });
});

describe('what is booked against it', () => {
  it('counts a young person once, who stays and visits or is held two beds', () => {
    const visitors = [{ date: '2027-03-12', youngPersonId: 'ash', support: 'one_to_one' as const }];
    const claims = [aClaim(1, '2027-03-12', 1), aClaim(2, '2027-03-12', 1)];
    expect(on({ visitors }, claims)).toMatchObject({ booked: 1, highBooked: 1 });
  });
  it('counts no bed kept for emergencies, closed or unavailable, and not who leaves on the day', () => {
    const nobody = { youngPersonId: null, support: null };
    const claims = [
      ...(['reserve', 'closed', 'out_of_service'] as const).map((purpose, bed) =>
        aClaim(bed, '2027-03-12', 1, { purpose, ...nobody }),
      ),
      aClaim(4, '2027-03-10', 2, { youngPersonId: 'bo', support: 'two_to_one' }),
    ];
    expect(on({}, claims)).toMatchObject({ booked: 0, highBooked: 0 });
  });
  it('counts at high support whoever has one adult or more to themselves, each once', () => {
    const claims = SUPPORT_LEVELS.map((support, bed) =>
      aClaim(bed, '2027-03-12', 1, { support, youngPersonId: support }),
    );
    expect(on({}, claims)).toMatchObject({ booked: 4, highBooked: 2 });
  });
  it('is what a count by hand finds, whatever the claims and visits', () => {
    const person = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    const support = (id: string) => SUPPORT_LEVELS[id.charCodeAt(0) % 4]!;
    const claim = fc.record({
      id: person,
      from: fc.integer({ min: -5, max: 12 }),
      nights: fc.integer({ min: 1, max: 9 }),
    });
    const visit = fc.record({ id: person, on: fc.integer({ min: -2, max: 9 }) });
    const start = '2027-03-26';
    const range = { arrival: start, departure: addDays(start, 8) };
    fc.assert(
      fc.property(
        fc.array(claim, { maxLength: 8 }),
        fc.array(visit, { maxLength: 5 }),
        fc.option(person),
        (made, came, left) => {
          const claims = made.map(({ id, from, nights }) =>
            aClaim(1, addDays(start, from), nights, { youngPersonId: id, support: support(id) }),
          );
          const visitors = came.map(({ id, on: day }) => ({
            date: addDays(start, day),
            youngPersonId: id,
            support: support(id),
          }));
          const nights = staffedNights({ ...nothing, visitors }, claims, range, ...(left ? [left] : []));
          expect(nights.map(({ night }) => night)).toEqual(nightsOf(range));
          for (const { night, booked, highBooked } of nights) {
            const there = ['a', 'b', 'c', 'd', 'e'].filter(
              (id) =>
                id !== left &&
                (claims.some((one) => one.youngPersonId === id && nightsOf(one).includes(night)) ||
                  visitors.some((one) => one.youngPersonId === id && one.date === night)),
            );
            expect(booked).toBe(there.length);
            expect(highBooked).toBe(there.filter((id) => ['one_to_one', 'two_to_one'].includes(support(id))).length);
          }
        },
      ),
    );
  });
});

describe('one more', () => {
  const night = (booked: number, highBooked: number) => ({ ...on({ patterns: [week(3, 1)] }), booked, highBooked });
  it.each([
    [2, 1, 'shared', false],
    [3, 1, 'shared', true],
    [2, 0, 'one_to_one', false],
    [2, 1, 'one_to_one', true],
    [2, 2, 'one_to_two', false],
    [2, 1, undefined, false],
  ] as const)(
    '%i booked, %i of them at high support: somebody %s is too many: %s',
    (booked, high, support, tooManyThen) => {
      expect(tooManyWith([night(booked, high)], support).length > 0).toBe(tooManyThen);
    },
  );
  it('leaves as many usable beds as the staff can still take, never below none', () => {
    expect([0, 2, 3, 5].map((booked) => usableBeds(2, night(booked, 0)))).toEqual([2, 1, 0, 0]);
  });
  it('says how many are too many already', () => expect(tooMany(night(5, 2))).toEqual({ take: 2, high: 1 }));
});

describe('a figure that cannot be', () => {
  const bounds = { today: '2027-03-04', horizon: '2028-09-04', beds: 4 };
  it.each([
    ['2027-03-12', { take: 2, high: 3 }, 'high'],
    ['2027-03-12', { take: 9, high: 1 }, 'take'],
    ['2027-03-12', { take: -1, high: -1 }, 'take'],
    ['2027-03-12', { take: 2, high: -1 }, 'high'],
    ['2027-03-02', { take: 2, high: 1 }, 'night'],
    ['2127-03-12', null, 'night'],
  ])('%s %j is refused at %s', (night, figure, field) => {
    expect(checkChangedNight(night, figure, bounds).map((error) => error.field)).toEqual([field]);
  });
  it.each(['2027-03-03', '2027-03-04', '2028-09-04'])('the night of %s can be changed', (night) => {
    expect(checkChangedNight(night, { take: 4, high: 0 }, bounds)).toEqual([]);
  });
  it.each([5, 8])('%i young people in four beds are no slip: some of them visit', (take) => {
    expect(checkChangedNight('2027-03-12', { take, high: take }, bounds)).toEqual([]);
  });
  it('in a pattern is named by its weekday', () => {
    const pattern = { ...week(4, 2, '2027-03-04'), high: [2, 2, 2, 2, 5, 2, 2] };
    expect(checkPattern(pattern, bounds)).toEqual([
      { field: 'high', message: 'Friday: of the 4 that it can take, between 0 and 4 can be at high support.' },
    ]);
    expect(weekdayOf('2027-03-12')).toBe(5);
    expect(checkPattern(week(4, 2, '2027-03-03'), bounds).map(({ field }) => field)).toEqual(['validFrom']);
  });
});
