import { STORY, WENT } from '../../config/demonstration/people.js';
import { addDays, daysBetween, type PlainDate } from '../kernel/nights.js';
import type { Planned } from './plan.js';
import type { Stage } from './stage.js';

/** Working days from a departure to when it is on record how a stay went, and the days that they may take. */
const SAID_AFTER = 5;
/** Stays that have ended within these days are still to be recorded. */
const STILL_OPEN = 8;

type Stay = () => string;

/**
 * How a stay went: for every third stay by the young person and the family, too; for every fourth with what was measured
 * before and after. The latest are still to be recorded, and one in a dozen was forgotten.
 */
export function lookBack(stage: Stage, { person, departure }: Planned, place: number, stay: Stay): void {
  const { cast, reviews, today } = stage;
  const { worker } = cast.youngPeople[person]!;
  if (daysBetween(departure, today) <= STILL_OPEN || place % 12 === 7) return;
  const day = addDays(departure, SAID_AFTER);
  const heard = place % 3 === 0;
  if (heard) {
    const young = pick(WENT.youngPerson, place / 3);
    const family = pick(WENT.family, place / 3);
    stage.on(addDays(departure, 2), '17:20', () =>
      reviews.record(worker, stay(), { voice: 'young_person', how: 'told', ...young }),
    );
    stage.on(addDays(departure, 3), '17:20', () =>
      reviews.record(worker, stay(), { voice: 'family', saidBy: 'Their mother', how: 'By telephone', ...family }),
    );
  }
  const unheard = heard ? {} : { withoutYoungPerson: WENT.alone, withoutFamily: WENT.unheard };
  stage.on(day, '16:20', () =>
    reviews.record(worker, stay(), { voice: 'staff', ...pick(WENT.staff, place), ...unheard }),
  );
  if (place % 4 === 0) measure(stage, { person, day }, place, stay);
}

function measure(stage: Stage, { person, day }: { person: number; day: PlainDate }, place: number, stay: Stay): void {
  const { worker } = stage.cast.youngPeople[person]!;
  const [before, after] = [3 + (place % 5), 2 + (place % 3)];
  stage.on(day, '16:40', async () => {
    const measures = await stage.measures.list(worker);
    const strain = measures.find(({ unit }) => unit === 'of 10')!;
    const attendance = measures.find(({ unit }) => unit === '%')!;
    await stage.outcomes.record(worker, stay(), strain.id, { before, after });
    await stage.outcomes.record(worker, stay(), attendance.id, { before: 60 + before * 4, after: 76 + after * 4 });
  });
}

/** What the child of the night's emergency had shown before: for a manager to decide. */
export function suggest(stage: Stage, stay: Stay, on: PlainDate): void {
  const { cast, reviews } = stage;
  const { worker } = cast.youngPeople[STORY.night]!;
  const assessment = 'He left the house at night twice: his last assessment does not know of it.';
  const said = {
    voice: 'staff',
    ...WENT.staff[2],
    withoutYoungPerson: WENT.alone,
    withoutFamily: WENT.unheard,
  } as const;
  stage.on(on, '16:50', () => reviews.record(worker, stay(), { ...said, assessment }));
}

function pick<T>(choices: readonly T[], place: number): T {
  return choices[Math.floor(place) % choices.length]!;
}
