import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { refuseLookingOn, type Actor } from '../identity/domain/actor.js';
import { conflict, forbidden, invalidField, notFound } from '../kernel/domain-error.js';
import type { Nights } from '../kernel/nights.js';
import { Clock } from '../platform/clock.js';
import { inOneGo } from '../platform/in-one-go.js';
import { Tonight } from '../platform/tonight.js';
import { inTransaction, violatedConstraint } from '../platform/transaction.js';
import { refuseIfChanged } from '../platform/unchanged.js';
import { AtTheDoor } from './at-the-door.service.js';
import {
  standingOf,
  type StayAction,
  type StayChange,
  type StayAbsence,
  type StayAbsenceRecord,
  type StayDecision,
  type StayReality,
  type StayReview,
  type StayStepAction,
} from './domain/stay-state.js';
import type { Piece } from './domain/pieces.js';
import { stepFor, type StayStep } from './domain/stay-steps.js';
import { StayBeds } from './stay-beds.service.js';
import { writeSteps, type StepDone, type SteppedStay } from './stay-events.js';
import { readStays, type StayFilter, type StayView } from './stay-reader.js';
import { Stay } from './stay.entity.js';

export type { StayView } from './stay-reader.js';
export type { StepDone } from './stay-events.js';

/** How far ahead of the clock a time may be that is written down as having happened. */
const TOLERANCE = 5 * 60_000;

export type Admitted = Nights &
  Pick<Stay, 'id' | 'unitId' | 'youngPersonId' | 'authority'> & {
    arrivedAt: Date;
    departedAt?: Date;
    by: string;
    zone: string;
  };

@Injectable()
export class StaysService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly beds: StayBeds,
    private readonly audit: AuditService,
    private readonly clock: Clock,
    private readonly tonight: Tonight,
    private readonly door: AtTheDoor,
  ) {}

  async list(actor: Actor, filter: StayFilter): Promise<StayView[]> {
    const stays = await readStays(this.dataSource.manager, actor, this.clock.now(), this.tonight, filter);
    if (stays.length > 0) await this.trail(this.dataSource.manager, actor, 'stays.list', stays);
    return stays;
  }

  async open(actor: Actor, id: string): Promise<StayView> {
    const stay = await this.find(this.dataSource.manager, actor, id);
    await this.trail(this.dataSource.manager, actor, 'stay.read', [stay]);
    return stay;
  }

  /** The stay of an accepted offer, in the transaction of its acceptance. The claim is handed over by the caller. */
  async book(
    manager: EntityManager,
    actor: Actor,
    stay: Nights & Pick<Stay, 'unitId' | 'youngPersonId' | 'partId'> & Partial<Pick<Stay, 'kind' | 'authority'>>,
  ): Promise<string> {
    const [id] = (await this.bookEach(manager, actor, [stay])) as [string];
    if (stay.kind === 'emergency') await this.door.placed(manager, id, stay.unitId);
    return id;
  }

  /** The same of several offers that are accepted at once, in as many statements however many they are. */
  async bookEach(
    manager: EntityManager,
    actor: Actor,
    stays: readonly (Nights &
      Pick<Stay, 'unitId' | 'youngPersonId' | 'partId'> &
      Partial<Pick<Stay, 'kind' | 'authority'>>)[],
  ): Promise<string[]> {
    const booked = stays.map((stay) => ({ ...{ kind: 'planned', authority: '' }, ...stay, id: randomUUID() }));
    const column = (name: keyof (typeof booked)[number]) => booked.map((stay) => stay[name]);
    await inOneGo(
      manager.query(
        `INSERT INTO stays (id, unit_id, young_person_id, part_id, arrival, departure, planned_arrival, planned_departure,
                            kind, authority, state, booked_at, booked_by)
         SELECT s.id, s.unit, s.whose, s.part, s.arrival, s.departure, s.arrival, s.departure, s.kind, s.authority, 'booked', $1, $2
           FROM unnest($3::uuid[], $4::uuid[], $5::uuid[], $6::uuid[], $7::date[], $8::date[], $9::text[], $10::text[])
             AS s (id, unit, whose, part, arrival, departure, kind, authority)`,
        [
          ...[this.clock.now(), actor.id, column('id'), column('unitId'), column('youngPersonId'), column('partId')],
          ...[column('arrival'), column('departure'), column('kind'), column('authority')],
        ],
      ),
      this.write(manager, actor, booked, 'booked'),
    );
    return column('id') as string[];
  }

  /** Somebody who came without a request, in the transaction of whoever finds them a bed; with `departedAt`, and has left. */
  async admit(manager: EntityManager, { by, zone, ...stay }: Admitted): Promise<void> {
    const bookedAt = this.clock.now();
    const kind = 'emergency' as const;
    const state = stay.departedAt ? 'completed' : 'in_residence';
    const plan = { plannedArrival: stay.arrival, plannedDeparture: stay.departure };
    await residing(manager.insert(Stay, { ...stay, ...plan, kind, state, bookedAt, bookedBy: by, endedWhy: '' }));
    const came = { id: stay.id, youngPerson: { id: stay.youngPersonId }, unit: { id: stay.unitId, zone } };
    await this.door.follow(manager, { id: by }, came, 'arrived');
    await this.door.placed(manager, stay.id, stay.unitId);
    if (stay.departedAt) await this.door.follow(manager, { id: by }, came, 'departed');
  }

  /**
   * Puts the stay on other nights or other beds, in the transaction of whoever decided that it may be. The
   * unit and the young person are locked by the caller.
   */
  async change(
    manager: EntityManager,
    actor: Actor,
    stay: StayView,
    change: { action: StayChange; pieces: readonly Piece[]; nights: Nights; note: string } & Pick<StepDone, 'ending'>,
  ): Promise<StayView> {
    const { action, pieces, nights, note, ending } = change;
    // Nights kept for emergencies are for who is there.
    if ((action === 'moved' || action === 'extended') && stay.state === 'in_residence')
      await this.beds.takeOver(manager, actor, stay, pieces, action);
    else await this.beds.put(manager, actor.id, stay, pieces, action);
    await manager.update(
      Stay,
      { id: stay.id },
      {
        ...{ arrival: nights.arrival, departure: nights.departure, overdueSince: null },
        ...(stay.state === 'booked' && { plannedArrival: nights.arrival }),
        ...(nights.departure !== stay.departure && planUntil(stay, nights)),
      },
    );
    await this.beds.settle(manager, actor.id, stay, action);
    const [, , changed] = await inOneGo(
      this.write(manager, actor, [{ id: stay.id, ...nights }], action, { note, ...(ending && { ending }) }),
      this.trail(manager, actor, `stay.${action}`, [stay]),
      this.find(manager, actor, stay.id),
    );
    return changed;
  }

  /** Where a stay is, night by night, in the caller's transaction. */
  pieces(manager: EntityManager, stayId: string): Promise<Piece[]> {
    return this.beds.pieces(manager, stayId);
  }

  /** A step of the table, in a transaction of its own: locked, checked, done, settled and written down. */
  async step(
    actor: Actor,
    id: string,
    action: StayStepAction,
    work: (manager: EntityManager, stay: StayView) => Promise<StepDone>,
  ): Promise<StayView> {
    const seen = await this.find(this.dataSource.manager, actor, id);
    return inTransaction(this.dataSource, async (manager) => {
      const stay = await this.beds.begin(manager, seen, () => this.find(manager, actor, id));
      refuseIfChanged(stay);
      return this.stepIn(manager, actor, stay, action, work);
    });
  }

  /** The same in the transaction of whoever changes more than the stay, and has locked its unit and its young person. */
  async stepIn(
    manager: EntityManager,
    actor: Actor,
    stay: StayView,
    action: StayStepAction,
    work: (manager: EntityManager, stay: StayView) => Promise<StepDone>,
  ): Promise<StayView> {
    const { id } = stay;
    refuseStep(actor, stay, action);
    const { nights, action: called = action, address, ...what } = await work(manager, stay);
    await this.beds.settle(manager, actor.id, stay, called);
    await this.door.follow(manager, actor, stay, called, address);
    const [, , done] = await inOneGo(
      this.write(manager, actor, [{ id, ...nights }], called, what),
      this.trail(manager, actor, `stay.${called}`, [stay]),
      this.find(manager, actor, id),
    );
    return done;
  }

  /**
   * The same of several stays of one unit that take a step together, none of which is corrected by it: in as many statements
   * however many they are. `work` answers what it came to for each, in their order.
   */
  async stepEach(
    manager: EntityManager,
    actor: Actor,
    stays: readonly StayView[],
    action: Extract<StayStepAction, 'cancelled'>,
    work: () => Promise<StepDone[]>,
  ): Promise<void> {
    for (const stay of stays) refuseStep(actor, stay, action);
    const done = await work();
    const [{ unit }] = stays as [StayView];
    const whose = stays.map(({ id, youngPerson }) => ({ id, youngPersonId: youngPerson.id }));
    await this.beds.settleAll(manager, actor.id, unit.id, whose, action);
    await inOneGo(
      this.door.calledOff(manager, stays),
      this.write(
        manager,
        actor,
        stays.map(({ id }, place) => ({ id, ...done[place]!.nights, ...done[place] })),
        action,
        done[0],
      ),
      this.trailEach(manager, actor, `stay.${action}`, stays),
    );
  }

  /** A step that leaves the nights as they are, in the caller's transaction. */
  async writeDown(
    manager: EntityManager,
    actor: Actor,
    stay: StayView,
    action: StayAbsence | StayAbsenceRecord | StayReality | StayDecision | StayReview,
    note = '',
    { nights = stay, happenedAt }: { nights?: Nights; happenedAt?: Date } = {},
  ): Promise<void> {
    refuseLookingOn(actor, stay.unit.id);
    await this.write(manager, actor, [{ id: stay.id, ...nights }], action, { note, ...(happenedAt && { happenedAt }) });
    await this.trail(manager, actor, `stay.${action}`, [stay]);
  }

  /** The time at which something was, now when left out; never in the future. */
  happened(at: Date | undefined, field = 'at'): Date {
    const now = this.clock.now();
    if (at && at.getTime() > now.getTime() + TOLERANCE) {
      throw invalidField(field, 'This time is in the future. Record it once it has happened.');
    }
    return at ?? now;
  }

  /** A stay that the actor may read, in the caller's transaction. */
  async find(manager: EntityManager, actor: Actor, id: string): Promise<StayView> {
    const [stay] = await readStays(manager, actor, this.clock.now(), this.tonight, { id, limit: 1 });
    if (!stay) throw notFound();
    return stay;
  }

  /** The same of several, each of which the actor may read, earliest arrival first. */
  async findEach(manager: EntityManager, actor: Actor, ids: readonly string[]): Promise<StayView[]> {
    if (ids.length === 0) return [];
    const filter = { ids, soonestFirst: true, limit: ids.length };
    const stays = await readStays(manager, actor, this.clock.now(), this.tonight, filter);
    if (stays.length < ids.length) throw notFound();
    return stays;
  }

  /** The same, written to the trail as read. */
  async openEach(actor: Actor, ids: readonly string[]): Promise<StayView[]> {
    const stays = await this.findEach(this.dataSource.manager, actor, ids);
    await this.trailEach(this.dataSource.manager, actor, 'stay.read', stays);
    return stays;
  }

  private write(
    manager: EntityManager,
    actor: Actor,
    stays: readonly SteppedStay[],
    action: StayAction,
    said: Partial<StepDone> = {},
  ): Promise<void> {
    return writeSteps(manager, { by: actor.id, at: this.clock.now() }, stays, action, said);
  }

  /** An entry on the audit trail for each of these stays: a statement for each young person, however many stays. */
  private async trailEach(
    manager: EntityManager,
    actor: Actor,
    action: string,
    stays: readonly StayView[],
  ): Promise<void> {
    for (const whose of new Set(stays.map(({ youngPerson }) => youngPerson.id))) {
      const theirs = stays.filter(({ youngPerson }) => youngPerson.id === whose);
      const ids = theirs.map(({ id }) => id);
      const youngPeople = [...new Set(theirs.flatMap(named))];
      await this.audit.recordEach(manager, actor, ids, { action, subject: 'stay', youngPeople });
    }
  }

  /** One entry on the audit trail, of these stays. */
  trail(manager: EntityManager, actor: Actor, action: string, stays: readonly StayView[]): Promise<void> {
    return this.audit.record(manager, actor, {
      action,
      subject: 'stay',
      ...(stays.length === 1 && { subjectId: stays[0]!.id }),
      youngPeople: [...new Set(stays.flatMap(named))],
    });
  }
}

/** Refuses a step that the table does not give the actor on this stay now. */
function refuseStep(actor: Actor, stay: StayView, action: StayStepAction): void {
  const step: StayStep | string = stepFor(action, standingOf(stay), actor.role);
  refuseLookingOn(actor, stay.unit.id);
  if (typeof step !== 'string') return;
  throw stepFor(action, standingOf(stay), 'manager') === step ? conflict('not-possible-now', step) : forbidden(step);
}

/** The plan with another last night: of who came before it, and is to leave before it too, from the arrival on. */
const planUntil = ({ plannedArrival }: StayView, { arrival, departure }: Nights) =>
  plannedArrival < departure
    ? { plannedDeparture: departure }
    : { plannedArrival: arrival, plannedDeparture: departure };

/** Whom a stay names: whose it is, and from whom they are kept apart where that is to be solved. */
const named = ({ youngPerson, conflict }: StayView): string[] => [
  youngPerson.id,
  ...(conflict?.apart ? [conflict.apart.youngPerson.id] : []),
];

/** One residence at a time, and one stay to come for a request: the database knows of what nobody has thought of. */
export async function residing(begun: Promise<unknown>): Promise<void> {
  try {
    await begun;
  } catch (error) {
    const broken = violatedConstraint(error);
    if (broken === 'one_booked_stay_a_part')
      throw conflict('booked-again', 'Another stay is booked for the same request by now. Cancel that one first.');
    if (broken !== 'one_residence_at_a_time') throw error;
    throw conflict('staying-already', 'They are recorded as staying already. Record that departure first.');
  }
}
