import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Bed, Claim } from '../../calendar/domain/claim.js';
import { addDays, nightsOf } from '../../kernel/nights.js';
import type { Guest } from './obstacles.js';
import { bedsBrokenUp, optionsFor, type House, type Question } from './options.js';

const beds: Bed[] = [1, 2].map((number) => ({
  id: `bed-${number}`,
  number,
  name: `Bed ${number}`,
  attributes: [],
  registeredFrom: '2020-01-01',
  registeredUntil: null,
}));
const stay = (bedNumber: number, arrival: string, departure: string, youngPersonId = 'bo'): Claim => ({
  id: `${bedNumber} ${arrival}`,
  bedId: `bed-${bedNumber}`,
  purpose: 'stay',
  arrival,
  departure,
  youngPersonId,
  requestId: 'other',
  stayId: 's',
  arrived: false,
  announced: true,
  support: 'shared',
  needs: [],
  keepsRoom: false,
});
const question: Question = {
  from: '2027-03-12',
  to: '2027-03-16',
  nights: 2,
  weekdays: [],
  today: '2027-03-01',
  horizon: '2028-09-01',
};
const house = (claims: Claim[] = []): House => ({ beds, claims, youngest: 12, oldest: 17, staffed: [], visitors: [] });
const guest = (more: Partial<Guest> = {}): Guest => ({
  dateOfBirth: '2013-01-01',
  apart: new Set(),
  own: [],
  needs: [],
  support: 'shared',
  ...more,
});
const codes = (answer: ReturnType<typeof optionsFor>) =>
  answer.unavailable.map(({ arrival, reasons }) => [arrival, ...reasons.map(({ code }) => code)]);

describe('options for a request', () => {
  it('answers every start date in the window, the last departing on its end', () => {
    const { options, unavailable } = optionsFor(question, house(), guest());
    expect(options.map((option) => option.arrival)).toEqual(['2027-03-12', '2027-03-13', '2027-03-14']);
    expect(unavailable).toEqual([]);
  });
  it('says who else would be there, and on which beds it could be', () => {
    const { options } = optionsFor(question, house([stay(1, '2027-03-12', '2027-03-14')]), guest());
    expect(options[0]).toMatchObject({ arrival: '2027-03-12', bed: { number: 2 }, company: [{ youngPersonId: 'bo' }] });
    expect(options[2]).toMatchObject({ arrival: '2027-03-14', bed: { number: 1 }, company: [] });
  });
  it('is full only where no one bed is free throughout', () => {
    const claims = [stay(1, '2027-03-13', '2027-03-14'), stay(2, '2027-03-14', '2027-03-15')];
    expect(codes(optionsFor(question, house(claims), guest()))).toEqual([['2027-03-13', 'no_bed']]);
  });
  it('keeps apart on the shared night only, in whatever bed', () => {
    const claims = [stay(1, '2027-03-14', '2027-03-15')];
    const answer = optionsFor(question, house(claims), guest({ apart: new Set(['bo']) }));
    expect(codes(answer)).toEqual([
      ['2027-03-13', 'kept_apart'],
      ['2027-03-14', 'kept_apart'],
    ]);
  });
  it('an offer of the other counts as their being there', () => {
    const claims = [{ ...stay(1, '2027-03-12', '2027-03-13'), purpose: 'offer' as const }];
    expect(codes(optionsFor(question, house(claims), guest({ apart: new Set(['bo']) })))).toEqual([
      ['2027-03-12', 'kept_apart'],
    ]);
  });
  it('takes the age on the nights themselves', () => {
    const turning = guest({ dateOfBirth: '2015-03-14' });
    expect(codes(optionsFor(question, house(), turning))).toEqual([
      ['2027-03-12', 'age'],
      ['2027-03-13', 'age'],
    ]);
    expect(codes(optionsFor(question, house(), guest({ dateOfBirth: '2009-03-13' })))).toHaveLength(3);
  });
  it('nobody is in two places on one night', () => {
    const own = [stay(1, '2027-03-15', '2027-03-18', 'me')];
    expect(codes(optionsFor(question, house(), guest({ own })))).toEqual([['2027-03-14', 'elsewhere']]);
  });
  it('is a bed that has everything that is needed, and two beds with a half each are none', () => {
    const step = { ...beds[0]!, attributes: ['step-free'] };
    const suite = { ...beds[1]!, attributes: ['en-suite'] };
    const there = { ...house(), beds: [step, suite] };
    const needing = (...needs: string[]) => guest({ needs });
    expect(optionsFor(question, there, needing('en-suite')).options[0]).toMatchObject({ beds: [{ number: 2 }] });
    const both = optionsFor(question, there, needing('en-suite', 'step-free'));
    expect(codes(both)).toEqual(['2027-03-12', '2027-03-13', '2027-03-14'].map((arrival) => [arrival, 'needs']));
    const taken = { ...there, claims: [stay(2, '2027-03-12', '2027-03-17')] };
    expect(optionsFor(question, taken, needing('en-suite')).unavailable[0]!.reasons[0]).toEqual({
      code: 'no_bed',
      sentence: 'Every bed that has what they need (en-suite) is taken on these nights: 12 to 13 March.',
    });
  });
  it('says that more staff would open a night only where nothing else stands against it', () => {
    const figure = { take: 1, high: 1 };
    const staffed = [{ night: '2027-03-13', figure, from: 'night' as const, booked: 1, highBooked: 0 }];
    const why = (claims: Claim[]) =>
      optionsFor(question, { ...house(claims), staffed }, guest()).unavailable[0]!.reasons.map(
        ({ sentence }) => sentence,
      );
    const beyond = 'On Saturday 13 March there would be 2 young people, and staff for 1.';
    expect(why([])).toEqual([`${beyond} More staff that night would open it.`]);
    expect(why([stay(1, '2027-03-13', '2027-03-14'), stay(2, '2027-03-13', '2027-03-14')])).toEqual([
      beyond,
      'Every bed is taken on this night: 13 March.',
    ]);
  });
  it('offers neither the past nor what lies beyond the horizon', () => {
    const answer = optionsFor({ ...question, today: '2027-03-13', horizon: '2027-03-15' }, house(), guest());
    expect(codes(answer)).toEqual([
      ['2027-03-12', 'past'],
      ['2027-03-14', 'horizon'],
    ]);
  });
  it('marks the options of which every night is on a weekday that suits', () => {
    const { options } = optionsFor({ ...question, weekdays: [5, 6] }, house(), guest());
    expect(options.map((option) => option.suitsWeekdays)).toEqual([true, false, false]);
  });
  it('never lists nights on which the bed is taken or somebody kept apart is there, and never loses a start date', () => {
    const day = (n: number) => addDays('2027-03-10', n);
    const someStay = fc
      .tuple(
        fc.constantFrom(1, 2),
        fc.integer({ min: 0, max: 10 }),
        fc.integer({ min: 1, max: 4 }),
        fc.constantFrom('bo', 'cy'),
      )
      .map(([number, start, length, who]) => stay(number, day(start), day(start + length), who));
    fc.assert(
      fc.property(fc.array(someStay, { maxLength: 8 }), fc.integer({ min: 1, max: 4 }), (claims, nights) => {
        const asked = { ...question, from: day(0), to: day(10), nights };
        const { options, unavailable } = optionsFor(asked, house(claims), guest({ apart: new Set(['cy']) }));
        expect(options.length + unavailable.length).toBe(10 - nights + 1);
        for (const option of options) {
          for (const night of nightsOf(option)) {
            const there = claims.filter((claim) => claim.arrival <= night && night < claim.departure);
            expect(there.some((claim) => claim.bedId === option.bed.id || claim.youngPersonId === 'cy')).toBe(false);
          }
        }
        expect(unavailable.every((answer) => answer.reasons.length > 0)).toBe(true);
      }),
    );
  });
});

describe('how many beds an option breaks the free nights of', () => {
  const wanted = { arrival: '2027-03-12', departure: '2027-03-14', moves: [] };
  const [one, two] = beds as [Bed, Bed];
  it.each([
    ['nobody was there', [], 1],
    ['the last guest leaves that day', [stay(1, '2027-03-10', '2027-03-12')], 0],
    ['the last guest left the day before', [stay(1, '2027-03-10', '2027-03-11')], 1],
    ['somebody leaves another bed', [stay(2, '2027-03-10', '2027-03-12')], 1],
    ['somebody comes when they leave', [stay(1, '2027-03-14', '2027-03-16')], 1],
  ])('%s', (_, claims, broken) => {
    expect(bedsBrokenUp(wanted, [one], claims)).toBe(broken);
  });
  it('counts each of the beds, and none for somebody who is moved away', () => {
    const leaves = stay(1, '2027-03-10', '2027-03-12');
    expect(bedsBrokenUp(wanted, [one, two], [leaves])).toBe(1);
    const move = {
      stayId: 's',
      ...{ claimId: 'c', requestId: 'r' },
      youngPersonId: 'bo',
      from: one,
      to: two,
      arrival: '2027-03-10',
      departure: '2027-03-12',
    };
    expect(bedsBrokenUp({ ...wanted, moves: [move] }, [one], [leaves])).toBe(1);
  });
});
