import type { builders, House } from './builders.js';
import type { DocumentedApi } from './documented-api.js';

/** What somebody has set up for themselves: who stands in, and what their own calendar shows. */
export async function walkOwnAccount(
  api: DocumentedApi,
  house: House,
  make: ReturnType<typeof builders>,
): Promise<void> {
  await walkDeputies(api, house, make);
  await walkFeed(api, house);
  await walkNotifications(api, house);
  await walkWebhooks(api, house);
}

/** A channel that is told of what is new, until it is ended. */
async function walkWebhooks(api: DocumentedApi, { manager }: House): Promise<void> {
  await api.call(manager, 'POST /webhooks', 400, { name: '', url: 'https://hooks.example.com/x' });
  const channel = { name: 'Channel', url: 'https://hooks.example.com/x' };
  const { id } = await api.call<{ id: string }>(manager, 'POST /webhooks', 201, channel);
  await api.call(manager, 'GET /webhooks', 200);
  await api.call(manager, `DELETE /webhooks/${id}`, 204);
  await api.call(manager, `DELETE /webhooks/${id}`, 404);
}

/** How somebody hears of what is new. */
async function walkNotifications(api: DocumentedApi, { worker }: House): Promise<void> {
  const path = '/me/notifications';
  await api.call(worker, `GET ${path}`, 200);
  await api.call(worker, `PATCH ${path}`, 428, { whileAway: 'both' });
  const any = { 'If-Match': '*' };
  await api.call(worker, `PATCH ${path}`, 200, { how: { offers: 'morning' }, quiet: { on: false } }, any);
  await api.call(worker, `PATCH ${path}`, 400, { quiet: { on: true } }, any);
  await api.call(worker, 'GET /me/notices?limit=10', 200);
  await api.call(worker, 'POST /me/notices/read', 204, { until: '2027-03-12T16:30:00Z' });
  await api.call(worker, 'POST /me/notices/read', 400, { until: 'now' });
}

/** A deputy who is named, stands in and is ended. */
async function walkDeputies(api: DocumentedApi, house: House, make: ReturnType<typeof builders>): Promise<void> {
  const deputy = await make.aUser(house, 'cas_worker', 'referrer');
  const named = { deputy: deputy.email, firstDay: make.today(), lastDay: make.today(3) };
  const { id } = await api.call<{ id: string }>(house.worker, 'POST /deputies', 201, named);
  await api.call(house.worker, 'POST /deputies', 409, named);
  await api.call(deputy, 'GET /me', 200);
  await api.call(house.manager, 'GET /deputies', 200);
  await api.call(deputy, `POST /deputies/${id}/end`, 204);
}

/** What to know before the family of a young person is called. */
async function walkContact(api: DocumentedApi, { staff, worker }: House, youngPerson: string): Promise<void> {
  await api.call(staff, `GET /young-people/${youngPerson}/contact`, 200);
  const note = { safeToContact: 'Only her mobile', interpreter: 'Polish' };
  await api.call(worker, `POST /young-people/${youngPerson}/contact`, 200, note);
  await api.call(staff, `GET /young-people/${youngPerson}/contact`, 200);
}

/** An aim of the family plan that is agreed and met. */
async function walkPlan(api: DocumentedApi, { staff, worker }: House, youngPerson: string): Promise<void> {
  const plan = `/young-people/${youngPerson}/plan`;
  await api.call(worker, `POST ${plan}/aims`, 201, { text: 'To sleep through the night' });
  const { aims } = await api.call<{ aims: { id: string }[] }>(worker, `POST ${plan}/aims`, 201, { text: 'To cook' });
  await api.call(worker, `POST ${plan}/aims/${aims[0]!.id}`, 200, {
    state: 'met',
    note: 'Every night of the last stay',
  });
  await api.call(staff, `GET ${plan}`, 200);
  await api.call(worker, `POST ${plan}/aims`, 400, { text: '' });
}

/** Somebody who works on a request with others. */
async function walkJointWork(
  api: DocumentedApi,
  house: House,
  make: ReturnType<typeof builders>,
  youngPerson: string,
): Promise<void> {
  const request = await make.aRequest(house, youngPerson, { inDays: 120 });
  const other = await make.aUser(house, 'cas_worker');
  await api.call(house.worker, `POST /requests/${request}/co-workers`, 201, { worker: other.id });
  await api.call(house.worker, `POST /requests/${request}/co-workers`, 400, { worker: other.id });
  await api.call(other, `POST /requests/${request}/notes`, 201, { text: 'School is closed' });
  await api.call(other, `POST /requests/${request}/withdraw`, 404, { reasons: 'x' });
  await api.call(other, `POST /requests/${request}/co-workers/${other.id}/end`, 204);
}

/** Somebody asks for a young person’s own file, and gets a copy. */
async function walkOwnFile(api: DocumentedApi, { manager, worker }: House, youngPerson: string): Promise<void> {
  const file = `/young-people/${youngPerson}/file`;
  const asked = { askedBy: 'parent', asker: 'Her mother', askedOn: '2026-03-12' };
  await api.call(manager, `POST ${file}`, 400, { ...asked, asker: '' });
  const { id } = await api.call<{ id: string }>(manager, `POST ${file}`, 201, asked);
  await api.call(worker, `GET ${file}/${id}`, 404);
  const { version } = await api.call<{ version: string }>(manager, `GET ${file}/${id}/check`, 200);
  await api.call(manager, `POST ${file}/${id}/release`, 412, { version: 'x', checked: true });
  await api.call(manager, `POST ${file}/${id}/release`, 200, { version, checked: true });
  await api.call(manager, `GET ${file}/${id}/check`, 404);
  await api.call(manager, `POST ${file}/${id}/release`, 409, { version, checked: true });
  await api.call(worker, `GET ${file}`, 200);
  await api.call(worker, `GET ${file}/${id}`, 200);
}

/** What is on record of a family, and who works with them. */
export async function walkFamily(
  api: DocumentedApi,
  house: House,
  make: ReturnType<typeof builders>,
  youngPerson: string,
): Promise<void> {
  await walkContact(api, house, youngPerson);
  await walkPlan(api, house, youngPerson);
  await walkOwnFile(api, house, youngPerson);
  await walkJointWork(api, house, make, youngPerson);
}

/** From one shift to the next. */
export async function walkHandover(api: DocumentedApi, { staff, unit }: House): Promise<void> {
  await api.call(staff, `POST /units/${unit}/handover`, 201, { text: 'The boiler man comes at nine' });
  const { notes } = await api.call<{ notes: { id: string }[] }>(staff, `GET /units/${unit}/handover`, 200);
  await api.call(staff, `POST /units/${unit}/handover/read`, 204, { notes: [notes[0]!.id] });
  const at = `POST /units/${unit}/handover/notes`;
  const right = await api.call<{ notes: { id: string }[] }>(staff, `${at}/${notes[0]!.id}/correct`, 200, {
    text: 'The boiler man comes at ten',
  });
  await api.call(staff, `${at}/${notes[0]!.id}/correct`, 409, { text: 'At eleven' });
  await api.call(staff, `${at}/${right.notes[0]!.id}/take-back`, 200, { reason: 'He rang off' });
}

/** A calendar feed, from the unit's leave to its end. */
async function walkFeed(api: DocumentedApi, { manager, worker, unit }: House): Promise<void> {
  await api.call(worker, 'POST /me/feed', 409);
  await api.call(manager, `PATCH /units/${unit}`, 200, { feedsAllowed: true }, { 'If-Match': '*' });
  await api.call(worker, 'GET /me/feed', 200);
  await api.call(worker, 'POST /me/feed', 201);
  await api.call(worker, 'GET /me/feed', 200);
  for (const _ of ['once', 'again']) await api.call(worker, 'DELETE /me/feed', 204);
}
