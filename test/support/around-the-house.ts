import { DataSource } from 'typeorm';
import { PutFreedBedForward } from '../../src/requests/put-freed-bed-forward.js';
import type { builders, House, TestUser } from './builders.js';
import { aKeptYes } from './a-kept-yes.js';
import { filled, somebody } from './full-house.js';
import { onTheList } from './on-the-list.js';
import type { TestApp } from './test-app.js';

/** A message to somebody whose address the mail server does not take. */
export async function aRefusedMessage(app: Pick<TestApp, 'sql'>, { id }: TestUser): Promise<void> {
  await app.sql(
    `INSERT INTO messages (user_id, made_at, due_at, state, tries, tried_at, ended_at, error)
     VALUES ($1, now(), now(), 'refused', 1, now(), now(), 'SMTP 550 to RCPT')`,
    [id],
  );
}

/** A computer that the house's people share. */
export async function aSharedComputer(app: Pick<TestApp, 'sql'>, { unit, manager }: House): Promise<string> {
  const [computer] = await app.sql<{ id: string }>(
    `INSERT INTO shared_computers (unit_id, name, token_hash, marked_at, marked_by)
     VALUES ($1, 'Office', sha256('x'), now(), $2) RETURNING id`,
    [unit, manager.id],
  );
  return computer!.id;
}

/** The offer of a bed that came back, held for the first of two who wait: a manager may sign for both. */
export async function aFreedBed(
  app: TestApp,
  make: ReturnType<typeof builders>,
  house: House,
  inDays: number,
): Promise<string> {
  // The other beds may be kept or closed.
  const [stay] = await filled(make, { ...house, beds: [house.beds[2]!] }, inDays);
  await make.as(house.manager).patch(`/units/${house.unit}`, { offersInTurn: true }).set('If-Match', '*').expect(200);
  for (const name of ['One', 'Two']) await onTheList(make, house, await somebody(make, house, name), { inDays });
  await make.as(house.manager).post(`/stays/${stay!}/cancel`, { reason: 'They are ill' }).expect(200);
  const [entry] = await app.sql<{ claim: string }>(
    `SELECT payload->>'claim' AS claim FROM outbox WHERE handler = 'put-freed-bed-forward' ORDER BY entry_id DESC LIMIT 1`,
  );
  await app.app
    .get(DataSource)
    .transaction((manager) => app.app.get(PutFreedBedForward, { strict: false }).handle(entry!, manager));
  const [look] = await app.sql<{ offer: string }>(
    `SELECT offer_id AS offer FROM freed_bed_looks WHERE unit_id = $1 AND offer_id IS NOT NULL ORDER BY looked_at DESC`,
    [house.unit],
  );
  return look!.offer;
}

/** Offers that are neither only proposed nor only offered: of a bed that came back, and one to which the family said yes. */
export const heldOtherwise = async (
  app: TestApp,
  make: ReturnType<typeof builders>,
  house: House,
): Promise<string[]> => [await aFreedBed(app, make, house, 150), (await aKeptYes(make, house, 160)).offer];
