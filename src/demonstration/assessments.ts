import { AREAS, CALM, NO_CONCERN, NOT_YET, PROFILES } from '../../config/demonstration/assessments.js';
import { SUPPORT, YOUNG_PEOPLE } from '../../config/demonstration/people.js';
import { addDays } from '../kernel/nights.js';
import { SUPPORT_LEVELS, type SupportLevel } from '../people/domain/stay-needs.js';
import type { Planned } from './plan.js';
import type { Stage } from './stage.js';

/** Days before today on which assessments are signed, and for which they are to be looked at again. */
const SIGNED = 30;
const COUNTS = 75;

/** What is assessed of young people, what the house does at night, and who are brother and sister. */
export function assessEverybody(stage: Stage, planned: readonly Planned[]): void {
  sayHowTheHouseIs(stage);
  nameSiblings(stage);
  const { cast, assessments, today } = stage;
  const known = new Set([...planned.map(({ person }) => person), ...CALM]);
  for (const [place, { id, worker }] of cast.youngPeople.entries()) {
    if (NOT_YET.written.includes(place)) continue;
    const { ratings, strengths, helps } = PROFILES[CALM.includes(place) ? 0 : place % PROFILES.length]!;
    stage.on(addDays(today, -SIGNED), '13:00', () =>
      assessments.sign(worker, id, {
        ...{ hasChosen: true, ratings: [...ratings], strengths, helps, support: supportOf(place), roomNeeds: [] },
        ...{ source: NO_CONCERN, sourceDate: addDays(today, -SIGNED - 3), houseNeeds: '' },
        reviewBy: addDays(today, COUNTS),
      }),
    );
    if (!known.has(place) || NOT_YET.countersigned.includes(place)) continue;
    const staff = cast.staff[place % cast.staff.length]!;
    stage.ago(5, () => assessments.countersign(staff, id, 1));
  }
}

function supportOf(place: number): SupportLevel {
  const named: Partial<Record<SupportLevel, readonly number[]>> = SUPPORT;
  return SUPPORT_LEVELS.find((level) => named[level]?.includes(place)) ?? 'shared';
}

/** The number is one of those that are kept free for stories. */
const FOR_FAMILIES = { telephone: '0151 496 0412', arriveAt: '16:00', leaveAt: '10:00' };

function sayHowTheHouseIs(stage: Stage): void {
  const { cast, settings } = stage;
  const rooms = cast.beds.map((id, place) => ({ id, area: AREAS[place] ?? '' }));
  stage.ago(24 * 90, () =>
    settings.revise(cast.managers[0]!, cast.unitId, { wakingNight: true, forFamilies: FOR_FAMILIES, rooms }),
  );
}

/** The first two of whom the stories tell. */
function nameSiblings(stage: Stage): void {
  const { cast, related, today } = stage;
  const [one, other] = cast.youngPeople.slice(YOUNG_PEOPLE.length);
  const said = { other: other!.id, relation: 'together', note: 'They live together.' } as const;
  stage.on(addDays(today, -SIGNED), '14:00', () => related.record(one!.worker, one!.id, said));
}
