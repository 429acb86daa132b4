import type { builders, House } from './builders.js';
import type { DocumentedApi } from './documented-api.js';

/** Every call about several options of one request, and its withdrawal, each answering as it is documented. */
export async function walkOptions(
  api: DocumentedApi,
  house: House,
  make: ReturnType<typeof builders>,
  ash: string,
): Promise<void> {
  const { manager, staff, worker } = house;
  const request = await make.aRequest(house, ash, { inDays: 30, slack: 4 });
  for (const inDays of [30, 32]) {
    const nights = { arrival: make.today(inDays), departure: make.today(inDays + 2) };
    await api.call(staff, `POST /requests/${request}/offers`, 201, nights);
  }
  await api.call(manager, `POST /requests/${request}/sign`, 200, { reasons: 'Both suit the group' });
  await api.call(worker, `POST /requests/${request}/answer`, 200, { answeredBy: 'Mum', how: 'telephone' });
  await api.call(worker, `GET /requests/${request}/withdrawal`, 200);
  await api.call(worker, `POST /requests/${request}/withdraw`, 200, { reasons: 'They will not come' });
  const booked = await make.anOffer(house, ash, { inDays: 40 });
  await api.call(worker, `POST /offers/${booked.offer}/accept`, 200, { answeredBy: 'Mum', how: 'telephone' });
  const { seen } = await api.call<{ seen: string }>(worker, `GET /requests/${booked.request}/withdrawal`, 200);
  const why = { by: 'family', code: 'changed_plans' };
  await api.call(worker, `POST /requests/${booked.request}/withdraw`, 409, { ...why, seen: 'another list' });
  await api.call(worker, `POST /requests/${booked.request}/withdraw`, 200, { ...why, seen });
}
