import { describe, expect, it } from '@jest/globals';
import { nowIn } from './happened.page.js';
import { stayPage, stepsFor, type Stay } from './stay.page.js';

const now = new Date('2027-07-05T22:30:00Z');
const aStay = (more: Partial<Stay> = {}): Stay => ({
  id: 'stay',
  state: 'booked',
  unit: { id: 'unit', name: 'Seaview', zone: 'Europe/London' },
  bed: { id: 'bed', name: 'Bed 2' },
  youngPerson: {
    id: 'ash',
    firstName: 'Ash',
    lastName: 'Kestrel',
    dateOfBirth: '2012-07-06',
    caseNumber: 'C-1',
    keyWorker: { id: 'dana', name: 'Dana Example' },
  },
  requestId: 'request',
  partId: 'part',
  arrival: '2027-07-05',
  departure: '2027-07-07',
  plannedArrival: '2027-07-05',
  plannedDeparture: '2027-07-07',
  arrivedAt: null,
  departedAt: null,
  endedWhy: '',
  ending: null,
  kind: 'planned',
  authority: '',
  overdueSince: null,
  leaveBy: null,
  conflict: null,
  refused: null,
  away: null,
  legal: null,
  review: null,
  ...more,
});

describe('the page of a stay', () => {
  it('says who it is beyond doubt', () => {
    expect(stayPage(aStay(), now)).toMatchObject({
      name: 'Ash Kestrel',
      born: '6 July 2012',
      age: 14,
      caseNumber: 'C-1',
      keyWorker: 'Dana Example',
      nights: 2,
      bed: 'Bed 2',
      requestPath: '/requests/part',
    });
  });
  it.each<[Partial<Stay>, string | undefined]>([
    [{}, 'Expected today.'],
    [{ arrival: '2027-07-06' }, 'Expected tomorrow.'],
    [{ arrival: '2027-07-01' }, 'Expected on Thursday 1 July 2027, and nothing has been recorded.'],
    [{ arrival: '2027-07-20', departure: '2027-07-22' }, undefined],
    [{ state: 'in_residence', departure: '2027-07-05' }, 'Leaving today.'],
    [
      { state: 'in_residence', departure: '2027-07-04' },
      'Should have left on Sunday 4 July 2027. Record the departure; until then the bed is taken.',
    ],
    [{ state: 'in_residence' }, undefined],
    [{ state: 'completed', departure: '2027-07-05' }, undefined],
  ])('%j: says what waits to be written down: %s', (more, due) => {
    expect(stayPage(aStay(more), now).due).toBe(due);
  });
  it.each([
    [{ arrival: '2027-07-04', departure: '2027-07-05' }, 'Expected tonight.'],
    [{ arrival: '2027-07-05', departure: '2027-07-07' }, 'Expected today.'],
    [{ arrival: '2027-07-03' }, 'Expected on Saturday 3 July 2027, and nothing has been recorded.'],
    [{ state: 'in_residence', departure: '2027-07-05' }, 'Leaving today.'],
  ] as [Partial<Stay>, string][])('after midnight says of %j: %s', (more, due) => {
    expect(stayPage(aStay(more), now, '2027-07-04').due).toBe(due);
  });
  it('offers each role the steps that it may take now', () => {
    const paths = (state: Stay['state'], role: 'cas_worker' | 'unit_staff') =>
      stepsFor(aStay({ state }), { role }, '2027-07-05', role === 'unit_staff').map(({ href }) => href);
    expect(paths('booked', 'unit_staff')).toEqual([
      '/stays/stay/arrive',
      '/stays/stay/no-show',
      '/stays/stay/cancel',
      '/stays/stay/move',
      '/stays/stay/nights',
      '/stays/stay/shorten',
    ]);
    expect(paths('booked', 'cas_worker')).toEqual(['/stays/stay/cancel']);
    expect(paths('in_residence', 'unit_staff')).toEqual([
      '/stays/stay/depart',
      '/stays/stay/arrive',
      '/stays/stay/stay-on',
      '/stays/stay/away',
      '/stays/stay/move',
      '/stays/stay/shorten',
      '/stays/stay/undo-arrival',
    ]);
    const away = aStay({ state: 'in_residence', away: { kind: 'hospital', since: now } });
    const hrefs = (today: string) => stepsFor(away, { role: 'unit_staff' }, today).map(({ href }) => href);
    expect(hrefs(away.departure)).not.toContain('/stays/stay/move');
    // Who is in hospital can go missing from there.
    expect(hrefs(away.departure)).toContain('/stays/stay/away');
    expect(hrefs('2027-07-05')[0]).toBe('/stays/stay/back');
    expect(stayPage(away, now).away).toMatch(/^In hospital since .*: the bed is kept\.$/);
    expect(paths('in_residence', 'cas_worker')).toEqual([]);
    expect(paths('completed', 'unit_staff')).toEqual([
      '/stays/stay/review',
      '/stays/stay/arrive',
      '/stays/stay/depart',
      '/stays/stay/undo-departure',
    ]);
    expect(paths('cancelled', 'unit_staff')).toEqual(['/stays/stay/arrive', '/stays/stay/undo-ending']);
    // Of what is over nothing can be booked again.
    const missed = aStay({ state: 'no_show' });
    const over = stepsFor(missed, { role: 'unit_staff' }, missed.departure).map(({ href }) => href);
    expect(over).toEqual(['/stays/stay/arrive']);
    expect(stepsFor(aStay(), { role: 'cas_worker' }, '2027-07-05', true)).toEqual([]);
    // Nobody has failed to come before they were expected; a child on the way in an emergency is expected at once.
    const early = (kind: Stay['kind']) =>
      stepsFor(aStay({ kind }), { role: 'unit_staff' }, '2027-07-05').map(({ href }) => href);
    expect(early('planned')).not.toContain('/stays/stay/no-show');
    expect(early('emergency')).toContain('/stays/stay/no-show');
    expect(paths('no_show', 'unit_staff')).toEqual(['/stays/stay/arrive', '/stays/stay/undo-ending']);
  });
});

describe('what was planned', () => {
  it('stands beside what happened, and who left on the day of arrival spent no night', () => {
    const early = aStay({ state: 'completed', departure: '2027-07-06', departedAt: new Date('2027-07-06T09:00:00Z') });
    expect(stayPage(early, now)).toMatchObject({
      ...{ nights: 1, planned: 'Planned: Mon 5 to Wed 7 July 2027' },
      ...{ otherArrival: '', otherDeparture: 'Wednesday 7 July 2027' },
    });
    const none = aStay({ state: 'completed', departure: '2027-07-06', departedAt: new Date('2027-07-05T20:00:00Z') });
    expect(stayPage(none, now).nights).toBe(0);
    expect(stayPage(aStay(), now).planned).toBe('');
  });
});

describe('the date and time that a form begins with', () => {
  it('are those of the unit’s clocks, also in summer', () => {
    expect(nowIn(now, 'Europe/London')).toEqual({ date: '2027-07-05', time: '23:30' });
    expect(nowIn(new Date('2027-01-05T00:05:00Z'), 'Europe/London')).toEqual({ date: '2027-01-05', time: '00:05' });
  });
});
