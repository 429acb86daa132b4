import { anAssessment } from './an-assessment.js';
import type { builders, House } from './builders.js';

/** Two young people of one house: Tia, who is booked, and on whom it was decided by that; and Kit, who is there or may come. */
export interface DecidedStay {
  house: House;
  tia: string;
  kit: string;
  /** Tia's. */
  stay: string;
}

interface Begins {
  inDays: number;
  nights: number;
  /** Nobody is assessed. */
  unassessed?: true;
  /** Kit is booked for the same nights, before Tia is. */
  beside?: true;
}

/** Tia is booked for two nights in ten days, and it was decided when nobody else was there, unless it is said otherwise. */
export async function aDecidedStay(
  make: ReturnType<typeof builders>,
  { unassessed, beside, ...nights }: Begins = { inDays: 10, nights: 2 },
): Promise<DecidedStay> {
  const house = await make.aHouse();
  const tia = await make.aYoungPerson(house, { firstName: 'Tia', lastName: 'Tern' });
  const kit = await make.aYoungPerson(house, { firstName: 'Kit', lastName: 'Kestrel' });
  if (!unassessed) for (const one of [tia, kit]) await anAssessment(make, house, one, { ratings: [] });
  if (beside) await make.aStay(house, kit, nights);
  return { house, tia, kit, stay: await make.aStay(house, tia, nights) };
}
