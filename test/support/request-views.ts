import type { Wanted } from '../../src/requests/domain/check-request.js';
import type { OpenedRequest, RequestView } from '../../src/requests/request-view.js';

/** A request for the specs of this folder; what matters to a test is given. */
export function aRequestView(given: Partial<OpenedRequest & Wanted> = {}): OpenedRequest & Wanted {
  return {
    id: 'r-1',
    number: 217,
    pathId: 'r-1',
    urgency: 'standard',
    partId: 'p-1',
    part: { id: 'p-1', position: 1, of: 1 },
    unit: { id: 'u-1', name: 'Seaview House', zone: 'Europe/London' },
    youngPerson: {
      id: 'y-1',
      firstName: 'Tia',
      lastName: 'Heron',
      dateOfBirth: '2012-05-03',
      caseNumber: '40217',
      keyWorker: { id: 'k-1', name: 'Dana Example' },
    },
    nights: 2,
    from: '2027-03-12',
    to: '2027-03-27',
    windows: [{ from: given.from ?? '2027-03-12', to: given.to ?? '2027-03-27' }],
    weekdays: [5, 6],
    series: null,
    occurrence: null,
    wishedArrival: null,
    isOver: false,
    purpose: 'A weekend to sleep',
    aims: [],
    wishes: 'Cook something',
    familyWishes: 'A night without worry',
    unitShouldKnow: '',
    withheld: false,
    forSiblings: false,
    othersHaveAims: false,
    othersSay: false,
    passed: [],
    askedBy: { id: 'k-1', name: 'Dana Example' },
    coWorkers: [],
    jointly: false,
    createdAt: new Date('2027-03-02T10:10:00Z'),
    submittedAt: new Date('2027-03-02T10:12:00Z'),
    state: 'submitted',
    stateSince: new Date('2027-03-02T10:12:00Z'),
    nextAction: { action: 'Look at the options and propose nights', owner: 'unit_staff', due: null, lateMinutes: null },
    alsoOwed: null,
    offers: given.offer ? [given.offer] : [],
    offer: given.offers?.[0] ?? null,
    stay: null,
    otherStays: [],
    standsForAll: false,
    parts: [],
    ...given,
  };
}

export function anOfferView(given: Partial<NonNullable<RequestView['offer']>> = {}): NonNullable<RequestView['offer']> {
  return {
    id: 'o-1',
    state: 'proposed',
    arrival: '2027-03-12',
    departure: '2027-03-14',
    bed: { id: 'b-2', name: 'Bed 2' },
    expires: new Date('2027-03-05T13:00:00Z'),
    proposedBy: 'Sam Example',
    signedBy: null,
    reasons: '',
    moves: [],
    ...given,
  };
}
