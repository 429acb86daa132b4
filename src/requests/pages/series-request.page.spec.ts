import { describe, expect, it } from '@jest/globals';
import { aRequestView } from '../../../test/support/request-views.js';
import type { RequestState } from '../domain/states.js';
import { NOTHING_REPEATS } from '../domain/series.js';
import type { OpenedRequest } from '../request-view.js';
import { endSeriesPage } from './end-series.page.js';
import { actionLinks } from './action-links.js';
import { requestPage } from './request.page.js';
import { withdrawalPage } from './withdrawal.page.js';

const staff = {
  ...{ id: 's-1', role: 'unit_staff' as const, standsInFor: [] },
  units: [{ id: 'u-1', name: 'Seaview House', capacity: 'staff' as const }],
};
const now = new Date('2027-03-02T12:00:00Z');
const series = { ...NOTHING_REPEATS, every: 'week' as const, from: '2027-03-12', nights: 2, exceptions: [] };

/** Three weekends, in these states. */
function aSeries(...states: RequestState[]): OpenedRequest {
  const parts = states.map((state, place) => {
    const arrival = `2027-03-${12 + 7 * place}`;
    const to = `2027-03-${14 + 7 * place}`;
    const one = aRequestView({ state, from: arrival, to, occurrence: arrival, wishedArrival: arrival });
    return { ...one, id: `p-${place + 1}`, position: place + 1 };
  });
  return aRequestView({ standsForAll: true, series, partId: 'p-1', parts });
}

describe('the page of a request that repeats', () => {
  it('leads to the page on which nights are proposed for all of its breaks', () => {
    const [main] = actionLinks(aSeries('submitted', 'submitted', 'withdrawn'), staff);
    expect(main).toEqual({ href: '/requests/r-1/breaks', label: 'Propose nights for 2 breaks', main: true });
    const [one] = actionLinks(aSeries('submitted', 'withdrawn', 'withdrawn'), staff);
    expect(one).toMatchObject({ href: '/requests/p-1/options', main: true });
  });

  it.each([
    [['submitted', 'submitted', 'submitted'], 'Fri 12 to Sun 28 March 2027'],
    [['withdrawn', 'submitted', 'submitted'], 'Fri 19 to Sun 28 March 2027'],
    [['withdrawn', 'withdrawn', 'withdrawn'], 'Fri 12 to Sun 28 March 2027'],
  ] as const)('says between which days its breaks lie: %j', (states, span) => {
    expect(requestPage(aSeries(...states), [], staff, now).windows).toEqual([span]);
  });
});

describe('what goes', () => {
  const part = (state: RequestState, given: Parameters<typeof aRequestView>[0] = {}) =>
    aRequestView({ state, wishedArrival: '2027-03-12', occurrence: '2027-03-12', ...given });
  const yes = { available: true as const, transition: {} as never };
  const view = (request: OpenedRequest, parts: OpenedRequest[]) => ({
    ...{ request, availability: yes, visits: [], seen: 'x' },
    parts: parts.map((one) => ({ part: one, availability: yes, stay: null })),
  });

  it('with one break of several is not the request', () => {
    const { parts } = aSeries('submitted', 'submitted', 'submitted');
    const one = part('submitted', { parts });
    expect(withdrawalPage(view(one, [one])).goes[0]).toBe(
      'This break of request 217: nobody looks for nights for it any more; the other 2 breaks stay as they are.',
    );
    const alone = part('submitted', { parts: parts.slice(0, 1) });
    expect(withdrawalPage(view(alone, [alone])).goes[0]).toBe(
      'Request 217: it ends, and nobody looks for nights any more.',
    );
  });

  it('with the end of a series is said of every break', () => {
    const page = endSeriesPage(view(aSeries('submitted'), [part('submitted'), part('waitlisted')]));
    expect(page).toMatchObject({ summary: '2 breaks end.', calledOff: false });
    expect(page.goes.map(({ nights, lines }) => [nights, lines])).toEqual([
      ['Fri 12 to Sun 14 March 2027', ['Nobody looks for nights for it any more.']],
      ['Fri 12 to Sun 14 March 2027', ['Its place on the waiting list.']],
    ]);
  });
});
