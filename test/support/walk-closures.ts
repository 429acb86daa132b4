import type { builders, House } from './builders.js';
import { walkDiary } from './walk-diary.js';
import type { DocumentedApi } from './documented-api.js';

/** A closure of the unit, and a bed out of service that is revised and ended. */
export async function walkClosures(api: DocumentedApi, make: ReturnType<typeof builders>, house: House): Promise<void> {
  await walkDiary(api, make, house);
  const { manager, staff } = house;
  const [from, to] = [make.today(70), make.today(74)];
  await api.call(manager, `POST /units/${house.unit}/closures/check`, 200, { from, to, reason: 'planned_closure' });
  await api.call(manager, `POST /units/${house.unit}/closures`, 201, { from, to, reason: 'planned_closure' });
  const bees = { from, to: make.today(80), reason: 'other', note: 'Bees' };
  await api.call(staff, `POST /beds/${house.beds[0]}/out-of-service/check`, 200, bees);
  const bed = await api.call<{ id: string }>(staff, `POST /beds/${house.beds[0]}/out-of-service`, 201, bees);
  await api.call(staff, `POST /closures/${bed.id}/revise`, 200, { to: make.today(78) });
  await api.call(staff, `POST /closures/${bed.id}/end`, 200, { on: make.today(76) });
  await api.call(staff, `GET /closures/${bed.id}`, 200);
  await api.call(staff, `GET /units/${house.unit}/closures?limit=1`, 200);
  await api.call(manager, `POST /units/${house.unit}/closures`, 409, { from, to, reason: 'planned_closure' });
}

/** A bed kept back, of which a night is released before it ends. */
export async function walkReserves(api: DocumentedApi, make: ReturnType<typeof builders>, house: House): Promise<void> {
  const { manager, staff } = house;
  const wanted = { bed: house.beds[3], from: make.today(90), to: make.today(95), weekdays: [1, 2, 3, 4, 5, 6, 7] };
  const kept = { ...wanted, releaseHours: 24 };
  const { id } = await api.call<{ id: string }>(manager, `POST /units/${house.unit}/reserves`, 201, kept);
  await api.call(staff, `GET /units/${house.unit}/reserves?limit=1`, 200);
  await api.call(staff, `GET /reserves/${id}`, 200);
  await api.call(staff, `POST /reserves/${id}/release`, 200, { night: make.today(91) });
  await api.call(manager, `POST /reserves/${id}/end`, 200);
  await api.call(manager, `POST /reserves/${id}/end`, 409);
}
