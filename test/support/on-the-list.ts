import type { builders, House } from './builders.js';

/** A request of theirs that is on the unit's waiting list; its id. */
export async function onTheList(
  make: ReturnType<typeof builders>,
  house: House,
  youngPerson: string,
  dates: { inDays?: number; nights?: number; slack?: number } = {},
): Promise<string> {
  const request = await make.aRequest(house, youngPerson, dates);
  await make.as(house.staff).post(`/requests/${request}/waitlist`, { reasons: 'Every bed is taken' }).expect(200);
  return request;
}
