import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { AuditActor } from '../audit/audit.service.js';
import { CalendarService } from '../calendar/calendar.service.js';
import { ClaimsService } from '../calendar/claims.service.js';
import { ClosureClaims } from '../calendar/closure-claims.service.js';
import { addDays, overlaps, type Nights, type PlainDate } from '../kernel/nights.js';
import { inOneGo } from '../platform/in-one-go.js';
import { Conflicts, type Waiting } from './conflicts.service.js';
import { Displacement, type Placed } from './displacement.service.js';
import { bedsAgain, type BeforeArrival } from './domain/before-arrival.js';
import { bedOn, type Piece } from './domain/pieces.js';
import { LegalQuestions } from './legal-questions.js';
import { whereReally, type Reality } from './domain/where-really.js';

/** What stands above this module and knows who may be there together. */
export interface Company {
  /** Told at the end of each change, in its transaction: who is there beside whom. */
  changed(manager: EntityManager, by: string | null, stayIds: readonly string[]): Promise<void>;
  /** Whether a stay may have its bed back without anybody deciding it. */
  mayGoBack(
    manager: EntityManager,
    stay: Nights & { stayId: string; unitId: string; youngPersonId: string; bedId: string; isThere: boolean },
  ): Promise<boolean>;
}

/** Told of each arrival in its transaction, before a bed is found. */
export type TellOfArrival = (manager: EntityManager, by: AuditActor, stayId: string) => Promise<void>;

/** Told of each change of stays at its end, in its transaction. */
export type TellOfChange = (manager: EntityManager, stayIds: readonly string[]) => Promise<void>;

/** The beds under a stay: its claims, given up and made anew in the transaction of whoever changes it. */
@Injectable()
export class StayBeds {
  private company: Company | undefined;
  private tellOfArrival: TellOfArrival | undefined;
  private tellOfChange: TellOfChange | undefined;

  constructor(
    private readonly calendar: CalendarService,
    private readonly claims: ClaimsService,
    private readonly displacement: Displacement,
    private readonly conflicts: Conflicts,
    private readonly questions: LegalQuestions,
    private readonly closures: ClosureClaims,
  ) {}

  /** Who may be together is decided in a module above this one: it says here what becomes of it. */
  keepCompany(company: Company): void {
    this.company = company;
  }

  /** Requests belong to a module above this one: it says here what an arrival means for them. */
  whenTheyCome(tell: TellOfArrival): void {
    this.tellOfArrival = tell;
  }

  /** Emergencies belong to a module above this one: it says here what a change of a stay means for them. */
  whenChanged(tell: TellOfChange): void {
    this.tellOfChange = tell;
  }

  /** Nobody else changes the unit's nights, or the young person's, until this transaction ends. What `then` sends comes last. */
  begin<Then = void>(
    manager: EntityManager,
    stay: Pick<Placed, 'unit' | 'youngPerson'>,
    then?: () => Promise<Then>,
  ): Promise<Then> {
    return this.claims.begin(manager, stay.unit.id, stay.youngPerson.id, then);
  }

  /** The same for several, always in one order: two that lock the same people do not wait for each other. */
  async beginAll(manager: EntityManager, all: readonly { unitId: string; youngPersonId: string }[]): Promise<void> {
    const order = ({ unitId, youngPersonId }: { unitId: string; youngPersonId: string }) => unitId + youngPersonId;
    for (const one of all.toSorted((a, b) => (order(a) < order(b) ? -1 : 1)))
      await this.claims.begin(manager, one.unitId, one.youngPersonId);
  }

  async zoneOf(manager: EntityManager, unitId: string): Promise<string> {
    return (await this.calendar.unitOf(manager, unitId)).zone;
  }

  /** All its nights come back. */
  async giveBack(manager: EntityManager, by: string | null, stayIds: readonly string[], why: string): Promise<void> {
    const held = await this.claims.ofStays(manager, stayIds);
    const ids = held.map((claim) => claim.id);
    await this.claims.release(manager, ids, by, why);
  }

  /** Where the stay is, night by night. */
  async pieces(manager: EntityManager, stayId: string): Promise<Piece[]> {
    return (await this.claims.ofStay(manager, stayId)).map(pieceOf);
  }

  /** These nights in these beds, instead of what it held; what is right already is left alone. */
  async put(
    manager: EntityManager,
    by: string | null,
    stay: Placed,
    pieces: readonly Piece[],
    why: string,
  ): Promise<void> {
    const held = await this.claims.ofStay(manager, stay.id);
    await this.exchange(manager, by, stay, held, pieces, why);
  }

  private async exchange(
    manager: EntityManager,
    by: string | null,
    stay: Placed,
    held: readonly (Piece & { id: string })[],
    pieces: readonly Piece[],
    why: string,
  ): Promise<void> {
    const same = (one: Piece, other: Piece) =>
      one.bedId === other.bedId && one.arrival === other.arrival && one.departure === other.departure;
    const released = held.filter((claim) => !pieces.some((piece) => same(piece, claim)));
    const ids = released.map(({ id }) => id);
    const made = pieces.filter((one) => !held.some((claim) => same(one, claim)));
    const [, part] = await inOneGo(
      this.claims.release(manager, ids, by, why),
      stay.requestId !== null && made.length > 0 ? partTaken(manager, stay.id, pieces) : undefined,
    );
    const whose = { youngPersonId: stay.youngPerson.id, requestId: stay.requestId, stayId: stay.id, ...part };
    const make = (piece: Piece) =>
      this.claims.make(manager, by, { ...piece, ...whose, unitId: stay.unit.id, purpose: 'stay' });
    await inOneGo(...made.map(make));
  }

  /**
   * Puts the claims where reality is: who is really there has a bed, and what is only planned makes way. In the bed that
   * was meant, unless somebody else really is in it; then in another; and nowhere when the house is full: what happened
   * is written down all the same. Where it has moved, the nights in the beds before are only made fewer. `clash` says
   * that not every night found a bed; `bed` is the one from tonight on.
   */
  async follow(
    manager: EntityManager,
    by: AuditActor,
    stay: Placed,
    wanted: Nights,
    { why, isOver = false, tonight }: { why: string; isOver?: boolean; tonight: string },
  ): Promise<{ nights: Nights; clash: boolean; bed: string | null }> {
    const { held, reality } = await this.reality(manager, stay, wanted, { isOver, tonight });
    const { pieces, nights, clash } = whereReally(reality);
    await this.displacement.clear(manager, by, stay, pieces);
    await this.exchange(manager, by.id, stay, held, pieces, why);
    const bedId = bedOn(pieces, nights.arrival > tonight ? nights.arrival : tonight)?.bedId;
    return { nights, clash, bed: reality.beds.find(({ id }) => id === bedId)?.name ?? null };
  }

  /** All that says where somebody really is: what they hold, the beds, and what else stands on those nights. */
  async reality(
    manager: EntityManager,
    stay: Placed,
    wanted: Nights,
    { isOver = false, tonight }: { isOver?: boolean; tonight: PlainDate },
  ): Promise<{ held: (Piece & { id: string })[]; reality: Reality }> {
    const range = { arrival: addDays(wanted.arrival, -1), departure: addDays(wanted.departure, 1) };
    const [held, { beds, claims }, own] = await inOneGo(
      this.claims.ofStay(manager, stay.id),
      this.calendar.load(manager, stay.unit.id, range),
      this.calendar.claimsOfYoungPerson(manager, stay.youngPerson.id, range),
    );
    const others = [...claims, ...own].filter((claim) => claim.stayId !== stay.id);
    const whose = { meant: stay.bed?.id, youngPersonId: stay.youngPerson.id };
    return { held, reality: { wanted, held: held.map(pieceOf), beds, others, tonight, isOver, ...whose } };
  }

  /** Somebody has come: told to whom it concerns, before a bed is found. */
  async theyCome(manager: EntityManager, by: AuditActor, stayId: string): Promise<void> {
    await this.tellOfArrival?.(manager, by, stayId);
  }

  /** What an arrival, or the end of a stay that was to come, goes back to when it is undone: read before anything of it is written. */
  async asItStands(manager: EntityManager, id: string): Promise<BeforeArrival> {
    return (await this.asTheyStand(manager, [id])).get(id)!;
  }

  /** The same of several stays, by their ids. */
  async asTheyStand(manager: EntityManager, ids: readonly string[]): Promise<ReadonlyMap<string, BeforeArrival>> {
    const [stays, held, waiting] = await inOneGo(
      manager.query<(Omit<BeforeArrival, 'pieces' | 'waitsFor'> & { id: string })[]>(
        `SELECT id, state, arrival, departure, planned_arrival AS "plannedArrival",
                planned_departure AS "plannedDeparture", ended_why AS "endedWhy", ended_by AS "endedBy",
                ended_code AS "endedCode", ended_at AS "endedAt", expected_at AS "expectedAt"
           FROM stays WHERE id = ANY ($1::uuid[])`,
        [ids],
      ),
      this.claims.ofStays(manager, ids),
      this.conflicts.waitFor(manager, ids),
    );
    return new Map(
      stays.map(({ id, ...stay }) => {
        const waits = waiting.find(({ stayId }) => stayId === id);
        const waitsFor = waits ? { bedId: waits.bedId, becauseOf: waits.becauseOf } : null;
        return [id, { ...stay, pieces: held.filter(({ stayId }) => stayId === id).map(pieceOf), waitsFor }];
      }),
    );
  }

  /**
   * A stay that has not begun after all, or was not called off, has the beds again that it had before, as far as they can be had. With
   * none, it is on the list like one that made way, and gets the bed back when whoever has it leaves.
   */
  async backToPlan(
    manager: EntityManager,
    by: AuditActor,
    stay: Placed,
    before: Pick<BeforeArrival, 'arrival' | 'departure' | 'pieces' | 'waitsFor'>,
    { why, tonight }: { why: string; tonight: PlainDate },
  ): Promise<void> {
    const nights = { arrival: before.arrival, departure: before.departure };
    const [held, lent, { beds, claims }, own] = await inOneGo(
      this.claims.ofStay(manager, stay.id),
      this.conflicts.waitingFor(manager, stay.id),
      this.calendar.load(manager, stay.unit.id, nights),
      this.calendar.claimsOfYoungPerson(manager, stay.youngPerson.id, nights),
    );
    const others = [...claims, ...own].filter((claim) => claim.stayId !== stay.id && overlaps(claim, nights));
    const youngPersonId = stay.youngPerson.id;
    const pieces = bedsAgain({ before, held: held.map(pieceOf), lent, beds, others, youngPersonId, tonight });
    await this.exchange(manager, by.id, stay, held, pieces, why);
    const bedId = before.pieces.at(-1)?.bedId ?? before.waitsFor?.bedId;
    if (pieces.length > 0 || !bedId) return;
    const taker = others.find((claim) => claim.bedId === bedId && claim.arrived && claim.stayId);
    const becauseOf = taker?.stayId ?? before.waitsFor?.becauseOf;
    if (becauseOf) await this.conflicts.open(manager, by.id, { stayId: stay.id, why: 'displaced', bedId, becauseOf });
  }

  /** These nights in these beds for somebody who is really there: what is planned on them makes way first. */
  async takeOver(
    manager: EntityManager,
    by: AuditActor,
    stay: Placed,
    pieces: readonly Piece[],
    why: string,
  ): Promise<void> {
    await this.displacement.clear(manager, by, stay, pieces);
    await this.put(manager, by.id, stay, pieces, why);
  }

  /**
   * What a change to a stay means for the list of conflicts, at its end: its own, and of those whose bed it had needed.
   * They have it back as soon as it is free on all their nights, unless somebody has to decide it first. After them come
   * the nights that were closed, then those that were kept for emergencies.
   */
  async settle(manager: EntityManager, by: string | null, stay: Placed, how: string): Promise<void> {
    const [, waiting, hasOpened] = await inOneGo(
      this.conflicts.settle(manager, by, [stay.id], how),
      this.conflicts.waitingAfter(manager, stay),
      this.claims.hasOpened(manager, stay.unit.id),
    );
    const changed = [stay.id];
    if (waiting.length > 0) {
      await this.beginAll(manager, waiting);
      for (const one of await this.conflicts.waitingAfter(manager, stay))
        if (await this.wentBack(manager, by, one)) changed.push(one.stayId);
    }
    if (hasOpened) await this.closures.closeAnew(manager, by, stay.unit.id);
    await inOneGo(
      this.claims.keepAnew(manager, by, stay.unit.id),
      this.company?.changed(manager, by, changed),
      this.questions.look(manager, stay.youngPerson.id, stay.id),
      this.tellOfChange?.(manager, [stay.id]),
    );
  }

  /** The same for many stays of one unit that came or went together, in as many statements as for one. */
  async settleAll(
    manager: EntityManager,
    by: string,
    unitId: string,
    stays: readonly { id: string; youngPersonId: string }[],
    how: string,
  ): Promise<void> {
    const [first] = stays;
    if (!first) return;
    const ids = stays.map(({ id }) => id);
    await this.conflicts.settle(manager, by, ids, how);
    // Who waits because of a stay that is gone is found by the unit, whichever stay is asked about.
    const asked = { id: first.id, unit: { id: unitId } };
    const [waiting, hasOpened] = await inOneGo(
      this.conflicts.waitingAfter(manager, asked),
      this.claims.hasOpened(manager, unitId),
    );
    const changed = [...ids];
    if (waiting.length > 0) {
      await this.beginAll(manager, waiting);
      for (const one of await this.conflicts.waitingAfter(manager, asked))
        if (await this.wentBack(manager, by, one)) changed.push(one.stayId);
    }
    if (hasOpened) await this.closures.closeAnew(manager, by, unitId);
    await inOneGo(
      this.claims.keepAnew(manager, by, unitId),
      this.company?.changed(manager, by, changed),
      this.questions.lookAtAll(manager, stays),
      this.tellOfChange?.(manager, ids),
    );
  }

  /** What is on the list only because of nights that are over is taken off it. */
  async passTime(manager: EntityManager): Promise<void> {
    await this.company?.changed(manager, null, await this.conflicts.passTime(manager));
  }

  private async wentBack(
    manager: EntityManager,
    by: string | null,
    { stayId, unitId, bedId, youngPersonId, requestId, arrival, departure, isThere }: Waiting,
  ): Promise<boolean> {
    const nights = { arrival, departure };
    const held = await this.pieces(manager, stayId);
    const asked = { stayId, unitId, youngPersonId, bedId, isThere, ...nights };
    if (held.some((piece) => overlaps(piece, nights)) || !(await this.company?.mayGoBack(manager, asked))) return false;
    const back = {
      id: stayId,
      unit: { id: unitId },
      youngPerson: { id: youngPersonId },
      requestId,
      bed: { id: bedId },
    };
    await this.put(manager, by, back, [...held, { bedId, ...nights }], 'given_back');
    await this.conflicts.settle(manager, by, [stayId], 'given_back');
    return true;
  }
}

const pieceOf = ({ bedId, arrival, departure }: Piece): Piece => ({ bedId, arrival, departure });

/**
 * The part of a request for which the nights are, and of several breaks the stretch of dates in which they lie, so that no
 * other break is taken in it. What really happens in a stretch that another break has by now is written down without it.
 */
async function partTaken(
  manager: EntityManager,
  stayId: string,
  pieces: readonly Piece[],
): Promise<{ partId?: string; windowFrom?: PlainDate | null }> {
  const from = pieces.map(({ arrival }) => arrival).toSorted()[0]!;
  const to = pieces
    .map(({ departure }) => departure)
    .toSorted()
    .at(-1)!;
  const [part] = await manager.query<{ partId: string; windowFrom: PlainDate | null }[]>(
    `SELECT p.id AS "partId", (
              SELECT lower(w) FROM unnest(p.windows) w
               WHERE w @> daterange($2::date, $3::date)
                 AND EXISTS (SELECT 1 FROM request_parts o
                              WHERE o.request_id = p.request_id AND o.young_person_id = p.young_person_id AND o.id <> p.id)
                 AND NOT EXISTS (SELECT 1 FROM bed_claims c
                                  WHERE c.request_id = p.request_id AND c.young_person_id = p.young_person_id
                                    AND c.part_id <> p.id AND c.window_from = lower(w) AND c.live)
               LIMIT 1) AS "windowFrom"
       FROM stays s JOIN request_parts p ON p.id = s.part_id WHERE s.id = $1`,
    [stayId, from, to],
  );
  return part ?? {};
}
