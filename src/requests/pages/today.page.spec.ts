import { describe, expect, it } from '@jest/globals';
import type { Actor } from '../../identity/domain/actor.js';
import { aRequestView, anOfferView } from '../../../test/support/request-views.js';
import { byArrival, houseToday, myAction, othersAction, waitingText, whoseStates } from './today.page.js';

const now = new Date('2027-03-04T09:00:00Z');
const me = (role: Actor['role'], capacity: Actor['units'][number]['capacity']) => ({
  id: 'me',
  role,
  units: [{ id: 'u-1', name: 'Seaview House', capacity }],
});

describe('whose move it is', () => {
  it('a key worker finishes drafts and brings the families’ answers', () => {
    expect(whoseStates(me('cas_worker', 'referrer')).mine).toEqual(['draft', 'more_information_needed', 'offered']);
  });
  it('unit staff propose', () => {
    const { mine, others } = whoseStates(me('unit_staff', 'staff'));
    expect(mine).toEqual(['draft', 'submitted', 'in_review', 'waitlisted', 'offer_lapsed']);
    expect(others).toEqual(['more_information_needed', 'proposed', 'offered', 'agreed']);
  });
  it('a manager signs, one who only looks on does not', () => {
    expect(whoseStates(me('manager', 'delegate')).mine).toEqual(expect.arrayContaining(['proposed', 'agreed']));
    expect(whoseStates(me('manager', 'watcher')).mine).toEqual(['draft']);
  });
});

describe('a next action', () => {
  it('says of options over other nights how many there are, and between which dates', () => {
    const [first, last] = [anOfferView(), anOfferView({ arrival: '2027-05-07', departure: '2027-05-09' })];
    const { asked } = myAction(
      aRequestView({ state: 'offered', offers: [first, last] }),
      me('cas_worker', 'referrer'),
      now,
    );
    expect(asked).toMatch(/^2 nights, 2 options, .* to Sun 9 May 2027$/);
  });
  it('says of options of which the family took one the nights of that one', () => {
    const [taken, other] = [
      anOfferView({ state: 'agreed' }),
      anOfferView({ arrival: '2027-05-07', departure: '2027-05-09', state: 'offered' }),
    ];
    const request = aRequestView({ state: 'agreed', offers: [taken, other] });
    const { asked } = myAction(request, me('manager', 'registered_manager'), now);
    expect(asked).toBe('2 nights, Fri 12 to Sun 14 March 2027');
  });
  it('leads a manager to the signature, with the time until which the bed is held', () => {
    const request = aRequestView({
      state: 'proposed',
      offer: anOfferView(),
      nextAction: { action: 'Sign', owner: 'manager', due: new Date('2027-03-05T13:00:00Z'), lateMinutes: null },
    });
    expect(myAction(request, me('manager', 'registered_manager'), now)).toMatchObject({
      what: 'Sign the proposal for Tia Heron',
      href: '/offers/o-1/sign',
      due: { day: '2027-03-05', time: '13:00' },
      today: false,
    });
    expect(myAction(request, me('manager', 'watcher'), now).href).toBe('/requests/r-1');
  });
  it('names the nights that are held, not those between which they were asked for', () => {
    const offer = anOfferView();
    const { asked } = myAction(aRequestView({ state: 'offered', offer }), me('cas_worker', 'referrer'), now);
    expect(asked).toBe('2 nights, Fri 12 to Sun 14 March 2027');
    expect(myAction(aRequestView(), me('unit_staff', 'staff'), now).asked).toBe(
      '2 nights, Fri 12 to Sat 27 March 2027',
    );
  });
  it.each([
    ['draft', '/requests/r-1/ask/siblings'],
    ['submitted', '/requests/r-1/options'],
    ['waitlisted', '/requests/r-1/options'],
    ['offer_lapsed', '/requests/r-1/options'],
  ] as const)('of a %s request leads to %s', (state, href) => {
    expect(myAction(aRequestView({ state }), me('unit_staff', 'staff'), now).href).toBe(href);
  });
  it('of somebody else says who owes it', () => {
    expect(othersAction(aRequestView(), now)).toMatchObject({
      what: 'Tia Heron',
      detail: 'Unit staff: look at the options and propose nights',
      waiting: 'Waiting 2 days',
      href: '/requests/r-1',
    });
  });
});

it.each([
  ['2027-03-04', 'New today'],
  ['2027-03-03', 'Since yesterday'],
  ['2027-03-02', 'Waiting 2 days'],
  ['2027-02-04', 'Waiting 28 days'],
])('what began on %s is said as %s', (since, said) => {
  expect(waitingText(since, '2027-03-04')).toBe(said);
});

it('sorts the day into arrivals, people staying and departures, overdue ones included', () => {
  const stay = (id: string, state: string, arrival: string, departure: string) => ({ id, state, arrival, departure });
  const day = houseToday(
    [
      stay('comes', 'booked', '2027-03-04', '2027-03-06'),
      stay('should have come', 'booked', '2027-03-02', '2027-03-05'),
      stay('stays', 'in_residence', '2027-03-03', '2027-03-05'),
      stay('goes', 'in_residence', '2027-03-01', '2027-03-04'),
      stay('should have gone', 'in_residence', '2027-03-01', '2027-03-03'),
    ],
    '2027-03-04',
  );
  expect(day.arrivals.map(({ id, daysLate }) => [id, daysLate])).toEqual([
    ['should have come', 2],
    ['comes', 0],
  ]);
  expect(day.staying.map(({ id }) => id)).toEqual(['stays']);
  expect(day.departures.map(({ id, daysLate }) => [id, daysLate])).toEqual([
    ['should have gone', 1],
    ['goes', 0],
  ]);
});

it('after midnight still shows who is to come in the night that is running', () => {
  const stay = (id: string, state: string, arrival: string, departure: string) => ({ id, state, arrival, departure });
  const night = houseToday(
    [
      stay('expected', 'booked', '2027-03-03', '2027-03-05'),
      stay('next evening', 'booked', '2027-03-04', '2027-03-05'),
      stay('goes in the morning', 'in_residence', '2027-03-01', '2027-03-04'),
      stay('should have gone', 'in_residence', '2027-03-01', '2027-03-03'),
    ],
    '2027-03-04',
    '2027-03-03',
  );
  expect(night.arrivals.map(({ id, daysLate }) => [id, daysLate])).toEqual([
    ['expected', 0],
    ['next evening', 0],
  ]);
  expect(night.tomorrow).toEqual([]);
  expect(night.departures.map(({ id, daysLate }) => [id, daysLate])).toEqual([
    ['should have gone', 1],
    ['goes in the morning', 0],
  ]);
});

it('says of whoever is away where they are, among those who stay and those who go', () => {
  const away = { kind: 'missing', since: new Date('2027-03-03T20:10:00Z') } as const;
  const here = { state: 'in_residence', arrival: '2027-03-02' };
  const { staying, departures } = houseToday(
    [
      { ...here, departure: '2027-03-06', away },
      { ...here, departure: '2027-03-05', away: null },
      { ...here, departure: '2027-03-04', away },
    ],
    '2027-03-04',
  );
  expect(staying.map(({ awaySaid }) => awaySaid)).toEqual(['', 'Missing since 3 March 2027, 20:10']);
  expect(departures.map(({ awaySaid }) => awaySaid)).toEqual(['Missing since 3 March 2027, 20:10']);
});

it('puts who is here before who comes later', () => {
  const on = (arrival: string) =>
    aRequestView({ stay: { id: arrival, arrival, departure: '2027-12-01', isRefused: false } });
  expect(byArrival([on('2027-03-24'), on('2027-03-20')]).map(({ stay }) => stay?.arrival)).toEqual([
    '2027-03-20',
    '2027-03-24',
  ]);
});
