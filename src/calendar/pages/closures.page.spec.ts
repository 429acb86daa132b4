import { expect, it } from '@jest/globals';
import type { ClosureView } from '../closure-reader.js';
import type { Claim } from '../domain/claim.js';
import { checkPage, closureItem, closurePage } from './closures.page.js';

const form = { what: 'unit', from: '2027-03-12', to: '2027-03-15', repeats: 'no', reason: 'planned_closure' } as const;
const nights = { arrival: '2027-03-12', departure: '2027-03-13' };
const inTheWay = (claim: Partial<Claim>) => ({ claim: { ...nights, arrived: false, ...claim } as Claim, bed: 'Bed 4' });

it('leads from what is in the way of a closure to where it is moved or changed', () => {
  const guests = new Map([['y', { firstName: 'Ash', lastName: 'Heron' }]]);
  const { inTheWay: said, kept } = checkPage(form, undefined, {
    inTheWay: [
      inTheWay({ purpose: 'stay', stayId: 's', requestId: 'r', youngPersonId: 'y' }),
      inTheWay({ purpose: 'offer', requestId: 'r', youngPersonId: 'y' }),
      inTheWay({ purpose: 'stay', stayId: 'of somebody unknown', youngPersonId: 'x' }),
    ],
    visits: [
      { id: 'v', youngPersonId: 'y', date: '2027-03-12', startsAt: '16:00' },
      { id: 'w', youngPersonId: 'x', date: '2027-03-13', startsAt: '16:00' },
    ],
    guests,
    nights: 3,
    kept: 1,
  });
  expect(said).toEqual([
    { text: 'Bed 4 is booked for Ash Heron, 12 to 13 March.', href: '/stays/s' },
    { text: 'Bed 4 is held by an offer for Ash Heron, 12 to 13 March.', href: '/requests/r' },
    { text: 'Bed 4 is booked, 12 to 13 March.', href: undefined },
    { text: 'Ash Heron is to visit on Friday 12 March at 16:00.', href: '/visits/v' },
    { text: 'Somebody is to visit on Saturday 13 March at 16:00.', href: undefined },
  ]);
  expect(kept).toBe(
    '1 bed night of these is kept for emergencies, and will be closed too. It is kept again if the closure ends early.',
  );
});

it.each([
  ['2027-03-12', 'Taken off before it began'],
  ['2027-03-04', 'Taken off before it began'],
  ['2027-03-13', 'In use again from Sat 13 March 2027'],
])('a closure of 12 to 14 March that ended on %s was: %s', (endedOn, said) => {
  const closure: ClosureView = {
    ...{ id: 'c', unit: { id: 'u', name: 'Seaview House', zone: 'Europe/London' }, bed: null, rule: null, endedOn },
    ...{
      arrival: '2027-03-12',
      departure: '2027-03-15',
      reason: 'deep_clean',
      note: '',
      madeBy: 'Mo',
      madeAt: new Date(0),
    },
  };
  const step = { ...closure, at: new Date(0), by: 'Mo', action: 'ended' } as const;
  const { ended, isOver, mayChange, steps } = closurePage(closure, [step], '2027-03-04');
  expect(ended).toBe(said);
  expect(steps[0]!.what).toContain(said.startsWith('In use') ? 'Ended: in use again from' : said);
  expect([isOver, mayChange]).toEqual([endedOn <= '2027-03-12', false]);
  expect(closureItem(closure, '2027-03-20').isOver).toBe(true);
});
