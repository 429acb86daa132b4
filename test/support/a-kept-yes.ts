import type { builders, House } from './builders.js';
import { aRating, somebody } from './full-house.js';

const yes = { answeredBy: 'Their mother', how: 'telephone' };

/** Somebody who is rough, of another key worker, booked on these nights; the stay. */
export async function somebodyRough(make: ReturnType<typeof builders>, house: House, inDays: number): Promise<string> {
  const others = { ...house, worker: await make.aUser(house, 'cas_worker', 'referrer') };
  return make.aStay(others, await somebody(make, others, 'Rough', [aRating('aggression_to_peers', 4, 0)]), { inDays });
}

/** An offer to which a family said yes after somebody with whom they do not go was booked on its nights. */
export async function aKeptYes(
  make: ReturnType<typeof builders>,
  house: House,
  inDays: number,
): Promise<{ request: string; offer: string }> {
  const calm = await somebody(make, house, 'Calm', [aRating('aggression_to_peers', 0, 4)]);
  const at = await make.anOffer(house, calm, { inDays });
  await somebodyRough(make, house, inDays);
  await make.as(house.worker).post(`/offers/${at.offer}/accept`, yes).expect(200);
  return at;
}
