import type { INestApplicationContext } from '@nestjs/common';
import { ANSWERS, NEVER_TOGETHER, PURPOSES, REASONS, WISHES } from '../../config/demonstration/people.js';
import { addDays, daysBetween, instantIn, weekdayOf, type Nights, type PlainDate } from '../kernel/nights.js';
import { PairDecisionsService } from '../matching/pair-decisions.service.js';
import { AnswersService } from '../requests/answers.service.js';
import { OffersService } from '../requests/offers.service.js';
import { RequestActionsService } from '../requests/request-actions.service.js';
import { RequestsService } from '../requests/requests.service.js';
import { StaysService } from '../stays/stays.service.js';
import type { Cast } from './cast.js';
import type { Planned } from './plan.js';

/** Something that somebody does at a moment. */
export interface Scene {
  at: Date;
  play: () => Promise<unknown>;
}

const HOUR = 3_600_000;
const ZONE = 'Europe/London';

/** Every step of the demonstration through the service's own code, in the order of time. */
export function scenesOf(
  app: INestApplicationContext,
  cast: Cast,
  planned: readonly Planned[],
  now: Date,
  today: PlainDate,
) {
  const [requests, offers, answers, stays] = [RequestsService, OffersService, AnswersService, StaysService].map(
    (service) => app.get(service as never, { strict: false }),
  ) as unknown as [RequestsService, OffersService, AnswersService, StaysService];
  const actions = app.get(RequestActionsService, { strict: false });
  const scenes: Scene[] = [];
  const on = (date: PlainDate, time: string, play: Scene['play']) =>
    scenes.push({ at: instantIn(date, time, ZONE), play });
  const ago = (hours: number, play: Scene['play']) => scenes.push({ at: new Date(now.getTime() - hours * HOUR), play });
  const day = (days: number) => addDays(today, days);

  const ask = (person: number, nights: Nights & { nights?: number; weekdays?: number[] }, draft = false) =>
    requests.ask(cast.youngPeople[person]!.worker, {
      youngPersonId: cast.youngPeople[person]!.id,
      unitId: cast.unitId,
      nights: nights.nights ?? daysBetween(nights.arrival, nights.departure),
      from: nights.arrival,
      to: nights.departure,
      weekdays: nights.weekdays ?? [],
      purpose: PURPOSES[person % PURPOSES.length]!,
      wishes: WISHES[person % WISHES.length]!,
      draft,
    });

  const stay = (plan: Planned, place: number) => {
    const { person, arrival, departure, outcome } = plan;
    const worker = cast.youngPeople[person]!.worker;
    const staff = cast.staff[place % cast.staff.length]!;
    const manager = cast.managers[place % 5 === 0 ? 1 : 0]!;
    const reasons = REASONS[place % REASONS.length]!;
    const nights = { arrival, departure, bed: cast.beds[plan.bed]! };
    const minute = `${10 + ((place * 7) % 50)}`;
    const early = addDays(arrival, -10 - (place % 9));
    const asked = early < day(-4) ? early : day(-4 - (place % 8));
    let request = '';
    let offer = '';
    let booked = '';
    on(asked, `10:${minute}`, async () => (request = await ask(person, nights)));
    if (place % 3 === 0) {
      on(addDays(asked, 1), `11:${minute}`, async () => (offer = await offers.propose(staff, request, nights)));
      on(addDays(asked, 1), `14:${minute}`, () => offers.sign(manager, offer, reasons));
    } else {
      on(
        addDays(asked, 1),
        `11:${minute}`,
        async () => (offer = await offers.propose(manager, request, { ...nights, reasons })),
      );
    }
    on(addDays(asked, 2), `15:${minute}`, async () => {
      booked = (await answers.answer(worker, offer, { accepted: true, ...ANSWERS[place % ANSWERS.length]! }))!;
    });
    if (outcome === 'cancelled') {
      on(addDays(arrival, -2), `12:${minute}`, () => stays.cancel(worker, booked, 'The family is away on these days.'));
    }
    if (outcome === 'no_show') {
      on(arrival, `21:${minute}`, () => stays.noShow(staff, booked, 'Their mother rang at 20:00: they are ill.'));
    }
    if (outcome === 'stayed' || outcome === 'here') on(arrival, `16:${minute}`, () => stays.arrive(staff, booked));
    if (outcome === 'stayed') on(departure, `10:${minute}`, () => stays.depart(staff, booked));
  };

  /** Nights that are held by an offer: still open, waiting for the manager, or past their time. */
  const held = ({ person, bed, arrival, departure, outcome }: Planned) => {
    const nights = { arrival, departure, bed: cast.beds[bed]! };
    const reasons = REASONS[0]!;
    let request = '';
    const [asked, proposed] = outcome === 'lapsed' ? [12 * 24, 10 * 24] : outcome === 'offered' ? [75, 20] : [52, 3];
    ago(asked, async () => (request = await ask(person, nights)));
    ago(proposed, () =>
      outcome === 'proposed'
        ? offers.propose(cast.staff[0]!, request, nights)
        : offers.propose(cast.managers[0]!, request, { ...nights, reasons }),
    );
  };

  for (const [place, plan] of planned.entries()) {
    if (['offered', 'proposed', 'lapsed'].includes(plan.outcome)) held(plan);
    else stay(plan, place);
  }

  const friday = day(14 + ((5 - weekdayOf(today) + 7) % 7));
  const weekend = { arrival: friday, departure: addDays(friday, 23), nights: 2, weekdays: [5, 6] };
  const [staff, manager] = [cast.staff[1]!, cast.managers[0]!];
  const next = cast.youngPeople.length - 3;
  const open = (
    back: number,
    hours: number,
    then?: [hours: number, act: (request: string) => Promise<unknown>],
    draft = false,
  ) => {
    let request = '';
    ago(hours, async () => (request = await ask(next - back, weekend, draft)));
    if (then) ago(then[0], () => then[1](request));
  };
  open(1, 5);
  open(2, 70);
  open(3, 120, [26, (request) => actions.take(staff, request, 'review')]);
  open(4, 190, [
    140,
    (request) => actions.take(staff, request, 'waitlist', 'Only weekends suit, and those are nearly full.'),
  ]);
  open(5, 22, undefined, true);
  open(6, 450, [
    400,
    (request) =>
      actions.take(
        manager,
        request,
        'decline',
        'They need two to one support at night, which the house does not have now.',
      ),
  ]);
  const withdraws = cast.youngPeople[next - 7]!.worker;
  open(7, 330, [
    290,
    (request) => actions.take(withdraws, request, 'withdraw', 'The grandparents take them that weekend.'),
  ]);

  const pair = NEVER_TOGETHER.pair.map((place) => cast.youngPeople[place]!.id);
  const decision = { decision: 'never_together', evidence: NEVER_TOGETHER.evidence, reviewBy: day(120) } as const;
  on(day(-105), '09:30', () =>
    app.get(PairDecisionsService, { strict: false }).decide(manager, { youngPeople: pair, ...decision }),
  );
  return scenes.toSorted((a, b) => a.at.getTime() - b.at.getTime());
}
