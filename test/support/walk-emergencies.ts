import type { builders, House } from './builders.js';
import type { DocumentedApi } from './documented-api.js';

interface Decided {
  decisions: { id: string }[];
}
const lastOf = ({ decisions }: Decided) => ({ decision: decisions.at(-1)!.id });

/** A place is asked for, agreed to, refused and countersigned, each answer as it is documented. */
export async function walkEmergencies(
  api: DocumentedApi,
  make: ReturnType<typeof builders>,
  house: House,
): Promise<void> {
  const { unit, staff, manager } = house;
  const ash = await make.aYoungPerson(house, { firstName: 'Tonight' });
  const begun = await api.call<{ id: string }>(staff, `POST /units/${unit}/emergencies`, 201, {
    youngPerson: ash,
    expectedAt: new Date().toISOString(),
  });
  const path = `emergencies/${begun.id}`;
  await api.call(staff, `GET /units/${unit}/emergencies`, 200);
  await api.call(staff, `GET /${path}`, 200);
  await api.call(staff, `PATCH /${path}`, 200, { why: 'Nobody at home' }, { 'If-Match': '*' });
  const bo = await make.aYoungPerson(house, { firstName: 'There' });
  await api.call(staff, `POST /${path}/impact`, 200, { youngPerson: bo, impact: 'None' });
  const decision = { decision: 'agreed', said: 'Two awake', decidedBy: manager.id };
  const decided = await api.call<Decided>(staff, `POST /${path}/decision`, 200, decision);
  const placed = await api.call<{ id: string }>(staff, `POST /units/${unit}/emergency-stays`, 201, {
    ...{ emergency: begun.id, departure: make.today(1), authority: 'Kit Duty' },
  });
  await api.call(staff, `GET /stays/${placed.id}/emergency`, 200);
  await api.call(manager, `POST /stays/${placed.id}/countersign`, 200, { ...lastOf(decided), agrees: true });
  const empty = await make.aHouse();
  const coming = await api.call<{ id: string }>(empty.staff, `POST /units/${empty.unit}/emergencies`, 201, {
    ...{ youngPerson: await make.aYoungPerson(empty), why: 'x', risk: 'x', authority: 'x' },
  });
  const agreed = { ...decision, decidedBy: empty.manager.id };
  await api.call(empty.staff, `POST /emergencies/${coming.id}/decision`, 200, agreed);
  await api.call(empty.staff, `POST /emergencies/${coming.id}/hold`, 200);
  const newYoungPerson = { firstName: 'Mo', lastName: 'Nobody', dateOfBirth: '2013-05-17', dateOfBirthGuessed: true };
  const refused = await api.call<{ id: string }>(staff, `POST /units/${unit}/emergencies`, 201, { newYoungPerson });
  const no = { ...decision, decision: 'refused' };
  const last = lastOf(await api.call<Decided>(staff, `POST /emergencies/${refused.id}/decision`, 200, no));
  const otherwise = { ...last, agrees: false, note: 'I said so' };
  await api.call(manager, `POST /emergencies/${refused.id}/countersign`, 200, otherwise);
  const ended = await api.call<{ id: string }>(staff, `POST /units/${unit}/emergencies`, 201, { newYoungPerson });
  await api.call(staff, `POST /emergencies/${ended.id}/end`, 200, { reason: 'Their aunt has come' });
}
