import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { refuseLookingOn, maySign, worksAt, type Actor } from '../identity/domain/actor.js';
import { conflict, forbidden, invalid, invalidField, notFound } from '../kernel/domain-error.js';
import type { PlainDate } from '../kernel/nights.js';
import { sayDate } from '../kernel/say-date.js';
import { Clock } from '../platform/clock.js';
import { inTransaction } from '../platform/transaction.js';
import { refuseIfChanged } from '../platform/unchanged.js';
import { pageOf, readCursor, type Page, type PageQuery } from '../web/paging.js';
import { CalendarService } from './calendar.service.js';
import { checkReserve, type WantedReserve } from './domain/reserve.js';
import { ReserveClaims } from './reserve-claims.service.js';
import {
  readAboutToGo,
  readKeptNights,
  readReserve,
  readReserves,
  readReserveSteps,
  type AboutToGo,
  type KeptNight,
  type ReserveStep,
  type ReserveView,
} from './reserve-reader.js';

/** Nights that are shown of a reserve at a time. */
const SHOWN_NIGHTS = 30;

/** A bed held back for emergencies: kept by who signs for the unit, given up night by night by anybody who works there. */
@Injectable()
export class ReservesService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly calendar: CalendarService,
    private readonly claims: ReserveClaims,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  async list(actor: Actor, unitId: string, { limit, cursor }: PageQuery): Promise<Page<ReserveView>> {
    if (!worksAt(actor, unitId)) throw notFound();
    const after = readCursor(cursor, ['instant', 'id'], unitId);
    const reserves = await readReserves(this.dataSource.manager, unitId, {
      limit: limit + 1,
      ...(after && { after: { madeAt: String(after[0]), id: String(after[1]) } }),
    });
    return pageOf(reserves, limit, (last) => [last.madeAt.toISOString(), last.id], unitId);
  }

  open(actor: Actor, id: string): Promise<ReserveView> {
    return this.find(this.dataSource.manager, actor, id);
  }

  /** The next nights that it keeps, and what was decided of it. */
  async detailsOf(reserve: ReserveView): Promise<{ nights: KeptNight[]; steps: ReserveStep[] }> {
    const { manager } = this.dataSource;
    const { tonight } = this.calendar.horizon(reserve.unit.zone);
    const nights = await readKeptNights(manager, reserve.id, tonight, this.clock.now(), SHOWN_NIGHTS);
    return { nights, steps: await readReserveSteps(manager, reserve.id) };
  }

  /** Nights on which somebody is booked are left out, and named. */
  /** The nights that a unit keeps and that are anybody's by an instant, the soonest first, in one query. */
  aboutToGo(manager: EntityManager, unitId: string, until: Date): Promise<AboutToGo[]> {
    return readAboutToGo(manager, unitId, this.clock.now(), until);
  }

  async make(actor: Actor, unitId: string, wanted: WantedReserve): Promise<{ id: string; taken: PlainDate[] }> {
    if (!worksAt(actor, unitId)) throw notFound();
    this.requireSigner(actor, unitId);
    return inTransaction(this.dataSource, async (manager) => {
      await this.claims.lock(manager, unitId);
      const { zone } = await this.calendar.unitOf(manager, unitId);
      const { tonight, horizon } = this.calendar.horizon(zone);
      const errors = checkReserve(wanted, tonight, horizon);
      if (!(await this.calendar.bedsOf(manager, unitId)).some(({ id }) => id === wanted.bedId))
        errors.push({ field: 'bed', message: 'The unit has no such bed.' });
      if (errors.length > 0) throw invalid('invalid-reserve', errors[0]!.message, errors);
      const { bedId, firstNight, lastNight, weekdays, releaseHours, note } = wanted;
      const [{ id }] = await manager.query<[{ id: string }]>(
        `INSERT INTO reserves (unit_id, bed_id, first_night, last_night, weekdays, release_hours, note, made_at, made_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id`,
        [unitId, bedId, firstNight, lastNight, weekdays, releaseHours, note, this.clock.now(), actor.id],
      );
      const { kept, taken } = await this.claims.keep(manager, actor.id, unitId, { ...wanted, id });
      if (kept.length === 0) throw invalid('nothing-to-keep', NOTHING, [{ field: 'from', message: NOTHING }]);
      await this.write(manager, actor, id, 'made');
      return { id, taken };
    });
  }

  /** One night is anybody's again. */
  async release(actor: Actor, id: string, night: PlainDate): Promise<void> {
    await this.change(actor, id, async (manager, reserve) => {
      const { tonight } = this.calendar.horizon(reserve.unit.zone);
      if (night < tonight)
        throw invalidField('night', `Nights that are over stay as they were: choose ${sayDate(tonight)} or later.`);
      if ((await this.claims.giveUp(manager, actor.id, id, night, night)) === 0)
        throw conflict('not-kept', 'This night is not kept any more. Look at the reserve again.');
      await this.write(manager, actor, id, 'released', night);
    });
  }

  /** No night is kept any more from tonight on. */
  async end(actor: Actor, id: string): Promise<void> {
    await this.change(actor, id, async (manager, reserve) => {
      this.requireSigner(actor, reserve.unit.id);
      const { tonight } = this.calendar.horizon(reserve.unit.zone);
      await manager.query(`UPDATE reserves SET ended_at = $2, ended_by = $3 WHERE id = $1`, [
        id,
        this.clock.now(),
        actor.id,
      ]);
      await this.claims.giveUp(manager, actor.id, id, tonight);
      await this.write(manager, actor, id, 'ended');
    });
  }

  private async change(
    actor: Actor,
    id: string,
    work: (manager: EntityManager, reserve: ReserveView) => Promise<void>,
  ): Promise<void> {
    const seen = await this.open(actor, id);
    await inTransaction(this.dataSource, async (manager) => {
      await this.claims.lock(manager, seen.unit.id);
      const reserve = await this.find(manager, actor, id);
      refuseIfChanged(reserve);
      refuseLookingOn(actor, reserve.unit.id);
      if (reserve.endedAt !== null) throw conflict('reserve-ended', 'This reserve has been ended already.');
      await work(manager, reserve);
    });
  }

  private async write(
    manager: EntityManager,
    actor: Actor,
    id: string,
    action: ReserveStep['action'],
    night: PlainDate | null = null,
  ): Promise<void> {
    await manager.query(
      `INSERT INTO reserve_events (reserve_id, at, by_user, action, night) VALUES ($1, $2, $3, $4, $5)`,
      [id, this.clock.now(), actor.id, action, night],
    );
    await this.audit.record(manager, actor, { action: `reserve.${action}`, subject: 'reserve', subjectId: id });
  }

  private requireSigner(actor: Actor, unitId: string): void {
    if (maySign(actor, unitId)) return;
    throw forbidden('Only the registered manager of the unit or a named delegate decides which bed is kept.');
  }

  private async find(manager: EntityManager, actor: Actor, id: string): Promise<ReserveView> {
    const reserve = await readReserve(manager, id);
    if (!reserve || !worksAt(actor, reserve.unit.id)) throw notFound();
    return reserve;
  }
}

const NOTHING = 'None of these nights can be kept: all are taken, or given up by then. Choose others.';
