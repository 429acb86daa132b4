import type { builders, House } from './builders.js';
import type { DocumentedApi } from './documented-api.js';

/** Every call about a break that repeats, each answering as it is documented. */
export async function walkSeries(
  api: DocumentedApi,
  house: House,
  make: ReturnType<typeof builders>,
  ash: string,
): Promise<void> {
  const { manager, staff, worker } = house;
  const series = { every: 'week', from: make.today(150), nights: 1, times: 3, later: 1 };
  for (const one of [staff, worker])
    await api.call(one, 'POST /series-previews', 200, { youngPerson: ash, unit: house.unit, series });
  const asked = { youngPerson: ash, unit: house.unit, purpose: 'Rest', series };
  const sent = await api.call<{ id: string }>(worker, 'POST /requests', 201, asked);
  for (const one of [staff, worker]) await api.call(one, `GET /requests/${sent.id}/occurrences`, 200);
  const all = `POST /requests/${sent.id}/occurrences`;
  await api.call(worker, `${all}/${make.today(150)}/shift`, 200, { arrival: make.today(151), following: true });
  const held = await api.call<{ done: { offer: string }[] }>(staff, `${all}/propose`, 200);
  const [first, ...others] = held.done.map(({ offer }) => offer);
  const listed = await api.call<{ occurrences: { seenGroups: object[] }[] }>(
    ...([manager, `GET /requests/${sent.id}/occurrences`, 200] as const),
  );
  const said = { reasons: 'Suits the group', seenGroups: listed.occurrences.flatMap(({ seenGroups }) => seenGroups) };
  await api.call(manager, `${all}/sign`, 200, { ...said, offers: [first] });
  await api.call(manager, `${all}/sign`, 400, said);
  await api.call(manager, `${all}/sign`, 400, { reasons: 'Suits the group', offers: others });
  await api.call(manager, `${all}/sign`, 200, { ...said, offers: others });
  await api.call(worker, `${all}/accept`, 400, { answeredBy: 'Mum', how: 'telephone' });
  await api.call(worker, `${all}/accept`, 200, { answeredBy: 'Mum', how: 'telephone', offers: [first] });
  const ending = `requests/${sent.id}/occurrences/${make.today(157)}`;
  await api.call(worker, `GET /${ending}/withdrawal`, 200);
  await api.call(worker, `POST /${ending}/end`, 200, { reasons: 'They move away' });
  await api.call(worker, `${all}/${make.today(157)}/shift`, 400, { arrival: make.today(158) });
  await api.call(manager, `${all}/${make.today(157)}/put-back`, 200, { reasons: 'They stay after all' });
}
