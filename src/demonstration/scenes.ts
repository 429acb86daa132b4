import { STAFFING } from '../../config/demonstration/house.js';
import { ANSWERS, NEVER_TOGETHER, ROOMS, VISITS, YOUNG_PEOPLE } from '../../config/demonstration/people.js';
import { addDays, weekdayOf } from '../kernel/nights.js';
import { tellOfAlerts } from './alerts.js';
import { assessEverybody } from './assessments.js';
import { decideLegalStatus, writeEntitlements } from './entitlements.js';
import { lookAgain } from './look-again.js';
import { tellNights } from './nights.js';
import { asAnswered } from './as-answered.js';
import { asDecided } from './as-decided.js';
import type { Planned } from './plan.js';
import { completeRecords } from './records.js';
import { lookBack } from './reviews.js';
import type { Scene, Stage } from './stage.js';
import { tellStories } from './stories.js';
import { tellOfWaiting } from './waiting.js';

const HELD = new Set(['offered', 'proposed', 'lapsed', 'story']);

/** Every step of the demonstration, in the order of time. */
export function scenesOf(stage: Stage, planned: readonly Planned[]): Scene[] {
  decidePair(stage);
  writeEntitlements(stage);
  completeRecords(stage);
  assessEverybody(stage, planned);
  let here = () => '';
  for (const [place, plan] of planned.entries()) {
    if (plan.outcome === 'story') continue;
    if (HELD.has(plan.outcome)) hold(stage, plan);
    else {
      const stay = lead(stage, plan, place);
      if (plan.person === 0 && plan.outcome === 'here') here = stay;
    }
  }
  tellStories(stage, planned);
  tellOfWaiting(stage, planned);
  tellNights(stage, () => here());
  keepBed(stage);
  askAround(stage);
  visit(stage);
  sayWhatRoomsTheyNeed(stage);
  sayWhatStaffCanTake(stage, planned);
  lookAgain(stage);
  tellOfAlerts(stage, planned);
  return stage.scenes.toSorted((a, b) => a.at.getTime() - b.at.getTime());
}

function decidePair(stage: Stage): void {
  const { cast, pairs, today } = stage;
  const youngPeople = NEVER_TOGETHER.pair.map((place) => cast.youngPeople[place]!.id);
  const { evidence } = NEVER_TOGETHER;
  const decided = { youngPeople, decision: 'never_together', evidence, reviewBy: addDays(today, 120) } as const;
  stage.on(addDays(today, -105), '09:30', () => pairs.decide(cast.managers[0]!, decided));
}

/** The last bed is kept for emergencies at weekends, where nobody is booked; each night is released a day before. */
function keepBed(stage: Stage): void {
  const { cast, reserves, today } = stage;
  const wanted = { bedId: cast.beds.at(-1)!, firstNight: today, lastNight: null, weekdays: [5, 6], releaseHours: 24 };
  const note = 'For a child who cannot stay at home tonight.';
  stage.ago(2, () => reserves.make(cast.managers[0]!, cast.unitId, { ...wanted, note }));
}

/** A stay from asking for it to where it stands now. */
function lead(stage: Stage, plan: Planned, place: number): () => string {
  const { person, bed, arrival, departure, outcome } = plan;
  const { cast, signatures, proposals, stays, today } = stage;
  const { worker } = cast.youngPeople[person]!;
  const staff = cast.staff[place % cast.staff.length]!;
  const manager = cast.managers[place % 5 === 0 ? 1 : 0]!;
  const nights = { arrival, departure, bed: cast.beds[bed]! };
  const minute = 10 + ((place * 7) % 50);
  const early = addDays(arrival, -10 - (place % 9));
  const latest = addDays(today, -4 - (place % 8));
  const asked = early < latest ? early : latest;
  let [request, offer, booked] = ['', '', ''];

  stage.on(asked, `10:${minute}`, async () => (request = await stage.ask(person, nights)));
  if (place % 3 === 0) {
    stage.on(
      addDays(asked, 1),
      `11:${minute}`,
      async () => (offer = (await proposals.propose(staff, request, nights)).id),
    );
    stage.on(addDays(asked, 1), `14:${minute}`, () =>
      asDecided(place, (said) => signatures.sign(manager, offer, said)),
    );
  } else {
    stage.on(addDays(asked, 1), `11:${minute}`, async () => {
      const held = await asDecided(place, (said) => proposals.propose(manager, request, { ...nights, ...said }));
      offer = held.id;
    });
  }
  stage.on(addDays(asked, 2), `15:${minute}`, async () => {
    booked = await asAnswered(stage, worker, offer, ANSWERS[place % ANSWERS.length]!, place);
  });
  decideLegalStatus(stage, plan, place, { on: addDays(asked, 2), stay: () => booked });
  if (outcome === 'cancelled') {
    const said = { by: 'family', code: 'changed_plans', reason: 'The family is away on these days.' } as const;
    stage.on(addDays(arrival, -2), `12:${minute}`, () => stays.cancel(worker, booked, said));
  }
  if (outcome === 'no_show') {
    const said = { code: 'illness', reason: 'Their mother rang at 20:00: they are ill.' } as const;
    stage.on(arrival, `21:${minute}`, () => stays.noShow(staff, booked, said));
  }
  if (outcome === 'stayed' || outcome === 'here') {
    stage.on(arrival, `16:${minute}`, () => stays.arrive(staff, booked));
  }
  if (outcome === 'stayed') {
    stage.on(departure, `10:${minute}`, () => stays.depart(staff, booked));
    lookBack(stage, plan, place, () => booked);
  }
  return () => booked;
}

/** Nights that are held by an offer: still open, waiting for the manager's signature, or past their time. */
function hold(stage: Stage, { person, bed, arrival, departure, outcome }: Planned): void {
  const { cast, proposals } = stage;
  const nights = { arrival, departure, bed: cast.beds[bed]! };
  const [asked, proposed] = outcome === 'lapsed' ? [16 * 24, 14 * 24] : outcome === 'offered' ? [75, 20] : [52, 3];
  let request = '';
  stage.ago(asked, async () => (request = await stage.ask(person, nights)));
  stage.ago(proposed, () =>
    outcome === 'proposed'
      ? proposals.propose(cast.staff[0]!, request, nights)
      : asDecided(0, (said) => proposals.propose(cast.managers[0]!, request, { ...nights, ...said })),
  );
}

/** Requests that wait for somebody, or ended without nights; each by one of those who have no stay ahead. */
function askAround(stage: Stage): void {
  const { cast, actions, today } = stage;
  const [staff, manager] = [cast.staff[1]!, cast.managers[0]!];
  const friday = addDays(today, 14 + ((5 - weekdayOf(today) + 7) % 7));
  const weekend = { arrival: friday, departure: addDays(friday, 23), nights: 2, weekdays: [5, 6] };
  const last = YOUNG_PEOPLE.length - 4;
  const ask = (person: number, hours: number, act?: { hours: number; play: (request: string) => Promise<unknown> }) => {
    let request = '';
    stage.ago(hours, async () => (request = await stage.ask(person, weekend)));
    if (act) stage.ago(act.hours, () => act.play(request));
  };
  ask(last, 5);
  ask(last - 1, 70);
  ask(last - 2, 120, { hours: 26, play: (request) => actions.take(staff, request, 'review') });
  const full = 'Only weekends suit, and those are nearly full.';
  ask(last - 3, 190, {
    hours: 140,
    play: async (request) => {
      await stage.sayStrain(last - 3, request, 9);
      await actions.take(staff, request, 'waitlist', { reasons: full });
    },
  });
  stage.ago(22, () => stage.ask(last - 4, weekend, true));
  const staffing = 'They need two to one support at night, which the house does not have now.';
  ask(last - 5, 450, {
    hours: 400,
    play: (request) => actions.take(manager, request, 'decline', { reasons: staffing, code: 'staffing' }),
  });
  const { worker } = cast.youngPeople[last - 6]!;
  const away = 'The grandparents take them that weekend.';
  ask(last - 6, 330, { hours: 290, play: (request) => stage.withdrawals.withdraw(worker, request, { reasons: away }) });
}

/** Visits without a night: one that took place, one today, one to come. */
function visit(stage: Stage): void {
  const { cast, visits, today } = stage;
  const staff = cast.staff[2]!;
  for (const planned of Object.values(VISITS)) {
    const date = addDays(today, planned.inDays);
    const { kind, note } = planned;
    const wanted = { date, startsAt: '16:00', endsAt: '17:30', kind, note };
    let id = '';
    stage.on(addDays(date, -4 - Math.max(0, planned.inDays)), '15:10', async () => {
      const youngPersonId = cast.youngPeople[planned.person]!.id;
      id = (await visits.plan(staff, cast.unitId, { ...wanted, youngPersonId })).id;
    });
    if ('who' in planned) stage.on(date, '17:40', () => visits.happened(staff, id, { whoWasThere: planned.who }));
  }
}

/** The pattern of a week; and a night to come on which one of the staff is ill, so that one is booked too many. */
function sayWhatRoomsTheyNeed(stage: Stage): void {
  const { cast, needs } = stage;
  const say = (place: number, roomNeeds: string[], keepsRoom: boolean) => {
    const { id, worker } = cast.youngPeople[place]!;
    stage.ago(48, () => needs.change(worker, id, { supportLevel: 'shared', roomNeeds, keepsRoom }));
  };
  for (const [need, places] of Object.entries(ROOMS.needs)) for (const place of places) say(place, [need], false);
  for (const place of ROOMS.keep) say(place, [], true);
}

function sayWhatStaffCanTake(stage: Stage, planned: readonly Planned[]): void {
  const { cast, staffing, today } = stage;
  stage.ago(2, () => staffing.setPattern(cast.managers[0]!, cast.unitId, { validFrom: today, ...STAFFING }));
  const busy = Array.from({ length: 20 }, (_, day) => addDays(today, day + 4)).map((night) => ({
    night,
    booked: planned.filter((one) => one.outcome === 'booked' && one.arrival <= night && night < one.departure).length,
    isHeld:
      Object.values(VISITS).some(({ inDays }) => addDays(today, inDays) === night) ||
      planned.some((one) => HELD.has(one.outcome) && one.arrival <= night && night < one.departure),
  }));
  const ill = busy.find(({ booked, isHeld }) => booked >= 2 && !isHeld);
  if (!ill) return;
  const figure = { take: ill.booked - 1, high: Math.min(1, ill.booked - 1) };
  stage.ago(1, () =>
    staffing.changeNight(cast.staff[0]!, cast.unitId, ill.night, figure, { note: 'One of us is ill.' }),
  );
}
