import type { builders, House } from './builders.js';
import type { DocumentedApi } from './documented-api.js';

interface WithId {
  id: string;
}

/** Every call about visits without a night, each answering as it is documented. */
export async function walkVisits(
  api: DocumentedApi,
  house: House,
  make: ReturnType<typeof builders>,
  [ash, bo]: [string, string],
): Promise<void> {
  const { manager, staff, worker } = house;
  const at = `/units/${house.unit}/visits`;
  const times = { startsAt: '00:00', endsAt: '23:59', kind: 'look_round' };
  const today = await api.call<WithId>(staff, `POST ${at}`, 201, { ...times, youngPerson: ash, date: make.today() });
  const later = await api.call<WithId>(worker, `POST ${at}`, 201, { ...times, youngPerson: bo, date: make.today(90) });
  await api.call(staff, `POST /visits/${today.id}/correct`, 409, { reason: 'x', note: 'x' });
  await api.call(staff, `POST /visits/${today.id}/happened`, 200, { whoWasThere: 'Mum' });
  await api.call(staff, `POST /visits/${today.id}/correct`, 200, { reason: 'It was Dad', whoWasThere: 'Dad' });
  const to = { date: make.today(91), startsAt: '16:00', endsAt: '17:00' };
  await api.call(worker, `POST /visits/${later.id}/move`, 200, { ...to, reason: 'A birthday' });
  await api.call(manager, `POST /visits/${later.id}/decided`, 409, { reasons: 'x' });
  await walkConflicts(api, house, make, later.id);
  await api.call(worker, `POST /visits/${later.id}/cancel`, 200, { reason: 'A birthday' });
  await api.call(worker, `GET /visits/${today.id}`, 200);
  await api.call(staff, `POST /visits/${today.id}/take-back`, 200, { reason: 'Of another child' });
  await api.call(staff, `POST /visits/${today.id}/take-back`, 409, { reason: 'Of another child' });
  await api.call(staff, `GET ${at}?from=${make.today()}&to=${make.today(91)}&limit=1`, 200);
}

/** Somebody from whom the visitor is kept apart is to visit on the same day. */
async function walkConflicts(
  api: DocumentedApi,
  house: House,
  make: ReturnType<typeof builders>,
  visit: string,
): Promise<void> {
  const { manager, staff } = house;
  const { youngPerson } = await api.call<{ youngPerson: WithId }>(staff, `GET /visits/${visit}`, 200);
  const cy = await make.aYoungPerson(house);
  const times = { date: make.today(91), startsAt: '10:00', endsAt: '11:00', kind: 'tea' };
  const other = await api.call<WithId>(staff, `POST /units/${house.unit}/visits`, 201, { ...times, youngPerson: cy });
  const pair = {
    youngPeople: [youngPerson.id, cy],
    decision: 'never_together',
    evidence: 'x',
    reviewBy: make.today(9),
  };
  const { id } = await api.call<WithId>(manager, `POST /pair-decisions`, 201, pair);
  await api.call(staff, `GET /visits/${other.id}`, 200);
  await api.call(staff, `GET /units/${house.unit}/conflicts`, 200);
  await api.call(manager, `POST /visits/${other.id}/decided`, 200, { reasons: 'One comes in the morning' });
  await api.call(manager, `POST /pair-decisions/${id}/end`, 200, { reasons: 'x' });
}
