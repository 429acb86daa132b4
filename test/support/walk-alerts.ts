import { anAlert } from './an-alert.js';
import type { builders, House } from './builders.js';
import type { DocumentedApi } from './documented-api.js';

/** Every call about what is worth acting on, each answering as it is documented. */
export async function walkAlerts(api: DocumentedApi, house: House, make: ReturnType<typeof builders>): Promise<void> {
  const { staff, worker, manager } = house;
  const youngPerson = await make.aYoungPerson(house);
  const id = await anAlert(api.app, house, { youngPerson });
  await anAlert(api.app, house, { kind: 'low_occupancy', due: null });
  for (const user of [staff, worker]) await api.call(user, 'GET /alerts', 200);
  await api.call(worker, `GET /alerts/${id}`, 200);
  await api.call(staff, `POST /alerts/${id}/take`, 200);
  await api.call(worker, `POST /alerts/${id}/take`, 409);
  await api.call(staff, `POST /alerts/${id}/give-back`, 200);
  await api.call(staff, `POST /alerts/${id}/snooze`, 200, { until: make.today(2) });
  await api.call(staff, 'GET /alerts?state=snoozed', 200);
  await api.call(staff, `POST /alerts/${id}/resolve`, 200, { reason: 'Rang them' });
  await api.call(staff, `GET /alerts/${id}`, 200);
  const settings = `/units/${house.unit}/alert-settings`;
  const kinds = [{ kind: 'low_occupancy', on: true, audience: ['manager'], numbers: [{ name: 'below7', value: 90 }] }];
  await api.call(staff, `GET ${settings}`, 200);
  await api.call(manager, `PUT ${settings}`, 200, { kinds }, { 'If-Match': '*' });
  await api.call(manager, `POST ${settings}/preview`, 200, { kinds });
  await api.call(staff, 'GET /alerts?state=ended&kind=offer_about_to_lapse&taken=nobody', 200);
}
