import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { addDays } from '../../kernel/nights.js';
import { aRequestView } from '../../../test/support/request-views.js';
import type { Claim } from '../../calendar/domain/claim.js';
import type { StaffedNight } from '../../calendar/domain/staffing.js';
import type { Assessed } from '../../matching/domain/assessed.js';
import { factsByPair, pairJudge } from '../../matching/domain/judge-night.js';
import type { RuleSet } from '../../matching/domain/rule-set.js';
import { fitsOf, fitted } from '../domain/fit.js';
import { around, roomFinder } from '../domain/make-room.js';
import { optionsFor, type House } from '../domain/options.js';
import type { WholeRequest } from '../request-view.js';
import { companyOf } from './company.page.js';
import { optionsPage, placesOf, proposalPage } from './options.page.js';

const bed = (number: number) => ({
  id: `b-${number}`,
  number,
  name: `Bed ${number}`,
  attributes: number === 1 ? ['step_free'] : [],
  registeredFrom: '2020-01-01',
  registeredUntil: null,
});
const stay = (number: number, arrival: string, departure: string, youngPersonId = 'kit'): Claim => ({
  id: `c-${number}-${arrival}`,
  bedId: `b-${number}`,
  purpose: 'stay',
  youngPersonId,
  requestId: null,
  stayId: null,
  arrived: false,
  announced: true,
  support: 'shared',
  needs: [],
  keepsRoom: false,
  arrival,
  departure,
});

const rules = JSON.parse(readFileSync('config/rule-set.default.json', 'utf8')) as RuleSet;
const nobodyKnown = (id: string): Assessed => ({ id, age: 14, support: 'shared', ratings: [] });

const kit = new Map([['kit', { id: 'kit', firstName: 'Kit', lastName: 'Dunlin' }]]);

function view(claims: Claim[], given: Partial<WholeRequest> = {}, staffed: StaffedNight[] = []) {
  const request = aRequestView(given);
  const beds = [bed(1), bed(2)];
  const room = roomFinder(beds, claims, around({ arrival: request.from, departure: request.to }));
  const house: House = { beds, claims, youngest: 12, oldest: 17, staffed, visitors: [], room };
  const question = { ...request, today: '2027-03-04', horizon: '2028-09-04' };
  const people = new Map(['kit', request.youngPerson.id].map((id) => [id, nobodyKnown(id)]));
  const factOf = factsByPair([]);
  const known = {
    rules,
    factOf,
    judge: pairJudge(rules, factOf),
    people,
    version: 1,
    standings: new Map(),
    wordOf: () => undefined,
  };
  const range = { arrival: request.from, departure: request.to };
  const fits = { known, ...fitsOf(nobodyKnown(request.youngPerson.id), house, known, range) };
  const { options, unavailable } = optionsFor(question, house);
  return {
    ...{ request, house, guests: kit, allocations: [], fits },
    options: options.map((option) => fitted(option, fits)),
    unavailable: unavailable.map(({ ifOverruled, ...one }) => ({
      ...one,
      ...(ifOverruled && { ifOverruled: fitted(ifOverruled, fits) }),
    })),
  };
}

describe('the options page', () => {
  it('puts the wished weekdays first, then the others, each by date', () => {
    const { cards } = optionsPage(view([], { to: '2027-03-21' }), '2027-03-04');
    expect(cards.map(({ arrival, weekdays }) => [arrival, weekdays]).slice(0, 3)).toEqual([
      ['2027-03-12', 'wished'],
      ['2027-03-19', 'wished'],
      ['2027-03-13', 'other'],
    ]);
  });
  it('puts a wished weekend that takes a move before nights that do not suit', () => {
    const apart = [stay(1, '2027-03-12', '2027-03-13'), stay(2, '2027-03-13', '2027-03-14')];
    const claims = apart.map((claim) => ({ ...claim, stayId: claim.id }));
    const { cards } = optionsPage(view(claims, { to: '2027-03-21' }), '2027-03-04');
    expect(cards.map(({ arrival, moves, weekdays }) => [arrival, moves.length, weekdays]).slice(0, 3)).toEqual([
      ['2027-03-19', 0, 'wished'],
      ['2027-03-12', 1, 'wished'],
      ['2027-03-13', 0, 'other'],
    ]);
  });
  it('puts what leaves the free nights whole before what breaks them up, and says so; moves and wishes come first', () => {
    const any = { to: '2027-03-17', weekdays: [] };
    const left = [stay(1, '2027-03-10', '2027-03-14')];
    const { cards } = optionsPage(view(left, any), '2027-03-04');
    expect(cards.map(({ arrival, bed, breaksUp }) => [arrival, bed, breaksUp])).toEqual([
      ['2027-03-14', 'Bed 1', 0],
      ['2027-03-12', 'Bed 2', 1],
      ['2027-03-13', 'Bed 2', 1],
      ['2027-03-15', 'Bed 1', 1],
    ]);
    expect(cards.map(({ leavesWhole }) => leavesWhole)).toEqual([
      'The bed is left that day, so no other free nights are broken up.',
      ...['', '', ''],
    ]);
    const wished = optionsPage(view(left, { ...any, weekdays: [5, 6] }), '2027-03-04').cards;
    expect(wished.map(({ arrival }) => arrival).slice(0, 2)).toEqual(['2027-03-12', '2027-03-14']);
  });
  it('puts the chosen arrival before all', () => {
    const page = optionsPage(view([]), '2027-03-04', { arrival: '2027-03-16' });
    expect(page.cards[0]).toMatchObject({ arrival: '2027-03-16', chosen: true });
    expect(page.strip.filter(({ chosen }) => chosen).map(({ arrival }) => arrival)).toEqual(['2027-03-16']);
  });
  it('takes over the bed that was chosen on the calendar, where it is free', () => {
    const first = (claims: Claim[]) =>
      optionsPage(view(claims), '2027-03-04', { arrival: '2027-03-16', bed: 'b-2' }).cards[0];
    expect(first([])).toMatchObject({ arrival: '2027-03-16', bed: 'Bed 2', otherBeds: ['Bed 1'] });
    expect(first([stay(2, '2027-03-16', '2027-03-17')])).toMatchObject({ arrival: '2027-03-16', bed: 'Bed 1' });
  });
  it('says when the chosen day is too late to arrive', () => {
    const said = (arrival: string) => optionsPage(view([]), '2027-03-04', { arrival }).chosenOutside;
    expect(said('2027-03-26')).toMatch(/2 nights would end after Saturday 27 March 2027/);
    expect(said('2027-03-25')).toBe('');
  });
  it('shows ten options until all are asked for', () => {
    const wide = { to: '2027-04-20' };
    const first = optionsPage(view([], wide), '2027-03-04');
    expect(first.cards).toHaveLength(10);
    expect(first.more).toBe('/requests/r-1/options?show=all');
    const all = optionsPage(view([], wide), '2027-03-04', { all: true });
    expect(all.cards).toHaveLength(all.count);
    expect(all.more).toBeNull();
  });
  it('cuts a long window into strips, with the way to the next and the one before', () => {
    const wide = { to: '2027-06-01' };
    const first = optionsPage(view([], wide), '2027-03-04');
    expect(first.strip).toHaveLength(28);
    expect(first.earlier).toBeNull();
    expect(first.later).toBe(`/requests/r-1/options?arrival=${addDays('2027-03-12', 28)}`);
    const second = optionsPage(view([], wide), '2027-03-04', { arrival: addDays('2027-03-12', 30) });
    expect(second.strip[0]?.arrival).toBe(addDays('2027-03-12', 28));
    expect(second.earlier).toBe('/requests/r-1/options?arrival=2027-03-12');
  });
  it('says in a word why a day does not work, and leaves out what has passed', () => {
    const full = [stay(1, '2027-03-13', '2027-03-14'), stay(2, '2027-03-13', '2027-03-14')];
    const page = optionsPage(view(full, { from: '2027-03-02' }), '2027-03-04');
    expect(page.strip[0]).toMatchObject({ arrival: '2027-03-04', day: 'Thu 4', month: 'March', showsMonth: true });
    expect(page.strip[1]).toMatchObject({ day: 'Fri 5', showsMonth: false });
    expect(page.passed).toBe(2);
    expect(page.strip.filter(({ free }) => !free).map(({ arrival, why }) => [arrival, why])).toEqual([
      ['2027-03-12', 'no bed'],
      ['2027-03-13', 'no bed'],
    ]);
    expect(optionsPage(view(full), '2027-03-04', { arrival: '2027-03-13' }).chosenRefused?.why).toMatch(/taken/);
  });
  it('puts nights without moves before those with one, and says each move in a line', () => {
    const apart = [stay(1, '2027-03-12', '2027-03-13'), stay(2, '2027-03-13', '2027-03-14')];
    const movable = apart.map((claim) => ({ ...claim, stayId: claim.id }));
    const { cards } = optionsPage(view(movable, { to: '2027-03-17', weekdays: [] }), '2027-03-04');
    expect(cards.map(({ moves }) => moves.length)).toEqual([...cards.slice(1).map(() => 0), 1]);
    expect(cards.at(-1)).toMatchObject({
      ...{ arrival: '2027-03-12', free: 'Bed 1 after 1 move', needs: 'One booked stay changes beds:' },
      moves: ['Kit Dunlin from Bed 1 to Bed 2, 12 to 13 March'],
    });
    expect(proposalPage(view(movable), '2027-03-12').free).toBe('Bed 1 after 1 move');
  });
  it('tells somebody who may not sign that a manager can go over it', () => {
    const figure = { figure: { take: 0, high: 0 }, from: 'night', booked: 0, highBooked: 0 } as const;
    const staffed = ['2027-03-12', '2027-03-13'].map((night) => ({ night, ...figure }));
    const of = (signs: boolean) => optionsPage(view([], {}, staffed), '2027-03-04', {}, signs).unavailable[0];
    expect(of(false)).toMatchObject({ goOver: null, askManager: true });
    expect(of(true)).toMatchObject({ goOver: expect.stringContaining('/propose?'), askManager: false });
  });
  it('leads a manager who may sign from a chosen day to going over it, unless no bed can be had', () => {
    const night: Pick<StaffedNight, 'booked' | 'figure' | 'highBooked' | 'from'> = {
      ...{ figure: { take: 1, high: 1 }, from: 'night', booked: 1, highBooked: 0 },
    };
    const staffed = [{ ...night, night: '2027-03-13' }];
    const full = [stay(1, '2027-03-13', '2027-03-14'), stay(2, '2027-03-13', '2027-03-14')];
    const page = (claims: Claim[], signs: boolean) =>
      optionsPage(view(claims, {}, staffed), '2027-03-04', { arrival: '2027-03-13' }, signs);
    expect(page([], true).chosenRefused?.goOver).toMatch(/propose\?arrival=2027-03-13/);
    expect(page([], false).chosenRefused?.goOver).toBeNull();
    expect(page(full, true).chosenRefused?.goOver).toBeNull();
    const word = (claims: Claim[]) => page(claims, true).strip.find(({ chosen }) => chosen)?.why;
    expect([word([]), word(full)]).toEqual(['staffing', 'no bed']);
  });
  it('says why nothing can be proposed now', () => {
    expect(optionsPage(view([]), '2027-03-04').closed).toBe('');
    expect(optionsPage(view([], { state: 'booked' }), '2027-03-04').closed).toMatch(/Booked/);
  });
});

describe('company', () => {
  const nights = { arrival: '2027-03-12', departure: '2027-03-15' };
  it('is told for the nights that are shared', () => {
    expect(companyOf(nights, [stay(1, '2027-03-10', '2027-03-20')], kit)).toEqual([
      { name: 'Kit Dunlin', nights: 'every night', held: false },
    ]);
    expect(companyOf(nights, [stay(1, '2027-03-10', '2027-03-14')], kit)[0]?.nights).toBe('12 to 14 March');
  });
  it('names nobody whom the reader may not see', () => {
    expect(companyOf(nights, [stay(1, '2027-03-10', '2027-03-20', 'x')], kit)[0]?.name).toBe('Another young person');
  });
});

describe('a proposal', () => {
  it('offers the beds that are free, the best one chosen', () => {
    const page = proposalPage(view([stay(1, '2027-03-13', '2027-03-14')]), '2027-03-12');
    expect(page.nights).toEqual({ arrival: '2027-03-12', departure: '2027-03-14' });
    expect(page.beds).toEqual([{ value: 'b-2', text: 'Bed 2', attributes: '', checked: true }]);
    expect(page.why).toBe('');
  });
  it('keeps the bed that was asked for, as long as it is free', () => {
    const checked = (id: string) => proposalPage(view([]), '2027-03-12', id).beds.find((one) => one.checked)?.value;
    expect(checked('b-2')).toBe('b-2');
    expect(checked('gone')).toBe('b-1');
  });
  it('says why the nights do not stand', () => {
    const full = [stay(1, '2027-03-13', '2027-03-14'), stay(2, '2027-03-13', '2027-03-14')];
    expect(proposalPage(view(full), '2027-03-12')).toMatchObject({ beds: [], why: expect.stringMatching(/taken/) });
    expect(proposalPage(view([]), '2027-05-12').why).toMatch(/not within/);
  });
});

describe('the places of options', () => {
  it('go by what is safe, then the nights wished for, then the moves, then the calendar, and the first day last', () => {
    const one = {
      arrival: '2027-03-12',
      moves: [],
      weekdays: 'any',
      breaksUp: 0,
      fit: { verdict: 'suitable' },
    } as const;
    expect(
      placesOf([
        { ...one, fit: { verdict: 'unsuitable' } },
        { ...one, fit: { verdict: 'only_with_mitigation' } },
        { ...one, weekdays: 'other' },
        { ...one, moves: [1] },
        { ...one, breaksUp: 1 },
        { ...one, arrival: '2027-03-13' },
        one,
      ]),
    ).toEqual([7, 6, 5, 4, 3, 2, 1]);
  });
});
