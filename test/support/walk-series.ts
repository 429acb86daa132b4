import type { builders, House } from './builders.js';
import type { DocumentedApi } from './documented-api.js';

/** Every call about a break that repeats, each answering as it is documented. */
export async function walkSeries(
  api: DocumentedApi,
  house: House,
  make: ReturnType<typeof builders>,
  ash: string,
): Promise<void> {
  const { staff, worker } = house;
  const series = { every: 'week', from: make.today(150), nights: 1, times: 3, later: 1 };
  for (const one of [staff, worker])
    await api.call(one, 'POST /series-previews', 200, { youngPerson: ash, unit: house.unit, series });
  const asked = { youngPerson: ash, unit: house.unit, purpose: 'Rest', series };
  const sent = await api.call<{ id: string }>(worker, 'POST /requests', 201, asked);
  for (const one of [staff, worker]) await api.call(one, `GET /requests/${sent.id}/occurrences`, 200);
}
