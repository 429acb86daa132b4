import { aKeptYes } from './a-kept-yes.js';
import type { builders, House } from './builders.js';
import type { DocumentedApi } from './documented-api.js';
import { walkSeries } from './walk-series.js';

/** What is shown to whoever decides, in a word. */
interface Seen {
  seenGroup: string;
}

/** Every call about several options of one request, and its withdrawal, each answering as it is documented. */
export async function walkOptions(
  api: DocumentedApi,
  house: House,
  make: ReturnType<typeof builders>,
  ash: string,
): Promise<void> {
  const { manager, staff, worker } = house;
  const request = await make.aRequest(house, ash, { inDays: 30, slack: 4 });
  await api.call(worker, `GET /requests/${request}/options`, 200);
  const each: object[] = [];
  for (const inDays of [30, 32]) {
    const nights = { arrival: make.today(inDays), departure: make.today(inDays + 2) };
    const { id } = await api.call<{ id: string }>(staff, `POST /requests/${request}/offers`, 201, nights);
    const { seenGroup } = await api.call<Seen>(staff, `GET /offers/${id}/advice`, 200);
    each.push({
      ...{ offer: id, decision: 'suitable_with_mitigations', againstAdvice: 'They met at tea', seenGroup },
      mitigations: [{ what: 'Somebody is awake all night', who: 'Night staff' }],
    });
  }
  await api.call(manager, `POST /requests/${request}/sign`, 400, { reasons: 'Both', decision: 'suitable' });
  await api.call(manager, `POST /requests/${request}/sign`, 200, { reasons: 'Both suit the group', each });
  for (const reader of [manager, worker]) await api.call(reader, `GET /requests/${request}/decisions`, 200);
  const [{ offer, id: decision }] = (
    await api.call<{ items: [{ offer: string; id: string }] }>(manager, `GET /requests/${request}/decisions`, 200)
  ).items;
  await api.call(staff, `GET /requests/${request}/decisions/${decision}/recomputed`, 200);
  await api.call(staff, `GET /requests/${request}/decisions/999999/recomputed`, 404);
  const stay = await make.aStay(house, await make.aYoungPerson(house), { inDays: 300 });
  const again = { decision: 'not_suitable', reasons: 'x' };
  const { id: signed } = await api.call<{ id: string }>(manager, `POST /stays/${stay}/look-again`, 201, again);
  for (const reader of [manager, worker]) await api.call(reader, `GET /stays/${stay}/decisions`, 200);
  await api.call(staff, `GET /stays/${stay}/decisions/${signed}/recomputed`, 200);
  await api.call(staff, `GET /stays/${stay}/decisions/999999/recomputed`, 404);
  const { seenGroup } = await api.call<Seen>(staff, `GET /offers/${offer}/look-again`, 200);
  await api.call(manager, `POST /offers/${offer}/look-again`, 400, { reasons: 'Looked at again' });
  await api.call(manager, `POST /offers/${offer}/look-again`, 201, {
    seenGroup,
    reasons: 'Looked at again',
    mitigations: [{ what: 'Rooms apart', who: 'Night staff' }],
    againstAdvice: 'Watched',
  });
  await api.call(worker, `POST /requests/${request}/answer`, 200, { answeredBy: 'Mum', how: 'telephone' });
  const { items } = await api.call<{ items: { measures: { id: string }[] }[] }>(
    worker,
    `GET /requests/${request}/baseline`,
    200,
  );
  const now = { youngPerson: ash, measure: items[0]!.measures[0]!.id };
  await api.call(worker, `POST /requests/${request}/baseline`, 200, { values: [{ ...now, value: 2 }] });
  await api.call(worker, `POST /requests/${request}/baseline`, 400, { values: [{ ...now, value: -1 }] });
  await api.call(worker, `GET /requests/${request}/withdrawal`, 200);

  await api.call(worker, `POST /requests/${request}/withdraw`, 200, { reasons: 'They will not come' });
  const bo = await make.aYoungPerson(house, { firstName: 'Bo' });
  const together = { youngPerson: ash, siblings: [bo], unit: house.unit, nights: 1, purpose: 'Rest' };
  const window = { from: make.today(50), to: make.today(51) };
  const both = await api.call<{ id: string }>(worker, 'POST /requests', 201, { ...together, ...window });
  for (const one of [staff, worker]) await api.call(one, `GET /requests/${both.id}/options`, 200);
  const nights = { arrival: make.today(50), departure: make.today(51) };
  await api.call(staff, `POST /requests/${both.id}/offers`, 201, nights);
  const free = (inDays: number, show: string) =>
    `GET /units/${house.unit}/who-could-come?from=${make.today(inDays)}&to=${make.today(inDays + 2)}&show=${show}`;
  await api.call(staff, free(90, 'not_assessed'), 200);
  await api.call(staff, free(30, 'not_these_nights'), 200);
  await api.call(staff, free(-9, 'fits'), 400);
  const asked = { youngPerson: ash, from: make.today(90), to: make.today(92) };
  const enquiry = await api.call<{ id: string }>(staff, `POST /units/${house.unit}/enquiries`, 201, asked);
  await api.call(staff, `POST /units/${house.unit}/enquiries`, 409, asked);
  await api.call(staff, free(90, 'not_assessed'), 200);
  for (const one of [staff, worker]) await api.call(one, 'GET /enquiries?limit=1', 200);
  await api.call(worker, `GET /enquiries/${enquiry.id}`, 200);
  await api.call(worker, `POST /enquiries/${enquiry.id}/answer`, 400, { answer: 'no' });
  await api.call(worker, `POST /enquiries/${enquiry.id}/answer`, 200, { answer: 'no', reason: 'unwell' });
  const there = await make.aYoungPerson(house);
  await make.aStay(house, there, { inDays: 95 });
  const range = `from=${make.today(95)}&to=${make.today(98)}`;
  await api.call(staff, `GET /units/${house.unit}/group?${range}&youngPerson=${ash}`, 200);
  await api.call(staff, `GET /units/${house.unit}/group?from=${make.today(9)}&to=${make.today(9)}`, 400);
  const booked = await make.anOffer(house, ash, { inDays: 40 });
  await api.call(worker, `POST /offers/${booked.offer}/accept`, 200, { answeredBy: 'Mum', how: 'telephone' });
  const { seen } = await api.call<{ seen: string }>(worker, `GET /requests/${booked.request}/withdrawal`, 200);
  const why = { by: 'family', code: 'changed_plans' };
  await api.call(worker, `POST /requests/${booked.request}/withdraw`, 409, { ...why, seen: 'another list' });
  await api.call(worker, `POST /requests/${booked.request}/withdraw`, 200, { ...why, seen });
  const kept = await aKeptYes(make, house, 45);
  for (const reader of [manager, staff, worker]) await api.call(reader, `GET /requests/${kept.request}`, 200);
  const { seenGroup: ofKept } = await api.call<Seen>(manager, `GET /offers/${kept.offer}/look-again`, 200);
  await api.call(staff, `POST /offers/${kept.offer}/confirm`, 403, { reasons: 'x' });
  const confirmed = { decision: 'suitable', reasons: 'x', againstAdvice: 'Two on duty', seenGroup: ofKept };
  await api.call(manager, `POST /offers/${kept.offer}/confirm`, 200, confirmed);
  await walkSeries(api, house, make, ash);
}
