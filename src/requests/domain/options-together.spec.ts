import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Bed, Claim } from '../../calendar/domain/claim.js';
import { addDays, nightsOf, overlaps } from '../../kernel/nights.js';
import { around, roomFinderForAll } from './make-room.js';
import { mayNeedMovesForAll, optionsForAll, type HouseForAll, type Sibling } from './options-together.js';
import { optionsFor, type Question } from './options.js';

const question: Question = {
  from: '2027-03-12',
  to: '2027-03-16',
  nights: 2,
  weekdays: [],
  today: '2027-03-01',
  horizon: '2028-09-01',
};
const aBed = (number: number, attributes: string[] = []): Bed => ({
  ...{ id: `bed-${number}`, number, name: `Bed ${number}`, attributes },
  ...{ registeredFrom: '2020-01-01', registeredUntil: null },
});
const beds = [1, 2, 3].map((number) => aBed(number));
const house = (claims: Claim[] = [], more: Partial<HouseForAll> = {}): HouseForAll => ({
  ...{ beds, claims, youngest: 12, oldest: 17, staffed: [], visitors: [], ...more },
});
const sibling = (firstName: string, more: Partial<Sibling> = {}): Sibling => ({
  ...{ youngPersonId: firstName.toLowerCase(), firstName, dateOfBirth: '2013-01-01' },
  ...{ apart: new Set<string>(), own: [], needs: [], support: 'shared', ...more },
});
const both = [sibling('Ash'), sibling('Bo')];
const taken = (bed: number, arrival: string, nights: number): Claim => ({
  ...{ id: `${bed} ${arrival}`, bedId: `bed-${bed}`, purpose: 'stay', arrival, departure: addDays(arrival, nights) },
  ...{ youngPersonId: `other ${bed} ${arrival}`, requestId: null, stayId: `stay ${bed} ${arrival}`, arrived: false },
  ...{ announced: true, support: 'shared', needs: [], keepsRoom: false },
});
const reasonsOn = (arrival: string, there: HouseForAll, all = both) =>
  optionsForAll(question, there, all)
    .unavailable.find((one) => one.arrival === arrival)
    ?.reasons.map(({ sentence }) => sentence);

describe('options for brothers and sisters', () => {
  it('name a bed for each on every night', () => {
    const { options, unavailable } = optionsForAll(question, house([taken(1, '2027-03-12', 1)]), both);
    expect(options.map(({ arrival, beds: each }) => [arrival, ...each.map(({ number }) => number)])).toEqual([
      ['2027-03-12', 2, 3],
      // The bed whose last guest leaves on that day comes first.
      ['2027-03-13', 1, 2],
      ['2027-03-14', 1, 2],
    ]);
    expect(unavailable).toEqual([]);
  });
  it('give the bed that one of them needs to that one, whoever comes first', () => {
    const ramp = [aBed(1, ['ramp']), aBed(2)];
    const [first] = optionsForAll(question, house([], { beds: ramp }), [
      sibling('Ash'),
      sibling('Bo', { needs: ['ramp'] }),
    ]).options;
    expect(first!.beds.map(({ number }) => number)).toEqual([2, 1]);
  });
  it('list the moves that it takes', () => {
    const claims = [taken(1, '2027-03-12', 1), taken(2, '2027-03-13', 1)];
    const room = roomFinderForAll(beds, claims, around({ arrival: question.from, departure: question.to }));
    expect(mayNeedMovesForAll(question, { beds, claims }, both)).toBe(true);
    const [first] = optionsForAll(question, house(claims, { room }), both).options;
    expect(first).toMatchObject({ arrival: '2027-03-12', moves: [expect.anything()] });
    expect(new Set(first!.beds.map(({ id }) => id)).size).toBe(2);
  });
  it('look for no moves where a night has too few beds whatever is moved', () => {
    const claims = [taken(1, '2027-03-12', 4), taken(2, '2027-03-12', 4)];
    expect(mayNeedMovesForAll(question, { beds, claims }, both)).toBe(false);
    expect(reasonsOn('2027-03-12', house(claims))).toEqual([
      'There is no bed for each of the 2 on these nights: 12 to 13 March.',
    ]);
  });
});

describe('nights that do not work for all of them', () => {
  it('say whom it is about', () => {
    expect(reasonsOn('2027-03-12', house(), [sibling('Ash'), sibling('Bo', { dateOfBirth: '2017-01-01' })])).toEqual([
      'Bo: They would be 10. The unit takes young people from 12 to 17.',
    ]);
    expect(reasonsOn('2027-03-12', house(), [sibling('Ash'), sibling('Bo', { needs: ['ramp'] })])).toEqual([
      'Bo: No bed here has everything that they need: ramp.',
    ]);
  });
  it('are all that there are for those who are kept apart from each other', () => {
    const apart = [sibling('Ash', { apart: new Set(['bo']) }), sibling('Bo', { apart: new Set(['ash']) })];
    expect(optionsForAll(question, house(), apart).options).toEqual([]);
    expect(reasonsOn('2027-03-12', house(), apart)).toEqual(['Ash and Bo are kept apart from each other for safety.']);
  });
  it('count all of them against the staff on duty', () => {
    const staffed = nightsOf({ arrival: '2027-03-12', departure: '2027-03-16' }).map((night) => ({
      ...{ night, figure: { take: 2, high: 1 }, from: 'pattern' as const, booked: 1, highBooked: 0 },
    }));
    const [said] = reasonsOn('2027-03-12', house([], { staffed }))!;
    expect(said).toMatch(/^On Friday 12 March there would be 3 young people, and staff for 2; .* would open them\.$/);
    const { unavailable } = optionsForAll(question, house([], { staffed }), both);
    expect(unavailable[0]!.ifOverruled?.beds).toHaveLength(2);
  });
  it('say that the unit has fewer beds than they are', () => {
    expect(reasonsOn('2027-03-12', house([], { beds: [aBed(1)] }))).toEqual(['The unit has 1 bed, and they are 2.']);
  });
});

describe('any house', () => {
  const stays = fc.array(
    fc.record({ bed: fc.integer({ min: 1, max: 3 }), from: fc.nat(5), nights: fc.integer({ min: 1, max: 3 }) }),
    { maxLength: 6 },
  );
  it('offers a bed to each that nobody else has on any night, and to one exactly what it offers to one alone', () => {
    fc.assert(
      fc.property(stays, fc.boolean(), (drawn, moving) => {
        const claims = drawn
          .map(({ bed, from, nights }) => taken(bed, addDays('2027-03-11', from), nights))
          .filter((one, place, all) => !all.slice(0, place).some((b) => b.bedId === one.bedId && overlaps(b, one)));
        const room = roomFinderForAll(beds, claims, around({ arrival: question.from, departure: question.to }));
        const there = house(claims, moving ? { room } : {});
        for (const { beds: each, moves, ...nights } of optionsForAll(question, there, both).options) {
          expect(new Set(each.map(({ id }) => id)).size).toBe(2);
          const after = claims.map((one) => {
            const move = moves.find(({ claimId }) => claimId === one.id);
            return move ? { ...one, bedId: move.to.id } : one;
          });
          for (const bed of each)
            expect(after.some((one) => one.bedId === bed.id && overlaps(one, nights))).toBe(false);
        }
        const [ash] = both as [Sibling, Sibling];
        const alone = optionsFor(question, { beds, claims, youngest: 12, oldest: 17, staffed: [], visitors: [] }, ash);
        const { options, unavailable } = optionsForAll(question, house(claims), [ash]);
        expect(options.map(({ arrival, beds: [bed] }) => [arrival, bed])).toEqual(
          alone.options.map(({ arrival, bed }) => [arrival, bed]),
        );
        expect(unavailable.map(({ arrival }) => arrival)).toEqual(alone.unavailable.map(({ arrival }) => arrival));
      }),
    );
  });
});
