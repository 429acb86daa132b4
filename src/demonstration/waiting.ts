import { STORY } from '../../config/demonstration/people.js';
import { addDays } from '../kernel/nights.js';
import { asAnswered } from './as-answered.js';
import { asDecided } from './as-decided.js';
import type { Planned } from './plan.js';
import type { Stage } from './stage.js';

/** Who asks, how many days ago they asked and were put on the list, how the family puts the strain, and for which dates. */
interface Waits {
  person: number;
  days: [asked: number, listed: number];
  strain: number;
  dates: { from: string; to: string; weekdays?: number[] };
}

/** Days ahead on which whoever could come at any time would come. */
const ANY_TIME = [1, 42] as const;
const WEEKENDS = [5, 6];
const FULL = 'Every bed is taken on the nights that suit them.';

/**
 * The waiting list, and a bed that came back this morning: it is held for the best placed who fits, and waits for the
 * manager's signature. Two more are assessed and could come on any nights, so that any stay that is cancelled now is put
 * forward for one of them at once.
 */
export function tellOfWaiting(stage: Stage, planned: readonly Planned[]): void {
  const given = planned.find(({ person, outcome }) => person === STORY.gaveBack && outcome === 'story')!;
  const { today } = stage;
  const around = { from: addDays(given.arrival, -7), to: addDays(given.departure, 7), weekdays: WEEKENDS };
  const anyTime = { from: addDays(today, ANY_TIME[0]), to: addDays(today, ANY_TIME[1]) };
  const all: Waits[] = [
    { person: STORY.stepFree, days: [18, 9], strain: 8, dates: around },
    { person: STORY.next, days: [17, 9], strain: 2, dates: around },
    { person: STORY.waits, days: [16, 8], strain: 2, dates: anyTime },
    { person: STORY.waitsLong, days: [15, 15], strain: 2, dates: anyTime },
  ];
  for (const one of all) wait(stage, one);
  giveBack(stage, given);
}

function wait(stage: Stage, { person, days: [asked, listed], strain, dates }: Waits): void {
  const { cast, actions } = stage;
  const { from, to, weekdays = [] } = dates;
  let request = '';
  stage.ago(asked * 24, async () => {
    request = await stage.ask(person, { arrival: from, departure: to, nights: 2, weekdays });
    await stage.sayStrain(person, request, strain);
  });
  stage.ago(listed * 24 - 1, () => actions.take(cast.staff[1]!, request, 'waitlist', { reasons: FULL }));
}

/** Booked a week ago, and cancelled three hours ago. */
function giveBack(stage: Stage, { person, bed, arrival, departure }: Planned): void {
  const { cast, proposals, stays } = stage;
  const { worker } = cast.youngPeople[person]!;
  const nights = { arrival, departure, bed: cast.beds[bed]! };
  let [request, offer, booked] = ['', '', ''];
  stage.ago(11 * 24, async () => (request = await stage.ask(person, nights)));
  stage.ago(10 * 24, async () => {
    const held = await asDecided(2, (said) => proposals.propose(cast.managers[0]!, request, { ...nights, ...said }));
    offer = held.id;
  });
  const yes = { answeredBy: 'Their father', how: 'By telephone' };
  stage.ago(9 * 24 + 2, async () => (booked = await asAnswered(stage, worker, offer, yes, 2)));
  const said = { by: 'family', code: 'changed_plans', reason: 'Their cousins come to stay that weekend.' } as const;
  stage.ago(3, async () => {
    await stays.cancel(worker, booked, said);
    await stage.putForward(booked);
  });
}
