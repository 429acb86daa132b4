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
  const { staff, worker } = house;
  const at = `/units/${house.unit}/visits`;
  const times = { startsAt: '00:00', endsAt: '23:59', kind: 'look_round' };
  const today = await api.call<WithId>(staff, `POST ${at}`, 201, { ...times, youngPerson: ash, date: make.today() });
  const later = await api.call<WithId>(worker, `POST ${at}`, 201, { ...times, youngPerson: bo, date: make.today(90) });
  await api.call(staff, `POST /visits/${today.id}/correct`, 409, { reason: 'x', note: 'x' });
  await api.call(staff, `POST /visits/${today.id}/happened`, 200, { whoWasThere: 'Mum' });
  await api.call(staff, `POST /visits/${today.id}/correct`, 200, { reason: 'It was Dad', whoWasThere: 'Dad' });
  await api.call(worker, `POST /visits/${later.id}/cancel`, 200, { reason: 'A birthday' });
  await api.call(worker, `GET /visits/${today.id}`, 200);
  await api.call(staff, `GET ${at}?from=${make.today()}&to=${make.today(91)}&limit=1`, 200);
}
