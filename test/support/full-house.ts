import { anAssessment } from './an-assessment.js';
import type { builders, House } from './builders.js';

type Make = ReturnType<typeof builders>;

export const aRating = (factor: string, poses: number, vulnerable: number) => ({
  ...{ factor, poses, vulnerable, status: 'serious', evidence: 'Seen at school' },
});

/** Somebody by this name who is assessed: of no concern, unless ratings say otherwise. */
export async function somebody(make: Make, house: House, firstName: string, ratings: object[] = []): Promise<string> {
  const id = await make.aYoungPerson(house, { firstName });
  await anAssessment(make, house, id, { ratings });
  return id;
}

/** Fills every bed of the house for two nights, one of them by somebody who is rough; the stays in the order of the beds. */
export async function filled(make: Make, house: House, inDays = 10): Promise<string[]> {
  const stays: string[] = [];
  for (const [at, bed] of house.beds.entries()) {
    const there = await somebody(make, house, 'There', at === 0 ? [aRating('aggression_to_peers', 4, 0)] : []);
    stays.push(await make.aStay(house, there, { inDays, nights: 2, bed }));
  }
  return stays;
}
