import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CalendarService, type UnitNights } from '../calendar/calendar.service.js';
import { bedNights } from '../calendar/domain/night-state.js';
import { staffedNights } from '../calendar/domain/staffing.js';
import { GivenBackNights, type GivenBack as Given } from '../calendar/given-back.service.js';
import { ReservesService } from '../calendar/reserves.service.js';
import { addDays, overlaps, type Nights, type PlainDate } from '../kernel/nights.js';
import { inOneGo } from '../platform/in-one-go.js';
import { Tonight } from '../platform/tonight.js';
import { stillFree } from '../requests/domain/freed-bed.js';
import { WaitingService } from '../requests/waiting.service.js';
import { WouldFit, type WhoWaits } from '../requests/would-fit.service.js';
import type { Finding } from './domain/alert-kinds.js';
import { numbersOf } from './domain/alert-settings.js';
import { bedBack, type GivenBack } from './domain/conditions/bed-back.js';
import { closureMeetsDemand } from './domain/conditions/closure-meets-demand.js';
import { emptyBedSoon } from './domain/conditions/empty-bed-soon.js';
import { lowOccupancy, OCCUPANCY_DAYS } from './domain/conditions/low-occupancy.js';
import { reserveAboutToGo } from './domain/conditions/reserve-about-to-go.js';
import { staffShort } from './domain/conditions/staff-short.js';
import { waitingWouldFit } from './domain/conditions/waiting-would-fit.js';
import { farthest, hoursAfter, setOf, type Looking } from './looking.js';

/** Tonight and the whole of a weekend, however long before it somebody is told. */
const WEEKEND_DAYS = 13;
const VERDICT_WITH_PLAN = 'only_with_mitigation';

/** What is free, closed, kept, or too much for the staff: the claims of the whole range are read once for all of it. */
@Injectable()
export class LookAtBeds {
  constructor(
    private readonly calendar: CalendarService,
    private readonly givenBack: GivenBackNights,
    private readonly reserves: ReservesService,
    private readonly waiting: WaitingService,
    private readonly wouldFit: WouldFit,
    private readonly tonight: Tonight,
  ) {}

  async of(manager: EntityManager, { unit, moment, settings }: Looking): Promise<Finding[]> {
    const { now, today, tonight } = moment;
    const back = setOf(settings, 'bed_back', 'daysAhead', 'daysSince');
    const waits = setOf(settings, 'waiting_would_fit', 'daysAhead');
    const empty = setOf(settings, 'empty_bed_soon', 'beds', 'daysBeforeWeekend');
    const low = setOf(settings, 'low_occupancy', 'below7', 'below14', 'below28', 'recovers');
    const closed = setOf(settings, 'closure_meets_demand', 'daysAhead', 'requests');
    const staff = setOf(settings, 'staff_short', 'daysAhead');
    const kept = setOf(settings, 'reserve_about_to_go', 'hoursBefore');
    const ofFree = farthest(back?.daysAhead, waits?.daysAhead);
    const ofNights = farthest(empty && WEEKEND_DAYS, low && OCCUPANCY_DAYS.at(-1), closed?.daysAhead, staff?.daysAhead);
    // A night more on the left: who leaves on the first day makes a bed the better choice.
    const range = { arrival: addDays(tonight, -1), departure: addDays(today, Math.max(ofFree, ofNights) + 1) };
    const [loaded, asked, given, going] = await inOneGo(
      ofFree + ofNights > 0 ? this.calendar.load(manager, unit, range) : undefined,
      empty || low || closed ? this.waiting.askingFor(manager, unit.id, range) : undefined,
      back && this.givenBack.since(manager, unit.id, hoursAfter(now, -24 * back.daysSince), tonight),
      kept && this.reserves.aboutToGo(manager, unit.id, hoursAfter(now, kept.hoursBefore)),
    );
    const found: Finding[] = kept && going ? reserveAboutToGo(going, kept, moment) : [];
    if (!loaded) return found;
    const whole = { arrival: tonight, departure: range.departure };
    const begins = (night: PlainDate) => this.tonight.begins(night, unit.zone);
    const rows = bedNights(loaded.beds, loaded.claims, whole);
    const facts = { rows, asked: asked ?? [], begins };
    if (empty) found.push(...emptyBedSoon(facts, empty, moment));
    if (low) found.push(...lowOccupancy(facts, low, moment));
    if (closed) found.push(...closureMeetsDemand({ ...loaded, asked: asked ?? [] }, closed, moment));
    if (staff)
      found.push(
        ...staffShort({ staffed: staffedNights(loaded.staffing, loaded.claims, whole), begins }, staff, moment),
      );
    const free = (given ?? [])
      .map((one) => ({ ...one, free: freeOf(one, loaded, whole) }))
      .filter((one) => one.free.length > 0);
    if (!waits && free.length === 0) return found;
    const { first } = numbersOf('waiting_would_fit', settings.waiting_would_fit, 'first');
    const lookedAt = { arrival: range.arrival, departure: addDays(today, ofFree + 1) };
    const who = await this.wouldFit.of(manager, loaded, lookedAt, first);
    if (waits) found.push(...waitingWouldFit(whoWouldFit(who, addDays(today, waits.daysAhead + 1))));
    if (back)
      found.push(
        ...bedBack(
          free.map((one) => asGivenBack(one, loaded, who)),
          back,
          moment,
        ),
      );
    return found;
  }
}

type Free = Given & { free: Nights[] };

/** What is proposed and not signed holds a bed for nobody yet who knows of it: those nights count as come back until then. */
const isProposed = ({ purpose, announced }: UnitNights['claims'][number]): boolean => purpose === 'offer' && !announced;

/** What of given-back nights nobody has taken again, within the nights that were read. */
function freeOf(given: Nights & { bedId: string }, { claims, beds }: UnitNights, whole: Nights): Nights[] {
  const bed = beds.find(({ id }) => id === given.bedId);
  if (!bed) return [];
  const until =
    bed.registeredUntil !== null && bed.registeredUntil < whole.departure ? bed.registeredUntil : whole.departure;
  const within = { ...given, departure: given.departure < until ? given.departure : until };
  const taken = claims.filter((claim) => claim.bedId === given.bedId && !isProposed(claim) && overlaps(claim, within));
  return stillFree(within, taken, whole.arrival);
}

function asGivenBack({ id, bedId, bed, releasedAt, free }: Free, { claims }: UnitNights, who: WhoWaits): GivenBack {
  const holding = claims
    .filter((claim) => claim.bedId === bedId && isProposed(claim) && free.some((run) => overlaps(claim, run)))
    .toSorted((a, b) => (a.arrival < b.arrival ? -1 : 1));
  const could = who.couldHave(
    bedId,
    free,
    holding.map((claim) => claim.id),
  );
  return {
    ...{ claimId: id, bedId, bed, releasedAt, free, lookedAt: who.lookedAt },
    holds: holding.map(({ youngPersonId, requestId, partId, arrival, departure }) => ({
      ...{ youngPersonId: youngPersonId!, requestId: requestId!, partId: partId!, arrival, departure },
    })),
    could: could.map(({ waiting: { youngPersonId }, place }) => ({ youngPersonId, place })),
  };
}

const whoWouldFit = (who: WhoWaits, until: PlainDate) =>
  who.fittingBy(until).map(({ one: { waiting }, options }) => {
    const [{ arrival, departure, verdict }] = options as [(typeof options)[number]];
    const { partId, requestId, youngPersonId } = waiting;
    const withPlan = verdict === VERDICT_WITH_PLAN;
    return { partId, requestId, youngPersonId, best: { arrival, departure, withPlan }, options: options.length };
  });
