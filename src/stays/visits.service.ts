import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { refuseLookingOn, type Actor } from '../identity/domain/actor.js';
import { conflict, notFound } from '../kernel/domain-error.js';
import { Clock } from '../platform/clock.js';
import { violatedConstraint } from '../platform/transaction.js';
import type { VisitAction, VisitCorrection, VisitFlag, VisitKind, VisitTime } from './domain/visit.js';
import type { VisitConflict } from './domain/visit-conflict.js';
import { decideVisitConflicts, readVisitConflicts } from './visit-conflicts.js';
import { readVisitEvents, type VisitStep } from './visit-events.js';
import { readVisits, type VisitFilter, type VisitView } from './visit-reader.js';

export type { VisitStep } from './visit-events.js';
export type { VisitFilter, VisitView } from './visit-reader.js';

export interface NewVisit extends VisitTime {
  unitId: string;
  youngPersonId: string;
  kind: VisitKind;
  note: string;
  overruledBecause: string;
}

/** How a visit ended: it took place, or it was cancelled. */
export type VisitEnd =
  | ({ state: 'happened'; whoWasThere: string; against: VisitFlag[] } & Pick<VisitTime, 'startsAt' | 'endsAt'>)
  | { state: 'cancelled'; cancelledWhy: string };

/** Reading visits and writing them down; whether one may be is decided before. */
@Injectable()
export class VisitsService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  async list(actor: Actor, filter: VisitFilter): Promise<VisitView[]> {
    const { manager } = this.dataSource;
    const visits = await readVisits(manager, actor, this.clock.now(), filter);
    if (visits.length > 0) await this.trail(manager, actor, 'visits.list', visits);
    return visits;
  }

  async open(actor: Actor, id: string): Promise<VisitView> {
    const { manager } = this.dataSource;
    const visit = await this.find(manager, actor, id);
    await this.trail(manager, actor, 'visit.read', [visit]);
    return visit;
  }

  async find(manager: EntityManager, actor: Actor, id: string): Promise<VisitView> {
    const [visit] = await readVisits(manager, actor, this.clock.now(), { id, limit: 1 });
    if (!visit) throw notFound();
    return visit;
  }

  /** Whether a visit of theirs is planned for the day, at whichever unit. */
  async isPlanned(manager: EntityManager, { youngPersonId, date }: Pick<NewVisit, 'youngPersonId' | 'date'>) {
    const planned = await manager.query<unknown[]>(
      `SELECT 1 FROM visits WHERE young_person_id = $1 AND date = $2 AND state = 'planned'`,
      [youngPersonId, date],
    );
    return planned.length > 0;
  }

  /**
   * Writes a visit down, in the transaction of whoever decided that it may be: one to come, or with `told` one that took
   * place, beside which another may be planned for the same day.
   */
  async plan(
    manager: EntityManager,
    actor: Actor,
    visit: NewVisit,
    told?: { whoWasThere: string; against: VisitFlag[] },
  ): Promise<VisitView> {
    const planning = manager.query<[{ id: string }]>(
      `INSERT INTO visits (unit_id, young_person_id, date, starts_at, ends_at, kind, note, overruled_because, made_at, made_by,
                           state, who_was_there, against, recorded_at, recorded_by)
       SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9::timestamptz, $10::uuid, CASE WHEN told THEN 'happened' ELSE 'planned' END, $12, $13,
              CASE WHEN told THEN $9::timestamptz END, CASE WHEN told THEN $10::uuid END
         FROM (SELECT $11::boolean AS told) one RETURNING id`,
      [
        visit.unitId,
        visit.youngPersonId,
        visit.date,
        visit.startsAt,
        visit.endsAt,
        visit.kind,
        visit.note,
        visit.overruledBecause,
        this.clock.now(),
        actor.id,
        told !== undefined,
        told?.whoWasThere ?? '',
        told?.against ?? [],
      ],
    );
    const [{ id }] = await oneADay(planning);
    const planned = await this.writeDown(manager, actor, id, 'planned');
    return told ? this.writeDown(manager, actor, id, 'happened') : planned;
  }

  /** Writes down what became of a planned visit, in the caller's transaction. */
  async end(manager: EntityManager, actor: Actor, visit: VisitView, end: VisitEnd): Promise<VisitView> {
    const happened = end.state === 'happened' ? end : undefined;
    await manager.query(
      `UPDATE visits SET state = $2, starts_at = $3, ends_at = $4, who_was_there = $5, against = $6, cancelled_why = $7,
              recorded_at = $8, recorded_by = $9 WHERE id = $1`,
      [
        visit.id,
        end.state,
        happened?.startsAt ?? visit.startsAt,
        happened?.endsAt ?? visit.endsAt,
        happened?.whoWasThere ?? '',
        happened?.against ?? [],
        end.state === 'cancelled' ? end.cancelledWhy : '',
        this.clock.now(),
        actor.id,
      ],
    );
    return this.writeDown(manager, actor, visit.id, end.state, end.state === 'cancelled' ? end.cancelledWhy : '');
  }

  /** Puts right what was written down of a visit that took place, in the caller's transaction: what it said before is kept. */
  async correct(
    manager: EntityManager,
    actor: Actor,
    visit: VisitView,
    correction: VisitCorrection & { against?: VisitFlag[] },
    reason: string,
  ): Promise<VisitView> {
    const { date, startsAt, endsAt, whoWasThere, note, against } = { ...visit, ...said(correction) };
    await manager.query(
      `UPDATE visits SET date = $2, starts_at = $3, ends_at = $4, who_was_there = $5, note = $6, against = $7 WHERE id = $1`,
      [visit.id, date, startsAt, endsAt, whoWasThere, note, against],
    );
    return this.writeDown(manager, actor, visit.id, 'corrected', reason);
  }

  /** Puts a planned visit on another day or at another time, in the transaction of whoever decided that it may be. */
  async move(
    manager: EntityManager,
    actor: Actor,
    visit: VisitView,
    to: VisitTime & { overruledBecause: string },
    reason: string,
  ): Promise<VisitView> {
    const moving = manager.query(
      `UPDATE visits SET date = $2, starts_at = $3, ends_at = $4, overruled_because = $5 WHERE id = $1`,
      [visit.id, to.date, to.startsAt, to.endsAt, to.overruledBecause],
    );
    await oneADay(moving);
    return this.writeDown(manager, actor, visit.id, 'moved', reason);
  }

  /** That it goes ahead in spite of all that it meets, in the caller's transaction; `undefined` when it meets nothing. */
  async goAhead(
    manager: EntityManager,
    actor: Actor,
    visit: VisitView,
    reasons: string,
  ): Promise<VisitView | undefined> {
    const isToSolve = await decideVisitConflicts(manager, actor, this.clock.now(), visit.id);
    return isToSolve ? this.writeDown(manager, actor, visit.id, 'decided', reasons) : undefined;
  }

  /** What is to be solved of these visits, which the actor may read; who else is named is written to the trail. */
  async conflictsOf(
    actor: Actor,
    visits: readonly VisitView[],
    manager: EntityManager = this.dataSource.manager,
  ): Promise<Map<string, VisitConflict>> {
    const planned = visits.filter(({ state }) => state === 'planned').map(({ id }) => id);
    const found = await readVisitConflicts(manager, actor, this.clock.now(), planned);
    const named = [...found.values()].flatMap(({ apart }) => apart?.youngPerson.id ?? []);
    if (named.length > 0)
      await this.audit.record(manager, actor, {
        ...{ action: 'visits.to_solve', subject: 'visit' },
        ...(visits.length === 1 && { subjectId: visits[0]!.id }),
        youngPeople: [...new Set(named)],
      });
    return found;
  }

  /** What was done to it, oldest first. That the actor may read the visit is for the caller to know. */
  eventsOf(actor: Actor, { id }: Pick<VisitView, 'id'>): Promise<VisitStep[]> {
    return readVisitEvents(this.dataSource.manager, actor, id);
  }

  /** The step, with what the visit is after it. */
  private async writeDown(
    manager: EntityManager,
    actor: Actor,
    id: string,
    action: VisitAction,
    reason = '',
  ): Promise<VisitView> {
    await manager.query(
      `INSERT INTO visit_events (visit_id, at, by_user, action, reason, date, starts_at, ends_at, note, who_was_there)
       SELECT id, $2, $3, $4, $5, date, starts_at, ends_at, note, CASE $4 WHEN 'planned' THEN '' ELSE who_was_there END
         FROM visits WHERE id = $1`,
      [id, this.clock.now(), actor.id, action, reason],
    );
    const visit = await this.find(manager, actor, id);
    refuseLookingOn(actor, visit.unit.id);
    await this.trail(manager, actor, `visit.${action}`, [visit]);
    return visit;
  }

  private trail(manager: EntityManager, actor: Actor, action: string, visits: readonly VisitView[]): Promise<void> {
    return this.audit.record(manager, actor, {
      action,
      subject: 'visit',
      ...(visits.length === 1 && { subjectId: visits[0]!.id }),
      youngPeople: [...new Set(visits.map(({ youngPerson }) => youngPerson.id))],
    });
  }
}

const said = <T extends object>(correction: T) =>
  Object.fromEntries(Object.entries(correction).filter(([, value]) => value !== undefined)) as {
    [Name in keyof T]?: Exclude<T[Name], undefined>;
  };

/** One planned visit of theirs a day: the database knows of the other. */
async function oneADay<T>(saving: Promise<T>): Promise<T> {
  try {
    return await saving;
  } catch (error) {
    if (violatedConstraint(error) !== 'one_planned_visit_a_day') throw error;
    throw conflict('visit-planned-already', 'A visit of theirs is planned for this day already. Look at that one.');
  }
}
