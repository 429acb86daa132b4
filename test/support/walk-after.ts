import type { House } from './builders.js';
import type { DocumentedApi } from './documented-api.js';

/** Every call about what comes after a stay that is over, each answering as it is documented. */
export async function walkAfter(
  api: DocumentedApi,
  { staff, worker, manager, unit }: House,
  stay: string,
  today: { from: string; to: string },
): Promise<void> {
  const at = `/stays/${stay}/reviews`;
  await api.call(worker, `POST ${at}`, 201, { voice: 'young_person', face: 4, how: 'paper' });
  await api.call(worker, `POST ${at}`, 400, { voice: 'staff', metAim: 'yes', said: 'x' });
  const staffSay = { voice: 'staff', metAim: 'partly', said: 'He cooked', withoutFamily: 'Abroad', namesOthers: false };
  const decide = { matching: 'They fell out', assessment: 'He hides food' };
  await api.call(staff, `POST ${at}`, 201, { ...staffSay, ...decide });
  const { reviews } = await api.call<{ reviews: { id: string }[] }>(worker, `GET ${at}`, 200);
  await api.call(staff, `POST ${at}/${reviews[0]!.id}/names-others`, 200);
  const { items } = await api.call<{ items: { id: string }[] }>(manager, 'GET /suggestions', 200);
  await api.call(manager, `GET /suggestions/${items[0]!.id}`, 200);
  await api.call(manager, `POST /suggestions/${items[0]!.id}/done`, 200, { text: 'It stays as it is' });
  await api.call(manager, `POST /suggestions/${items[0]!.id}/done`, 409, { text: 'x' });
  await api.call(worker, `GET /stays/${stay}`, 200);
  const named = { name: 'Days in training', unit: 'days', better: 'higher', lowest: 0, highest: 28 };
  const measures = await api.call<{ items: { id: string }[] }>(manager, 'POST /outcome-measures', 201, named);
  const own = measures.items.at(-1)!.id;
  await api.call(worker, 'GET /outcome-measures', 200);
  await api.call(worker, `POST /stays/${stay}/outcomes/${own}`, 201, { before: 2, after: 3 });
  await api.call(worker, `POST /stays/${stay}/outcomes/${own}`, 201, { before: 4 });
  await api.call(worker, `POST /stays/${stay}/outcomes/${own}`, 400, { before: 99 });
  await api.call(staff, `GET /stays/${stay}/outcomes`, 200);
  await api.call(manager, `POST /outcome-measures/${own}/end`, 200);
  await api.call(manager, `POST /outcome-measures/${own}/resume`, 200);
  await api.call(manager, `GET /units/${unit}/outcomes?from=${today.from}&to=${today.to}`, 200);
  await api.call(worker, `GET /stays/${stay}/summary`, 200);
  const { youngPerson } = await api.call<{ youngPerson: { id: string } }>(staff, `GET /stays/${stay}/summary`, 200);
  const home = `/young-people/${youngPerson.id}/address`;
  await api.call(worker, `POST ${home}`, 200, { address: '1 Low Road' });
  await api.call(staff, `GET ${home}`, 200);
  const said = `/young-people/${youngPerson.id}/characteristics`;
  await api.call(worker, `POST ${said}`, 200, { disability: 'prefers_not_to_say' });
  await api.call(worker, `GET ${said}`, 200);
  const needs = `/young-people/${youngPerson.id}/needs-to-meet`;
  await api.call(worker, `POST ${needs}`, 200, { diet: 'No nuts' });
  await api.call(staff, `GET ${needs}`, 200);
  await api.call(manager, `GET /units/${unit}/equality`, 200);
  await api.call(staff, `POST /stays/${stay}/register`, 200, { addressBefore: '1 Low Road' });
  await api.call(staff, `POST /stays/${stay}/register`, 400, { addressBefore: '2 High Road' });
  await api.call(staff, `GET /stays/${stay}/register`, 200);
  await api.call(staff, `GET /units/${unit}/register?from=${today.from}&to=${today.to}&limit=1`, 200);
}
