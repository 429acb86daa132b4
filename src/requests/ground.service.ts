import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CalendarService } from '../calendar/calendar.service.js';
import type { Claim } from '../calendar/domain/claim.js';
import { countsAsShortBreak } from '../calendar/domain/legal-status.js';
import type { Actor } from '../identity/domain/actor.js';
import { conflict, DomainError, invalidField } from '../kernel/domain-error.js';
import { overlaps, type Nights } from '../kernel/nights.js';
import { PairDecisionsService } from '../matching/pair-decisions.service.js';
import { AllocationsService } from '../people/allocations.service.js';
import { PeopleService } from '../people/people.service.js';
import { inOneGo } from '../platform/in-one-go.js';
import type { StayView } from '../stays/stays.service.js';
import { reach } from './domain/holding.js';
import { around, roomFinder, type Room } from './domain/make-room.js';
import type { Guest, Obstacle } from './domain/obstacles.js';
import { mayNeedMoves, obstacles, roomFor, type House, type Question } from './domain/options.js';
import { yearsAround } from './domain/planned-rules.js';
import { groundOf, withoutStay, type For, type Ground } from './ground.js';
import { readOverruled } from './overrules.js';
import type { RequestView } from './request-view.js';

/** Of a series each break has days of its own, which those beside it may share: only nights that are taken stand in its way. */
export function forRequest({ id, partId, windows, occurrence, unit, youngPerson }: RequestView, offerId?: string): For {
  return {
    unitId: unit.id,
    youngPersonId: youngPerson.id,
    dateOfBirth: youngPerson.dateOfBirth,
    part: { requestId: id, partId, windows: occurrence === null ? windows : [] },
    ...(offerId && { offerId }),
    isPlanned: true,
  };
}

export function forStay({ id, unit, youngPerson }: StayView): For {
  return { unitId: unit.id, youngPersonId: youngPerson.id, dateOfBirth: youngPerson.dateOfBirth, stayId: id };
}

/** The part of a request that a stay is for, with the stretches of dates of the request; `undefined` of one without a request. */
export async function partOfStay(manager: EntityManager, stayId: string): Promise<For['part'] | undefined> {
  const [part] = await manager.query<NonNullable<For['part']>[]>(
    `SELECT p.request_id AS "requestId", p.id AS "partId",
            (SELECT coalesce(json_agg(json_build_object('from', lower(w), 'to', upper(w))), '[]') FROM unnest(p.windows) w) AS windows
       FROM stays s JOIN request_parts p ON p.id = s.part_id WHERE s.id = $1`,
    [stayId],
  );
  return part;
}

/** A stay that is put on other nights: planned anew, so what holds for a planned short break holds for them, if it is one. */
export function forOtherNights(stay: StayView): For {
  const isShortBreak = stay.kind !== 'emergency' && countsAsShortBreak(stay.legal?.status ?? null);
  return { ...forStay(stay), isPlanned: isShortBreak };
}

/** Nights that a stay has already were planned once: only others are planned anew. */
export const isWithin = (wanted: Nights, stay: Nights): boolean =>
  stay.arrival <= wanted.arrival && wanted.departure <= stay.departure;

/** The nights are taken; what took them is named once the transaction is over. */
export class BedTaken extends DomainError {
  constructor(
    readonly nights: Nights,
    readonly bedId?: string,
  ) {
    super('conflict', 'bed-taken', 'The bed has just gone. Look at the options again.');
  }
}

/** The same house, with moves looked for among what stands around these days. */
export function withRoomIn(
  { house, tonight }: Pick<Ground, 'house' | 'tonight'>,
  standing: Claim[],
  window: Pick<Question, 'from' | 'to'>,
): House {
  const loaded = around({ arrival: window.from, departure: window.to });
  return { ...house, room: roomFinder(house.beds, standing, loaded, tonight) };
}

/** How strictly nights are judged. */
export interface Leave {
  /** That bed and no other. */
  bedId?: string | undefined;
  /** The claim that is being confirmed does not stand in its own way. */
  except?: string;
  /** Whether a manager who may sign goes over what can be gone over. */
  overrules?: boolean;
  /** Whether nights on which they would meet somebody from whom they are kept apart are left for who signs to look at. */
  leavesApart?: boolean;
}

const GO_OVER = 'If you go over it, say why.';
const MAY_BE_OVERRULED = 'A manager who may sign can go over it, with a reason.';

/** Whether it is that they would meet somebody from whom they are kept apart. */
export const isApart = ({ code }: Obstacle): boolean => code === 'kept_apart';

/** The ground on which nights are decided, loaded in a fixed number of queries, and the decision itself. */
@Injectable()
export class GroundService {
  constructor(
    private readonly calendar: CalendarService,
    private readonly pairs: PairDecisionsService,
    private readonly people: PeopleService,
    private readonly allocations: AllocationsService,
  ) {}

  /**
   * Everything about the range, however long. Offers of the same part do not stand in their own way; what another part of
   * the request holds does, and so does the stretch of dates that it lies in.
   */
  async of(manager: EntityManager, whom: For, range: Nights): Promise<Ground> {
    const [ground] = await this.ofEach(manager, [{ whom, range }]);
    return ground!;
  }

  /** The same of several ranges, all of one young person at one unit, in as many queries however many they are. */
  async ofEach(manager: EntityManager, each: readonly { whom: For; range: Nights }[]): Promise<Ground[]> {
    if (each.length === 0) return [];
    const [{ unitId, youngPersonId, isPlanned }] = each.map(({ whom }) => whom) as [For];
    const range = reach(each.map((one) => one.range))!;
    const wideOf = (one: Nights) => (isPlanned ? yearsAround(one) : one);
    const wide = wideOf(range);
    const offers = each.flatMap(({ whom }) => whom.offerId ?? []);
    const [nights, own, apart, needs, granted, overruled] = await inOneGo(
      this.calendar.load(manager, unitId, range),
      this.calendar.claimsOfYoungPerson(manager, youngPersonId, wide),
      this.pairs.keptApart(manager, youngPersonId),
      this.people.stayNeeds(manager, youngPersonId),
      isPlanned ? this.allocations.entitlement(manager, youngPersonId, wide) : undefined,
      offers.length > 0 ? readOverruled(manager, offers) : undefined,
    );
    const horizon = this.calendar.horizon(nights.unit.zone);
    return each.map(({ whom, range }) => {
      const within = { ...nights, claims: nights.claims.filter((claim) => overlaps(claim, range)) };
      const theirs = own.filter((claim) => overlaps(claim, wideOf(range)));
      const known = { own: theirs, apart, needs, ...(granted && { granted }) };
      const gone = whom.offerId && overruled && { overruled: overruled(whom.offerId) };
      return { ...groundOf(whom, range, within, { ...known, ...gone }), ...horizon };
    });
  }

  /**
   * The same house, with what it takes to look for moves, where for some start in the question no bed is free as things
   * are: then the claims around these nights are read too, once for all of them. `window` is that of the whole request
   * when only some of its nights are asked about, so that the answer is the one that was shown for them. The claims of the
   * stay that is changed are left out.
   */
  async withRoom(
    manager: EntityManager,
    unitId: string,
    { house, guest, tonight }: Pick<Ground, 'house' | 'tonight'> & { guest?: Guest },
    question: Pick<Question, 'from' | 'to' | 'nights'>,
    { window = question, stayId }: { window?: Pick<Question, 'from' | 'to'>; stayId?: string } = {},
  ): Promise<House> {
    const ground = { house, tonight, ...(guest && { guest }) };
    const [claims] = await this.standingAround(manager, unitId, [{ ground, question, window }]);
    return claims ? withRoomIn(ground, withoutStay(claims, stayId), window) : house;
  }

  /**
   * What stands around the nights of each question for which moves may have to be looked for; `undefined` of the others.
   * One query, and none where there is no such question.
   */
  async standingAround(
    manager: EntityManager,
    unitId: string,
    each: readonly {
      ground: Pick<Ground, 'house'> & { guest?: Guest };
      question: Pick<Question, 'from' | 'to' | 'nights'>;
      window: Pick<Question, 'from' | 'to'>;
    }[],
  ): Promise<(Claim[] | undefined)[]> {
    const ranges = each.map(({ ground: { house, guest }, question, window }) =>
      mayNeedMoves(question, house, guest?.needs) ? around({ arrival: window.from, departure: window.to }) : undefined,
    );
    const whole = reach(ranges.filter((range) => range !== undefined));
    if (!whole) return ranges.map(() => undefined);
    const claims = await this.calendar.claimsOfUnit(manager, unitId, whole);
    return ranges.map((range) => range && claims.filter((claim) => overlaps(claim, range)));
  }

  /**
   * Refuses nights that do not stand; answers with what was gone over. A key worker is not told why they are
   * refused: the reason may be another child.
   */
  refuseUnlessFree(
    actor: Actor,
    ground: Ground,
    wanted: Nights,
    { bedId, except, overrules, leavesApart = false }: Leave = {},
  ): Obstacle[] {
    const claims = ground.house.claims.filter((claim) => claim.id !== except);
    const beds = ground.house.beds.filter((bed) => bedId === undefined || bed.id === bedId);
    const found = obstacles(wanted, ground, { ...ground.house, beds, claims }, ground.guest);
    const goneOver = (obstacle: Obstacle) =>
      (leavesApart && isApart(obstacle)) ||
      (obstacle.mayBeOverruled === true && (overrules === true || ground.overruled(obstacle)));
    const against = found.filter((obstacle) => !goneOver(obstacle));
    if (against.length === 0) return found.filter((obstacle) => !ground.overruled(obstacle));
    if (against.some((obstacle) => obstacle.code === 'no_bed')) throw new BedTaken(wanted, bedId);
    if (actor.role === 'cas_worker') {
      throw conflict('not-possible-now', 'These nights are no longer possible. Ask the unit for others.');
    }
    const why = against.map((obstacle) => obstacle.sentence).join(' ');
    const code = `not-possible-${against[0]!.code.replaceAll('_', '-')}`;
    // Only who was asked whether they go over it is told that they can.
    if (overrules === undefined || !against.every(({ mayBeOverruled }) => mayBeOverruled)) throw conflict(code, why);
    const sentence = `${why} ${actor.role === 'manager' ? GO_OVER : MAY_BE_OVERRULED}`;
    throw conflict(code, sentence, [{ field: 'overrule', message: sentence }]);
  }

  /**
   * The bed to hold: the one asked for, else the best that is free throughout, else the one that moves make free; the
   * moves that it takes; and what was gone over for it. Refuses when the nights do not stand.
   */
  bedFor(
    actor: Actor,
    ground: Ground,
    wanted: Nights & { bed?: string | undefined },
    leave: Pick<Leave, 'overrules'> = {},
  ): Room & { goneOver: Obstacle[] } {
    if (wanted.bed !== undefined && !ground.house.beds.some((bed) => bed.id === wanted.bed)) {
      throw invalidField('bed', 'The unit has no such bed. Choose one from the options.');
    }
    const goneOver = this.refuseUnlessFree(actor, ground, wanted, { bedId: wanted.bed, ...leave });
    const beds = ground.house.beds.filter(({ id }) => wanted.bed === undefined || id === wanted.bed);
    const room = roomFor(wanted, { ...ground.house, beds }, ground.guest.needs);
    if (!room) throw new BedTaken(wanted);
    return { bed: room.bed, moves: room.moves, goneOver };
  }
}
