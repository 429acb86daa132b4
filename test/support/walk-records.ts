import type { builders, House } from './builders.js';
import type { DocumentedApi } from './documented-api.js';
import { walkWhatChanged } from './walk-assessments.js';

interface WithId {
  id: string;
}

/** Every call about what is on record of a stay beside its steps, each answering as it is documented. */
export async function walkRecords(
  api: DocumentedApi,
  house: House,
  make: ReturnType<typeof builders>,
  youngPerson: string,
): Promise<void> {
  const stay = await make.aStay(house, youngPerson, { inDays: 150, bed: house.beds[3]! });
  await walkNotes(api, house, stay);
  await walkWhatChanged(api, house, stay);
  const next = await make.aStay(house, youngPerson, { inDays: 160, bed: house.beds[3]! });
  await walkMedicines(api, house, stay);
  await walkEscorts(api, house, [stay, next]);
  await walkChecklists(api, house, stay, youngPerson, make.today());
}

/** What has to be in order before an arrival, of a stay and of a young person. */
async function walkChecklists(
  api: DocumentedApi,
  { staff, worker, manager, unit }: House,
  stay: string,
  youngPerson: string,
  today: string,
): Promise<void> {
  const list = `/stays/${stay}/checklist`;
  await api.call(worker, `GET ${list}`, 200);
  await api.call(worker, `POST ${list}/care_plan`, 201, { dated: today });
  await api.call(worker, `POST ${list}/consents`, 201, { covers: ['stay'], dated: today, note: 'Mum signed' });
  await api.call(staff, `POST ${list}/contact`, 201, { note: 'Mum, 07700 900123' });
  await api.call(staff, `POST ${list}/contact`, 400, {});
  await api.call(manager, `POST ${list}/introduction`, 404, {});
  await api.call(manager, `GET ${list}`, 200);
  await api.call(staff, 'GET /look-again', 200);
  const { seenGroup } = await api.call<{ seenGroup: string }>(staff, `GET /stays/${stay}/look-again`, 200);
  await api.call(manager, `POST /stays/${stay}/look-again`, 400, { reasons: 'Looked at again' });
  await api.call(manager, `POST /stays/${stay}/look-again`, 201, {
    seenGroup,
    reasons: 'Looked at again',
    mitigations: [{ what: 'Rooms apart', who: 'Night staff' }],
    againstAdvice: 'Watched',
  });
  const asked = `/units/${unit}/checklist`;
  await api.call(manager, `POST ${asked}/introduction`, 200, { applies: false });
  await api.call(manager, `POST ${asked}/introduction`, 409, { applies: false });
  const { own } = await api.call<{ own: WithId[] }>(manager, `POST ${asked}`, 201, { text: 'Kit', owner: 'unit' });
  await api.call(staff, `GET ${asked}`, 200);
  await api.call(staff, `POST /stays/${stay}/own-checks/${own[0]!.id}`, 201, { done: true });
  await api.call(worker, `GET ${list}`, 200);
  const theirs = `/young-people/${youngPerson}/checklist`;
  await api.call(staff, `POST ${theirs}/legal_basis`, 201, { legalStatus: 's17' });
  await api.call(staff, `POST ${theirs}/medication`, 400, { dated: today });
  await api.call(worker, `GET ${theirs}`, 200);
}

async function walkNotes(api: DocumentedApi, { staff, worker }: House, stay: string): Promise<void> {
  const note = { kind: 'settled', text: 'Asleep by ten', namesOthers: false };
  const { id } = await api.call<WithId>(staff, `POST /stays/${stay}/notes`, 201, note);
  await api.call(staff, `POST /stays/${stay}/notes`, 201, { ...note, corrects: id });
  await api.call(staff, `POST /stays/${stay}/notes`, 409, { ...note, corrects: id });
  await api.call(worker, `POST /stays/${stay}/notes`, 403, note);
  await api.call(worker, `GET /stays/${stay}/notes?limit=1`, 200);
}

async function walkEscorts(
  api: DocumentedApi,
  { staff, worker }: House,
  [stay, next]: [string, string],
): Promise<void> {
  const mum = { parts: ['brings', 'collects'], name: 'May Example', relationship: 'Mother', phone: '07700 900123' };
  await api.call(worker, `POST /stays/${stay}/escorts`, 400, { ...mum, phone: '' });
  const { people } = await api.call<{ people: WithId[] }>(worker, `POST /stays/${stay}/escorts`, 201, mum);
  await api.call(worker, `POST /stays/${stay}/escorts/confirm`, 200);
  await api.call(staff, `GET /stays/${next}/escorts`, 200);
  await api.call(staff, `POST /stays/${stay}/escorts/${people[0]!.id}/remove`, 200, { reason: 'She moved' });
  await api.call(staff, `GET /stays/${stay}/escorts`, 200);
  await api.call(staff, `POST /stays/${stay}/escorts/confirm`, 409, { keep: [people[0]!.id] });
}

async function walkMedicines(api: DocumentedApi, { staff, worker }: House, stay: string): Promise<void> {
  const at = `/stays/${stay}/medicines`;
  const counted = { direction: 'in', count: 14, countedBy: 'Sam Example', witnessedBy: 'May Example' };
  const { items } = await api.call<{ items: WithId[] }>(staff, `POST ${at}`, 201, {
    ...{ name: 'Melatonin', form: 'Tablets of 2 mg', ...counted },
  });
  const again = `POST ${at}/${items[0]!.id}/counts`;
  await api.call(staff, again, 201, { ...counted, direction: 'out', count: 12 });
  await api.call(staff, again, 400, { ...counted, witnessedBy: 'sam example' });
  await api.call(worker, `GET ${at}`, 200);
  const off = `POST ${at}/${items[0]!.id}/take-off`;
  await api.call(staff, off, 200, { reason: 'Their sister’s' });
  await api.call(staff, off, 409, { reason: 'Their sister’s' });
}

/** Of somebody who has stayed for some hours. */
export async function walkAbsences(
  api: DocumentedApi,
  { staff, worker }: House,
  stay: string,
  now: Date,
): Promise<void> {
  const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000).toISOString();
  const absence = { kind: 'home', since: hoursAgo(6), until: hoursAgo(5), note: 'A birthday' };
  const { items } = await api.call<{ items: WithId[] }>(staff, `POST /stays/${stay}/absences`, 201, absence);
  await api.call(staff, `POST /stays/${stay}/absences`, 409, absence);
  const one = `POST /stays/${stay}/absences/${items.at(-1)!.id}/correct`;
  await api.call(staff, one, 200, { reason: 'Later', until: hoursAgo(4) });
  await api.call(staff, one, 400, { reason: 'Later', until: hoursAgo(7) });
  for (const user of [staff, worker]) await api.call(user, `GET /stays/${stay}/absences`, 200);
  const back = `POST /stays/${stay}/absences/${items.at(-1)!.id}/take-back`;
  await api.call(staff, back, 200, { reason: 'Of another child' });
  await api.call(staff, back, 409, { reason: 'Of another child' });
}

/** Of somebody who should have come by now. */
export async function walkNoShow(api: DocumentedApi, { staff }: House, stay: string): Promise<void> {
  for (const step of ['no-show', 'undo-ending', 'no-show'])
    await api.call(staff, `POST /stays/${stay}/${step}`, 200, { reason: 'It was Sol' });
  const ill = { code: 'illness', reason: 'They rang later' };
  await api.call(staff, `POST /stays/${stay}/correct-ending`, 200, ill);
  await api.call(staff, `POST /stays/${stay}/correct-ending`, 400, ill);
  const { requestId } = await api.call<{ requestId: string }>(staff, `GET /stays/${stay}`, 200);
  for (const path of [`/stays/${stay}/events`, `/requests/${requestId}/events`]) {
    const { next } = await api.call<{ next: string }>(staff, `GET ${path}?limit=2`, 200);
    await api.call(staff, `GET ${path}?limit=2&cursor=${next}`, 200);
    await api.call(staff, `GET ${path}?cursor=forged`, 400);
  }
}
