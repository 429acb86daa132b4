import type { builders, House } from './builders.js';

/** A draft that repeats and a series that was sent, of which one break is held. */
export async function twoSeries(make: ReturnType<typeof builders>, house: House, youngPerson: string) {
  const series = { every: 'week', from: make.today(200), nights: 2, times: 4, later: 2 };
  const ask = async (more: object) => {
    const asked = { youngPerson, unit: house.unit, purpose: 'Rest', series, ...more };
    return ((await make.as(house.worker).post('/requests', asked).expect(201)).body as { id: string }).id;
  };
  const [draft, sent] = [await ask({ draft: true }), await ask({})];
  const breaks = [{ date: make.today(207) }];
  await make.as(house.staff).post(`/requests/${sent}/occurrences/propose`, { breaks }).expect(200);
  return { repeats: [draft], breaks: [sent] };
}
