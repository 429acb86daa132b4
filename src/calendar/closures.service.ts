import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { maySign, worksAt, type Actor } from '../identity/domain/actor.js';
import { conflict, forbidden, invalid, invalidField, notFound } from '../kernel/domain-error.js';
import type { PlainDate } from '../kernel/nights.js';
import { sayDate } from '../kernel/say-date.js';
import { Clock } from '../platform/clock.js';
import { inTransaction } from '../platform/transaction.js';
import { refuseIfChanged } from '../platform/unchanged.js';
import { pageOf, readCursor, type Page, type PageQuery } from '../web/paging.js';
import { CalendarService, type Guest } from './calendar.service.js';
import { readClosure, readClosures, readSteps, type ClosureStep, type ClosureView } from './closure-reader.js';
import { ClosureClaims, type InTheWay, type VisitInTheWay } from './closure-claims.service.js';
import { checkClosure, type WantedClosure } from './domain/check-closure.js';
import { firstEnd, sayClosed, sayVisitClosed, type ClosureReason } from './domain/closure.js';
import { readRule } from './domain/repeating-rule.js';

/** What closing these nights would meet, before anything is saved. */
export interface ClosurePreview {
  inTheWay: InTheWay[];
  /** Visits planned on days on which the unit would be closed. */
  visits: VisitInTheWay[];
  guests: Map<string, Guest>;
  /** Nights that would be closed from today on, of all beds together. */
  nights: number;
  /** How many of them are kept for emergencies until then. */
  kept: number;
}

export interface Revision {
  departure?: PlainDate | undefined;
  reason?: ClosureReason | undefined;
  note?: string | undefined;
}

/** Closing a unit, taking a bed out of use: made, revised and ended, each step on record. */
@Injectable()
export class ClosuresService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly calendar: CalendarService,
    private readonly claims: ClosureClaims,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** The unit of a bed, for those who work there. */
  async unitOfBed(actor: Actor, bedId: string): Promise<string> {
    const [bed] = await this.dataSource.query<{ unit_id: string }[]>(`SELECT unit_id FROM beds WHERE id = $1`, [bedId]);
    if (!bed || !worksAt(actor, bed.unit_id)) throw notFound();
    return bed.unit_id;
  }

  async open(actor: Actor, id: string): Promise<ClosureView> {
    return this.find(this.dataSource.manager, actor, id);
  }

  /** What happened to it, oldest first. */
  stepsOf(closure: ClosureView): Promise<ClosureStep[]> {
    return readSteps(this.dataSource.manager, closure.id);
  }

  /** The unit's closures, the latest first. */
  async list(actor: Actor, unitId: string, { limit, cursor }: PageQuery): Promise<Page<ClosureView>> {
    if (!worksAt(actor, unitId)) throw notFound();
    const after = readCursor(cursor, ['date', 'id'], unitId);
    const closures = await readClosures(this.dataSource.manager, unitId, {
      limit: limit + 1,
      ...(after && { after: { arrival: String(after[0]), id: String(after[1]) } }),
    });
    return pageOf(closures, limit, (last) => [last.arrival, last.id], unitId);
  }

  /** Looks what the closure would meet; refuses what could not be saved whatever stands there. */
  async preview(actor: Actor, unitId: string, wanted: WantedClosure): Promise<ClosurePreview> {
    return inTransaction(this.dataSource, async (manager) => {
      const checked = await this.check(manager, actor, unitId, wanted);
      const plan = await this.claims.plan(manager, unitId, { id: NEW, endedOn: null, ...checked });
      const { make, inTheWay, visits, kept } = plan;
      const guests = await this.calendar.guests(manager, actor, there(plan));
      if (guests.size > 0)
        await this.audit.record(manager, actor, {
          ...{ action: 'company.read', subject: 'unit', subjectId: unitId },
          youngPeople: [...guests.keys()],
        });
      return { inTheWay, visits, guests, nights: make.reduce((sum, { nights }) => sum + nights, 0), kept: kept.length };
    });
  }

  /** Closes the nights, unless somebody's stay or offer stands there: nothing is cancelled silently. Nights kept for emergencies go with it. Returns its id. */
  async make(actor: Actor, unitId: string, wanted: WantedClosure): Promise<string> {
    return inTransaction(this.dataSource, async (manager) => {
      await this.claims.lock(manager, unitId);
      const checked = await this.check(manager, actor, unitId, wanted);
      const { arrival, departure, rule, reason, note, bedId } = checked;
      const [{ id }] = await manager.query<[{ id: string }]>(
        `INSERT INTO closures (unit_id, bed_id, arrival, departure, rule, reason, note, made_at, made_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id`,
        [unitId, bedId, arrival, departure, rule, reason, note, this.clock.now(), actor.id],
      );
      await this.settle(manager, actor, await this.find(manager, actor, id), 'made');
      return id;
    });
  }

  /** Another end, reason or note. Of nights that are over nothing changes. */
  async revise(actor: Actor, id: string, revision: Revision): Promise<void> {
    await this.change(actor, id, 'revised', async (manager, closure) => {
      const { tonight, horizon } = this.calendar.horizon(closure.unit.zone);
      const wanted: WantedClosure = {
        arrival: closure.arrival,
        departure: revision.departure ?? closure.departure,
        bedId: closure.bed?.id ?? null,
        rule: closure.rule,
        reason: revision.reason ?? closure.reason,
        note: revision.note ?? closure.note,
      };
      if (closure.rule !== null && wanted.departure !== closure.departure)
        throw invalidField('to', 'What repeats keeps its length: end this one, and make another.');
      const begun = closure.arrival < tonight;
      if (begun && wanted.departure < tonight)
        throw invalidField('to', `Nights that are over stay as they were: choose ${sayDate(tonight)} or later.`);
      const errors = checkClosure(wanted, tonight, horizon).filter(({ field }) => field !== 'from' || !begun);
      if (errors.length > 0) throw invalid('invalid-closure', errors[0]!.message, errors);
      // Another end stands in the place of one that was set before and has not come.
      await manager.query(
        `UPDATE closures SET departure = $2, reason = $3, note = $4, ended_on = CASE WHEN $5 THEN NULL ELSE ended_on END
          WHERE id = $1`,
        [id, wanted.departure, wanted.reason, wanted.note, revision.departure !== undefined],
      );
    });
  }

  /** In use again from the night `on`, or as soon as can be: what was closed before it stays on record. */
  async end(actor: Actor, id: string, on: PlainDate | undefined): Promise<void> {
    await this.change(actor, id, 'ended', async (manager, closure) => {
      const { tonight } = this.calendar.horizon(closure.unit.zone);
      const night = on ?? firstEnd(closure.arrival, tonight);
      if (night < tonight)
        throw invalidField('on', `Nights that are over stay as they were: choose ${sayDate(tonight)} or later.`);
      if (closure.rule === null && night >= closure.departure)
        throw invalidField('on', `It ends by itself on ${sayDate(closure.departure)}. Choose an earlier night.`);
      await manager.query(`UPDATE closures SET ended_on = $2 WHERE id = $1`, [id, night]);
    });
  }

  private async change(
    actor: Actor,
    id: string,
    action: 'revised' | 'ended',
    work: (manager: EntityManager, closure: ClosureView) => Promise<void>,
  ): Promise<void> {
    const seen = await this.open(actor, id);
    this.refuseUnlessTheirs(actor, seen.unit.id, seen.bed?.id ?? null);
    await inTransaction(this.dataSource, async (manager) => {
      await this.claims.lock(manager, seen.unit.id);
      const closure = await this.find(manager, actor, id);
      refuseIfChanged(closure);
      const { tonight } = this.calendar.horizon(closure.unit.zone);
      const isEnded = closure.endedOn !== null && closure.endedOn <= tonight;
      if (isEnded || (closure.rule === null && closure.departure <= tonight))
        throw conflict('closure-ended', 'This is over already. Close the nights anew if they are not in use.');
      await work(manager, closure);
      await this.settle(manager, actor, await this.find(manager, actor, id), action);
    });
  }

  /** Puts the claims where the closure now says, and writes down the step. */
  private async settle(
    manager: EntityManager,
    actor: Actor,
    closure: ClosureView,
    action: 'made' | 'revised' | 'ended',
  ): Promise<void> {
    const { id, unit, bed, arrival, departure, rule, reason, note, endedOn } = closure;
    const plan = await this.claims.plan(manager, unit.id, {
      ...{ id, bedId: bed?.id ?? null, arrival, departure, rule, endedOn },
    });
    if (plan.inTheWay.length + plan.visits.length > 0) throw await this.blocked(manager, actor, plan);
    await this.claims.carryOut(manager, actor.id, unit.id, plan);
    await manager.query(
      `INSERT INTO closure_events (closure_id, at, by_user, action, arrival, departure, rule, reason, note, ended_on)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [id, this.clock.now(), actor.id, action, arrival, departure, rule, reason, note, endedOn],
    );
    await this.audit.record(manager, actor, {
      ...{ action: `closure.${action}`, subject: 'closure', subjectId: id },
      ...(plan.kept.length > 0 && { details: { nightsKeptBefore: plan.kept.length } }),
    });
  }

  /** Says exactly which stays, offers and visits stand on the nights, by name where they may be seen. */
  private async blocked(manager: EntityManager, actor: Actor, plan: Pick<ClosurePreview, 'inTheWay' | 'visits'>) {
    const guests = await this.calendar.guests(manager, actor, there(plan));
    const nameOf = (youngPersonId: string | null) => {
      const guest = youngPersonId ? guests.get(youngPersonId) : undefined;
      return guest && `${guest.firstName} ${guest.lastName}`;
    };
    const { inTheWay, visits } = plan;
    const stays = inTheWay.map(({ claim, bed }) => sayClosed(claim, bed, nameOf(claim.youngPersonId)));
    const visiting = visits.map((visit) => sayVisitClosed(visit, nameOf(visit.youngPersonId)));
    const errors = [...stays.slice(0, 20), ...visiting.slice(0, 20)].map((message) => ({ field: 'from', message }));
    if (stays.length === 0) return conflict('visits-planned', VISITS_PLANNED, errors);
    const sentence = 'Somebody is booked on these nights. Move or change those stays first, or choose other nights.';
    return conflict('nights-booked', sentence, errors);
  }

  private async check(
    manager: EntityManager,
    actor: Actor,
    unitId: string,
    wanted: WantedClosure,
  ): Promise<WantedClosure> {
    if (!worksAt(actor, unitId)) throw notFound();
    this.refuseUnlessTheirs(actor, unitId, wanted.bedId);
    const { zone } = await this.calendar.unitOf(manager, unitId);
    const { tonight, horizon } = this.calendar.horizon(zone);
    const errors = checkClosure(wanted, tonight, horizon);
    const rule = wanted.rule === null ? undefined : readRule(wanted.rule);
    if (rule && 'problem' in rule) errors.push({ field: 'rrule', message: rule.problem });
    if (errors.length > 0) throw invalid('invalid-closure', errors[0]!.message, errors);
    return { ...wanted, rule: rule && 'rule' in rule ? rule.rule : null };
  }

  /** A bed anybody of the unit takes out, day or night; the unit itself is closed by who signs for it. */
  private refuseUnlessTheirs(actor: Actor, unitId: string, bedId: string | null): void {
    if (maySign(actor, unitId) || (bedId !== null && actor.role === 'unit_staff')) return;
    throw forbidden('Only the registered manager of the unit or a named delegate can close the unit.');
  }

  private async find(manager: EntityManager, actor: Actor, id: string): Promise<ClosureView> {
    const closure = await readClosure(manager, id);
    if (!closure || !worksAt(actor, closure.unit.id)) throw notFound();
    return closure;
  }
}

/** Of whom the stays, offers and visits are. */
const there = ({ inTheWay, visits }: Pick<ClosurePreview, 'inTheWay' | 'visits'>) => [
  ...inTheWay.map(({ claim }) => claim),
  ...visits.map(({ youngPersonId }) => ({ youngPersonId, announced: true })),
];

const VISITS_PLANNED = 'Somebody is to visit on these days. Move or cancel those visits first, or choose other nights.';

const NEW = '00000000-0000-0000-0000-000000000000';
