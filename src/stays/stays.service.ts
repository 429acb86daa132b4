import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Actor } from '../identity/domain/actor.js';
import { conflict, forbidden, invalidField, notFound } from '../kernel/domain-error.js';
import { dateIn, type Nights } from '../kernel/nights.js';
import { sayDate } from '../kernel/say-date.js';
import { Clock } from '../platform/clock.js';
import { Tonight } from '../platform/tonight.js';
import { inTransaction, violatedConstraint } from '../platform/transaction.js';
import { refuseIfChanged } from '../platform/unchanged.js';
import type {
  StayAction,
  StayChange,
  StayAbsence,
  StayDecision,
  StayReality,
  StayStepAction,
} from './domain/stay-state.js';
import { CLASH } from './domain/conflict.js';
import type { Piece } from './domain/pieces.js';
import { checkArrival, nightsFromArrival, nightsUntilDeparture } from './domain/real-nights.js';
import { stepFor, type StayStep } from './domain/stay-steps.js';
import { Elsewhere } from './elsewhere.service.js';
import { StayBeds } from './stay-beds.service.js';
import { StayEvent } from './stay-event.entity.js';
import { readStays, type StayFilter, type StayView } from './stay-reader.js';
import { Stay } from './stay.entity.js';

export type { StayView } from './stay-reader.js';

/** How far ahead of the clock a time may be that is written down as having happened. */
const TOLERANCE = 5 * 60_000;

/** When somebody came, now when left out, and whether whoever says so has been asked about it and is sure. */
export interface Arrived {
  at?: Date | undefined;
  certain?: boolean | undefined;
}

export type Admitted = Nights &
  Pick<Stay, 'id' | 'unitId' | 'youngPersonId' | 'authority'> & { arrivedAt: Date; departedAt?: Date; by: string };

@Injectable()
export class StaysService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly beds: StayBeds,
    private readonly elsewhere: Elsewhere,
    private readonly audit: AuditService,
    private readonly clock: Clock,
    private readonly tonight: Tonight,
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
    stay: Nights & Pick<Stay, 'unitId' | 'youngPersonId' | 'partId'>,
  ): Promise<string> {
    const made = manager.create(Stay, { ...stay, state: 'booked', bookedAt: this.clock.now(), bookedBy: actor.id });
    await manager.insert(Stay, made);
    await this.write(manager, actor, made.id, 'booked', stay);
    return made.id;
  }

  /** Somebody who came without a request, in the transaction of whoever finds them a bed; with `departedAt`, and has left. */
  async admit(manager: EntityManager, { by, ...stay }: Admitted): Promise<void> {
    const bookedAt = this.clock.now();
    const kind = 'emergency' as const;
    const state = stay.departedAt ? 'completed' : 'in_residence';
    await residing(manager.insert(Stay, { ...stay, kind, state, bookedAt, bookedBy: by, endedWhy: '' }));
  }

  /** They came. The bed is theirs from the night on which they really arrived, early or late. */
  async arrive(actor: Actor, id: string, { at, certain = false }: Arrived = {}): Promise<StayView> {
    return this.step(actor, id, 'arrived', async (manager, stay) => {
      const arrivedAt = this.happened(at);
      const arrivedOn = this.tonight.in(stay.unit.zone, arrivedAt);
      const expected = { day: stay.arrival, called: `${sayDate(stay.arrival)}, when they were expected` };
      checkArrival(arrivedOn, expected, { certain, field: 'at' });
      await this.elsewhere.leave(manager, actor, stay, { arrivedAt, certain });
      const wanted = nightsFromArrival(stay, arrivedOn);
      const how = { why: 'arrived', tonight: this.tonight.in(stay.unit.zone) };
      const { nights, clash } = await this.beds.follow(manager, actor, stay, wanted, how);
      await residing(manager.update(Stay, { id }, { state: 'in_residence', arrivedAt, ...nights }));
      return { nights, note: clash ? CLASH : '' };
    });
  }

  /** They left. Nights not spent are given back; nights spent beyond the plan are kept on record. */
  async depart(actor: Actor, id: string, at?: Date, why = ''): Promise<StayView> {
    return this.step(actor, id, 'departed', async (manager, stay) => {
      const departedAt = this.happened(at);
      if (stay.arrivedAt && departedAt < stay.arrivedAt) {
        throw invalidField('at', 'The departure is before the arrival that was recorded. Check the date and the time.');
      }
      await manager.query(
        `UPDATE absences SET back_at = greatest(since, $2), back_recorded_by = $3 WHERE stay_id = $1 AND back_at IS NULL`,
        [id, departedAt, actor.id],
      );
      const spent = nightsUntilDeparture(stay, dateIn(departedAt, stay.unit.zone));
      const end = { state: 'completed' as const, departedAt, endedWhy: why, overdueSince: null };
      if (!spent) {
        await this.beds.giveBack(manager, actor.id, stay.id, 'left_on_arrival_day');
        await manager.update(Stay, { id }, end);
        return { nights: stay, note: why };
      }
      const how = { why: 'departed', isOver: true, tonight: this.tonight.in(stay.unit.zone) };
      const { nights, clash } = await this.beds.follow(manager, actor, stay, spent, how);
      await manager.update(Stay, { id }, { ...end, ...nights });
      return { nights, note: [why, clash ? CLASH : ''].filter(Boolean).join(' ') };
    });
  }

  /** They did not come: the bed is free again. Not before the day they were expected. */
  async noShow(actor: Actor, id: string, why: string): Promise<StayView> {
    return this.step(actor, id, 'no_show', async (manager, stay) => {
      if (stay.arrival > this.tonight.in(stay.unit.zone)) {
        throw conflict(
          'not-due-yet',
          `They are expected on ${sayDate(stay.arrival)}. Cancel the stay if they will not come.`,
        );
      }
      await this.beds.giveBack(manager, actor.id, stay.id, 'no_show');
      await manager.update(Stay, { id }, { state: 'no_show', endedWhy: why });
      return { nights: stay, note: why };
    });
  }

  async cancel(actor: Actor, id: string, why: string): Promise<StayView> {
    return this.step(actor, id, 'cancelled', async (manager, stay) => {
      await this.beds.giveBack(manager, actor.id, stay.id, 'cancelled');
      await manager.update(Stay, { id }, { state: 'cancelled', endedWhy: why });
      return { nights: stay, note: why };
    });
  }

  /**
   * Puts the stay on other nights or other beds, in the transaction of whoever decided that it may be. The
   * unit and the young person are locked by the caller.
   */
  async change(
    manager: EntityManager,
    actor: Actor,
    stay: StayView,
    change: { action: StayChange; pieces: readonly Piece[]; nights: Nights; note: string },
  ): Promise<StayView> {
    const { action, pieces, nights, note } = change;
    // Nights kept for emergencies are for who is there.
    if (action === 'moved' && stay.state === 'in_residence')
      await this.beds.takeOver(manager, actor, stay, pieces, action);
    else await this.beds.put(manager, actor.id, stay, pieces, action);
    await manager.update(
      Stay,
      { id: stay.id },
      { arrival: nights.arrival, departure: nights.departure, overdueSince: null },
    );
    await this.beds.settle(manager, actor.id, stay, action);
    await this.write(manager, actor, stay.id, action, nights, note);
    await this.trail(manager, actor, `stay.${action}`, [stay]);
    return this.find(manager, actor, stay.id);
  }

  /** Where a stay is, night by night, in the caller's transaction. */
  pieces(manager: EntityManager, stayId: string): Promise<Piece[]> {
    return this.beds.pieces(manager, stayId);
  }

  private async step(
    actor: Actor,
    id: string,
    action: StayStepAction,
    work: (manager: EntityManager, stay: StayView) => Promise<{ nights: Nights; note: string }>,
  ): Promise<StayView> {
    const seen = await this.find(this.dataSource.manager, actor, id);
    return inTransaction(this.dataSource, async (manager) => {
      await this.beds.begin(manager, seen);
      const stay = await this.find(manager, actor, id);
      refuseIfChanged(stay);
      const step: StayStep | string = stepFor(action, stay.state, actor.role);
      if (typeof step === 'string') {
        throw stepFor(action, stay.state, 'manager') === step ? conflict('not-possible-now', step) : forbidden(step);
      }
      const { nights, note } = await work(manager, stay);
      await this.beds.settle(manager, actor.id, stay, action);
      await this.write(manager, actor, id, action, nights, note);
      await this.trail(manager, actor, `stay.${action}`, [stay]);
      return this.find(manager, actor, id);
    });
  }

  /** A step that leaves the nights as they are, in the caller's transaction. */
  async writeDown(
    manager: EntityManager,
    actor: Actor,
    stay: StayView,
    action: StayAbsence | StayReality | StayDecision,
    note = '',
    nights: Nights = stay,
  ): Promise<void> {
    await this.write(manager, actor, stay.id, action, nights, note);
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

  private async write(
    manager: EntityManager,
    actor: Actor,
    stayId: string,
    action: StayAction,
    { arrival, departure }: Nights,
    note = '',
  ): Promise<void> {
    await manager.insert(StayEvent, {
      stayId,
      at: this.clock.now(),
      byUser: actor.id,
      action,
      note,
      arrival,
      departure,
    });
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

/** Whom a stay names: whose it is, and from whom they are kept apart where that is to be solved. */
const named = ({ youngPerson, conflict }: StayView): string[] => [
  youngPerson.id,
  ...(conflict?.apart ? [conflict.apart.youngPerson.id] : []),
];

/** One residence at a time: the database knows of a departure that nobody has written down. */
async function residing(begun: Promise<unknown>): Promise<void> {
  try {
    await begun;
  } catch (error) {
    if (violatedConstraint(error) !== 'one_residence_at_a_time') throw error;
    throw conflict('staying-already', 'They are recorded as staying already. Record that departure first.');
  }
}
