import type { builders, House, TestUser } from './builders.js';

type Make = ReturnType<typeof builders>;

/** What somebody could sign of a young person: one factor that applies, and no known concern about the rest. */
export function whatIsAssessed(make: Make): Record<string, unknown> {
  return {
    ratings: [
      { factor: 'self_harm', poses: 0, vulnerable: 3, status: 'mitigated', evidence: 'In May, says the school nurse' },
    ],
    noKnownConcern: { source: 'Family meeting', date: make.today(-3) },
    strengths: 'Funny, and kind to animals',
    helps: 'A quiet hour after school',
    support: 'shared',
    roomNeeds: [],
    houseNeeds: '',
    reviewBy: make.today(90),
  };
}

/** A young person who is assessed: signed by their key worker, countersigned by the house's staff unless it is not to be. */
export async function anAssessment(
  make: Make,
  house: House,
  youngPerson: string,
  changes: Record<string, unknown> = {},
  { by = house.worker, second = house.staff }: { by?: TestUser; second?: TestUser | null } = {},
): Promise<number> {
  const signed = await make
    .as(by)
    .post(`/young-people/${youngPerson}/assessments`, { ...whatIsAssessed(make), ...changes })
    .expect(201);
  const { version } = (signed.body as { latest: { version: number } }).latest;
  if (second) await make.as(second).post(`/young-people/${youngPerson}/assessments/${version}/countersign`).expect(200);
  return version;
}
