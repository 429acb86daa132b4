import type { builders, House } from './builders.js';
import type { DocumentedApi } from './documented-api.js';

interface WithId {
  id: string;
}

/** Every call about the nights granted to a young person, each answering as it is documented. */
export async function walkAllocations(
  api: DocumentedApi,
  { manager, worker }: House,
  make: ReturnType<typeof builders>,
  youngPerson: string,
): Promise<void> {
  const path = `/young-people/${youngPerson}/allocations`;
  const wanted = { firstDay: make.today(-30), lastDay: make.today(300), weekday: 20, weekend: 12, holiday: 10 };
  const { id } = await api.call<WithId>(manager, `POST ${path}`, 201, wanted);
  await api.call(manager, `POST ${path}`, 400, wanted);
  await api.call(worker, `GET /allocations/${id}`, 200);
  const revised = await api.call<WithId>(manager, `POST /allocations/${id}/revise`, 200, {
    weekend: 14,
    reason: 'Panel',
  });
  await api.call(manager, `POST /allocations/${revised.id}/end`, 200, { reason: 'Another council pays' });
  await api.call(manager, `POST /allocations/${revised.id}/end`, 409, { reason: 'Twice' });
  await api.call(worker, `GET ${path}`, 200);
}

/** Every call about the council's school terms. */
export async function walkSchoolTerms(api: DocumentedApi, { manager, worker }: House): Promise<void> {
  const term = { name: 'Autumn, first half', firstDay: '2027-09-02', lastDay: '2027-10-22' };
  const { id } = await api.call<WithId>(manager, 'POST /school-terms', 201, term);
  await api.call(worker, `GET /school-terms/${id}`, 200);
  await api.call(manager, `PATCH /school-terms/${id}`, 200, { lastDay: '2027-10-21' }, { 'If-Match': '*' });
  await api.call(manager, 'POST /school-terms/import', 200, { csv: 'Autumn second half;1/11/2027;17/12/2027' });
  await api.call(manager, 'POST /school-terms/import', 400, { csv: 'Autumn;1/12/2027;17/12/2027' });
  await api.call(worker, 'GET /school-terms?limit=1', 200);
  await api.call(manager, `DELETE /school-terms/${id}`, 204);
}
