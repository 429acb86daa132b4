import { DataSource } from 'typeorm';
import { PutFreedBedForward } from '../../src/requests/put-freed-bed-forward.js';
import type { builders } from './builders.js';
import type { DocumentedApi } from './documented-api.js';
import { filled, somebody } from './full-house.js';
import { onTheList } from './on-the-list.js';
import type { TestApp } from './test-app.js';

/** Every call about the waiting list and a bed that comes back, each answering as it is documented. */
export async function walkWaiting(app: TestApp, api: DocumentedApi, make: ReturnType<typeof builders>): Promise<void> {
  // A house of its own: in that of the others beds are closed, kept and short of staff.
  const house = await make.aHouse();
  const { manager, staff, worker } = house;
  const inDays = 10;
  const [, second] = await filled(make, house, inDays);
  const fresh = await onTheList(make, house, await make.aYoungPerson(house, { firstName: 'Fresh' }), { inDays });
  const fits = await onTheList(make, house, await somebody(make, house, 'Fits'), { inDays });
  await api.call(staff, `GET /units/${house.unit}/waiting-list?limit=1`, 200);
  for (const one of [staff, worker]) await api.call(one, `GET /requests/${fresh}/waiting-place`, 200);
  await make.as(manager).post(`/stays/${second}/cancel`, { reason: 'They are ill' }).expect(200);
  const [{ claim } = { claim: '' }] = await app.sql<{ claim: string }>(
    `SELECT payload->>'claim' AS claim FROM outbox WHERE handler = 'put-freed-bed-forward' ORDER BY entry_id DESC LIMIT 1`,
  );
  await app.app
    .get(DataSource)
    .transaction((entities) => app.app.get(PutFreedBedForward, { strict: false }).handle({ claim }, entities));
  const { offers } = await api.call<{ offers: [{ id: string }] }>(manager, `GET /requests/${fits}`, 200);
  await api.call(manager, `GET /offers/${offers[0].id}/passed-over`, 200);
  await api.call(staff, `GET /units/${house.unit}/freed-beds?limit=1`, 200);
  await api.call(manager, `PATCH /units/${house.unit}`, 200, { offersInTurn: true }, { 'If-Match': '*' });
  const next = await onTheList(make, house, await somebody(make, house, 'Next'), { inDays });
  const [{ id: offer }] = offers;
  const { seen } = await api.call<{ seen: string }>(manager, `GET /offers/${offer}/in-turn`, 200);
  const parts = await app.sql<{ id: string }>(
    `SELECT id FROM request_parts WHERE request_id = ANY ($1::uuid[]) ORDER BY request_id = $2 DESC`,
    [[fits, next], fits],
  );
  const each = parts.map(({ id }) => ({ request: id, decision: 'suitable', reasons: 'They fit' }));
  await api.call(manager, `POST /offers/${offer}/sign-in-turn`, 201, { seen, each });
  const { items } = await api.call<{ items: [{ id: string }] }>(staff, `GET /units/${house.unit}/signed-lists`, 200);
  await api.call(manager, `POST /signed-lists/${items[0].id}/end`, 204);
}
