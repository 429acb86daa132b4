import { randomUUID } from 'node:crypto';

/** A body that is whole, so that the answer is about the record and not about the body. */
export const WHOLE_BODIES: Record<string, object> = {
  'PATCH /api/v1/requests/:id': { nights: 2 },
  'POST /api/v1/requests/:id/offers': { arrival: '2027-03-12', departure: '2027-03-14' },
  'POST /api/v1/offers/:id/accept': { answeredBy: 'x', how: 'x' },
  'POST /api/v1/offers/:id/decline': { answeredBy: 'x', how: 'x' },
  'POST /api/v1/units/:unit/closures': { from: '2027-03-12', to: '2027-03-14', reason: 'planned_closure' },
  'POST /api/v1/units/:unit/staffing/pattern': { take: [4, 4, 4, 4, 4, 4, 4], high: [2, 2, 2, 2, 2, 2, 2] },
  'POST /api/v1/units/:unit/staffing/nights': { night: '2027-03-12', take: 3, high: 1 },
  'POST /api/v1/units/:unit/staffing/nights/back': { night: '2027-03-12' },
  'POST /api/v1/units/:unit/visits': {
    ...{ youngPerson: randomUUID(), date: '2027-03-12', startsAt: '16:00', endsAt: '17:00', kind: 'tea' },
  },
  'POST /api/v1/visits/:id/happened': { whoWasThere: 'x' },
  'POST /api/v1/visits/:id/cancel': { reason: 'x' },
  'POST /api/v1/beds/:bed/out-of-service': { from: '2027-03-12', to: '2027-03-14', reason: 'damage' },
  'POST /api/v1/closures/:id/revise': { note: 'x' },
  'POST /api/v1/closures/:id/end': {},
  'POST /api/v1/stays/:id/cancel': { reason: 'x' },
  'POST /api/v1/stays/:id/no-show': { reason: 'x' },
  'POST /api/v1/stays/:id/extend': { departure: '2027-03-14', reasons: 'x' },
  'POST /api/v1/stays/:id/shorten': { departure: '2027-03-14' },
  'POST /api/v1/stays/:id/move': { bed: randomUUID() },
  'POST /api/v1/stays/:id/arrive': {},
  'POST /api/v1/stays/:id/depart': {},
  'POST /api/v1/stays/:id/away': { kind: 'home' },
  'POST /api/v1/stays/:id/back': {},
  'POST /api/v1/young-people/:id/co-workers': { worker: 'x@example.invalid' },
  'POST /api/v1/young-people/:id/key-worker': { worker: 'x@example.invalid' },
  'POST /api/v1/requests/:id/submit': {},
  'POST /api/v1/requests/:id/review': {},
};
