import { STORY } from '../../config/demonstration/people.js';
import { WORKERS } from '../../config/demonstration/house.js';
import { addDays, weekdayOf } from '../kernel/nights.js';
import { asAnswered } from './as-answered.js';
import { asDecided } from './as-decided.js';
import type { Planned } from './plan.js';
import type { Stage } from './stage.js';

/**
 * Requests that are more than one break for one young person: a brother and a sister, any two of these weekends, several
 * options for a family to choose from, one on which the unit has asked something, two on which people work together, and one
 * that repeats.
 */
export function tellStories(stage: Stage, planned: readonly Planned[]): void {
  const nightsOf = (person: number) =>
    planned
      .filter((one) => one.outcome === 'story' && one.person === person)
      .map(({ arrival, departure, bed }) => ({ arrival, departure, bed: stage.cast.beds[bed]! }));
  brotherAndSister(stage, nightsOf(STORY.brother)[0]!, nightsOf(STORY.sister)[0]!);
  options(stage, nightsOf(STORY.options));
  weekends(stage, nightsOf(STORY.weekends)[0]!);
  askedBack(stage);
  together(stage);
  everySecondWeekend(stage);
}

type Nights = Parameters<Stage['ask']>[1] & { bed: string };

/** Each in the bed that the plan keeps for them: another may be promised already to somebody who asks later. */
function brotherAndSister(stage: Stage, his: Nights, hers: Nights): void {
  const { cast, proposals, siblings } = stage;
  const { arrival, departure } = his;
  const { worker } = cast.youngPeople[STORY.brother]!;
  const { id: sister } = cast.youngPeople[STORY.sister]!;
  const familyWishes = 'Please in rooms side by side.';
  let request = '';
  const offers: string[] = [];
  stage.ago(9 * 24, async () => {
    request = await stage.ask(STORY.brother, { arrival, departure }, false, { siblings: [sister], familyWishes });
  });
  stage.ago(8 * 24, async () => {
    const { parts } = await stage.requests.open(cast.managers[0]!, request);
    for (const { id, youngPerson } of parts) {
      const nights = youngPerson.id === sister ? hers : his;
      const held = await asDecided(0, (said) => proposals.propose(cast.managers[0]!, id, { ...nights, ...said }));
      offers.push(held.id);
    }
  });
  const answer = { accepted: true, answeredBy: 'Their mother', how: 'By telephone' };
  stage.ago(7 * 24, () => siblings.answer(worker, offers, answer));
}

/** The family is asked which of two weekends suits. */
function options(stage: Stage, nights: readonly Nights[]): void {
  const { cast, proposals } = stage;
  const [first, last] = [nights[0]!, nights.at(-1)!];
  let request = '';
  const wanted = { arrival: first.arrival, departure: last.departure, nights: 2, weekdays: [5] };
  stage.ago(100, async () => (request = await stage.ask(STORY.options, wanted)));
  stage.ago(28, () =>
    asDecided(1, (said) =>
      proposals.proposeSeveral(
        cast.managers[0]!,
        request,
        nights.map((one) => ({ ...one, ...said })),
      ),
    ),
  );
}

/** Any two of three weekends: one is proposed, the other is looked for; a worker of another team works on it, too. */
function weekends(stage: Stage, { arrival, departure, bed }: Nights): void {
  const { cast, jointWork, proposals } = stage;
  const { worker } = cast.youngPeople[STORY.weekends]!;
  const week = (weeks: number) => ({ from: addDays(arrival, 7 * weeks), to: addDays(departure, 7 * weeks) });
  const windows = [week(-1), week(0), week(1)];
  const all = { arrival: windows[0]!.from, departure: windows[2]!.to, nights: 2 };
  let request = '';
  stage.ago(80, async () => (request = await stage.ask(STORY.weekends, all, false, { windows, breaks: 2 })));
  stage.ago(70, () => jointWork.name(worker, request, WORKERS[1]!.email));
  const note = 'Spoke to the school: Fridays end at two, so they can come early.';
  stage.ago(50, () => jointWork.addNote(cast.workers[1]!, request, note));
  stage.ago(4, async () => {
    const { parts } = await stage.requests.open(cast.staff[1]!, request);
    await proposals.propose(cast.staff[1]!, parts[0]!.id, { arrival, departure, bed });
  });
}

function askedBack(stage: Stage): void {
  const { cast, actions, today } = stage;
  const monday = addDays(today, 21 + ((1 - weekdayOf(today) + 7) % 7));
  const reasons = 'Which days does he have football? We would plan around them.';
  let request = '';
  stage.ago(60, async () => {
    request = await stage.ask(STORY.asked, { arrival: monday, departure: addDays(monday, 11), nights: 3 });
  });
  stage.ago(20, () => actions.take(cast.staff[1]!, request, 'ask_information', { reasons }));
}

/** Of another key worker, who works on it with the one who can sign in here. */
function together(stage: Stage): void {
  const { cast, jointWork, today } = stage;
  const friday = addDays(today, 28 + ((5 - weekdayOf(today) + 7) % 7));
  const { worker } = cast.youngPeople[STORY.together]!;
  let request = '';
  stage.ago(45, async () => {
    request = await stage.ask(STORY.together, { arrival: friday, departure: addDays(friday, 2) });
  });
  stage.ago(44, () => jointWork.name(worker, request, WORKERS[0]!.email));
}

/** Every second weekend in term time; on the last of them they have a stay already, which is the one that does not work. */
function everySecondWeekend(stage: Stage): void {
  const { cast, looks, proposals, today } = stage;
  const from = addDays(today, 14 + ((5 - weekdayOf(today) + 7) % 7));
  const series = { every: '2_weeks', from, nights: 2, times: 6, which: 'term', later: 1 } as const;
  const { id: youngPerson, worker } = cast.youngPeople[STORY.repeats]!;
  let [request, offer] = ['', ''];
  let nights = { arrival: from, departure: addDays(from, 2) };
  stage.ago(200, async () => {
    const { occurrences } = await looks.preview(worker, { youngPerson, unit: cast.unitId, series });
    nights = occurrences.at(-1)!.wanted;
    request = await stage.ask(STORY.repeats, nights);
  });
  stage.ago(180, async () => {
    const held = await asDecided(0, (said) => proposals.propose(cast.managers[0]!, request, { ...nights, ...said }));
    offer = held.id;
  });
  const yes = { answeredBy: 'Their grandmother', how: 'By telephone' };
  stage.ago(160, () => asAnswered(stage, worker, offer, yes, 0));
  stage.ago(30, () => stage.askAgainAndAgain(STORY.repeats, series));
}
