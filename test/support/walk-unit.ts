import type { builders, House } from './builders.js';
import type { DocumentedApi } from './documented-api.js';

/** Every call about a unit and its calendar, each answering as it is documented. */
export async function walkUnit(api: DocumentedApi, house: House, make: ReturnType<typeof builders>): Promise<void> {
  const { manager, worker } = house;
  const range = `from=${make.today(-1)}&to=${make.today(30)}`;
  await api.call(worker, 'GET /units', 200);
  await api.call(worker, `GET /units/${house.unit}`, 200);
  await api.call(manager, `PATCH /units/${house.unit}`, 200, { leastGapDays: 0 }, { 'If-Match': '*' });
  const stranger = await make.aUser(house, 'cas_worker', 'referrer');
  for (const user of [manager, worker, stranger])
    await api.call(user, `GET /units/${house.unit}/calendar?${range}`, 200);
  await api.call(worker, `GET /units/${house.unit}/vacancies?${range}&nights=2`, 200);
  await api.call(manager, `GET /units/${house.unit}/occupancy?${range}`, 200);
}
