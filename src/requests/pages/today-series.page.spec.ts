import { describe, expect, it } from '@jest/globals';
import { aRequestView, anOfferView } from '../../../test/support/request-views.js';
import { addDays } from '../../kernel/nights.js';
import type { OpenedRequest } from '../request-view.js';
import { inRows, taken } from './today-series.page.js';
import { myAction, othersAction } from './today.page.js';

const now = new Date('2027-03-04T09:00:00Z');
const manager = {
  id: 'me',
  role: 'manager' as const,
  units: [{ id: 'u-1', name: 'Seaview House', capacity: 'registered_manager' as const }],
};
const series = {
  ...{ every: '2_weeks' as const, rule: null, from: '2027-03-12', nights: 2, until: null, times: 7 },
  ...{ which: 'any' as const, earlier: 0, later: 0, exceptions: [] },
};
const due = (day: string) => ({
  ...{ action: 'Sign', owner: 'manager' as const, due: new Date(`${day}T13:00:00Z`), lateMinutes: null },
});
/** The break that comes so many fortnights after the first. */
function aBreak(place: number, given: Parameters<typeof aRequestView>[0] = {}): OpenedRequest {
  const arrival = addDays('2027-03-12', 14 * place);
  const offer = anOfferView({ id: `o-${place}`, arrival, departure: addDays(arrival, 2) });
  const part = { part: { id: `p-${place}`, position: place + 1, of: 9 }, partId: `p-${place}`, pathId: `p-${place}` };
  const dates = { occurrence: arrival, wishedArrival: arrival, series };
  return aRequestView({ ...part, ...dates, state: 'proposed', offers: [offer], offer, ...given });
}
const mine = (requests: OpenedRequest[]) => inRows(requests, (one) => myAction(one, manager, now));

describe('the breaks of a series that wait for the same step', () => {
  it('are one row with the days of all, due when the first of them is, and lead to all of them', () => {
    const all = [
      aBreak(0, { nextAction: due('2027-03-05') }),
      aRequestView({ id: 'other', partId: 'other' }),
      aBreak(1, { nextAction: due('2027-03-06') }),
    ];
    const rows = mine(all);
    expect(rows).toHaveLength(2);
    expect(rows[0]!.item).toMatchObject({
      what: 'Sign 2 proposals for Tia Heron',
      href: '/requests/r-1/breaks',
      asked: 'Every second Friday to Sunday, arriving Fri 12 March and Fri 26 March',
      due: { day: '2027-03-05' },
      part: null,
    });
  });
  it('say the first days where they are many', () => {
    const [row] = mine(Array.from({ length: 10 }, (_, place) => aBreak(place)));
    expect(row!.item.asked).toMatch(/Fri 18 June and 2 more$/);
  });
  it('stay as they are where one is alone in its step, or where the breaks are no series', () => {
    const offered = aBreak(1, { state: 'offered', offers: [anOfferView({ state: 'offered' })] });
    const rows = mine([aBreak(0), offered]).map(({ item }) => item.what);
    expect(rows).toEqual(['Sign the proposal for Tia Heron', 'Record the family’s answer for Tia Heron']);
    const single = [0, 1].map((place) => aBreak(place, { series: null, occurrence: null }));
    expect(mine(single).map(({ item }) => item.href)).toEqual(['/offers/o-0/sign', '/offers/o-1/sign']);
  });
  it('are one row for those who wait for others, too', () => {
    const rows = inRows(
      [aBreak(0, { nextAction: due('2027-03-05') }), aBreak(1, { nextAction: due('2027-03-06') })],
      (one) => othersAction(one, now),
    );
    expect(rows.map(({ item }) => item.what)).toEqual(['Tia Heron, 2 breaks']);
  });
});

it('a page ends before the first request that is in none of its rows', () => {
  const other = (id: string) => aRequestView({ id, partId: id });
  const all = [aBreak(0), other('a'), aBreak(1), other('b'), aBreak(2)];
  expect([1, 2, 3].map((limit) => taken(all, mine(all), limit))).toEqual([1, 3, 5]);
});
