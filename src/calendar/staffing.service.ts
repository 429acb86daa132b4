import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { maySign, worksAt, type Actor } from '../identity/domain/actor.js';
import { conflict, forbidden, invalid, notFound } from '../kernel/domain-error.js';
import { addDays, type Nights, type PlainDate } from '../kernel/nights.js';
import { Clock } from '../platform/clock.js';
import { inTransaction } from '../platform/transaction.js';
import { CalendarService } from './calendar.service.js';
import { ClaimsService } from './claims.service.js';
import { checkChangedNight, checkPattern } from './domain/check-staffing.js';
import { isRegistered } from './domain/claim.js';
import { sayChangedMeanwhile } from './domain/say-too-many.js';
import {
  isSameFigure,
  staffedNights,
  tooMany,
  type Figure,
  type Pattern,
  type StaffedNight,
} from './domain/staffing.js';
import { readNightChanges, readPatterns, readStaffing, type NightChange, type SetPattern } from './staffing-reader.js';
import type { Unit } from './unit.entity.js';

export type { NightChange, SetPattern } from './staffing-reader.js';

/** How far ahead nights with too many are looked for. */
const AHEAD_DAYS = 28;
const PATTERNS = 20;

export interface StaffingView {
  unit: Unit;
  nights: StaffedNight[];
  changes: NightChange[];
}

/** No rota: how many young people a night's staff can take. From a repeating pattern, changed for a night by whoever is on duty. */
@Injectable()
export class StaffingService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly calendar: CalendarService,
    private readonly claims: ClaimsService,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** Each night with its figure and what is booked against it, for the unit's own people. */
  async view(actor: Actor, unitId: string, range: Nights): Promise<StaffingView> {
    if (!worksAt(actor, unitId)) throw notFound();
    const { manager } = this.dataSource;
    const [{ unit, claims, staffing }, changes] = await Promise.all([
      this.calendar.load(manager, unitId, range),
      readNightChanges(manager, unitId, range),
    ]);
    return { unit, nights: staffedNights(staffing, claims, range), changes };
  }

  /** The nights from tonight on, in the order of time, on which more are booked than the staff can take. */
  async overfull(unitId: string, today: PlainDate): Promise<StaffedNight[]> {
    const range = { arrival: today, departure: addDays(today, AHEAD_DAYS) };
    const { claims, staffing } = await this.calendar.load(this.dataSource.manager, unitId, range);
    return staffedNights(staffing, claims, range).filter((night) => tooMany(night).take + tooMany(night).high > 0);
  }

  /** The pattern that holds today, and those set for later. */
  async patterns(actor: Actor, unitId: string): Promise<SetPattern[]> {
    if (!worksAt(actor, unitId)) throw notFound();
    const { manager } = this.dataSource;
    const { zone } = await this.calendar.unitOf(manager, unitId);
    return readPatterns(manager, unitId, this.calendar.horizon(zone).today, PATTERNS);
  }

  /** The figures of a week from a night on, set by who signs for the unit. */
  async setPattern(actor: Actor, unitId: string, pattern: Pattern): Promise<void> {
    await this.change(actor, unitId, 'staffing.pattern_set', async (manager, unit) => {
      if (!maySign(actor, unitId))
        throw forbidden('Only the registered manager of the unit or a named delegate can set the pattern.');
      const { validFrom, take, high } = pattern;
      const errors = checkPattern(pattern, await this.bounds(manager, unit, validFrom));
      if (errors.length > 0) throw invalid('invalid-staffing', errors[0]!.message, errors);
      await manager.query(
        `INSERT INTO staffing_patterns (unit_id, valid_from, take, high, set_by, set_at) VALUES ($1, $2, $3, $4, $5, $6)`,
        [unitId, validFrom, take, high, actor.id, this.clock.now()],
      );
      return { validFrom };
    });
  }

  /**
   * Another figure for one night, by whoever is on duty; `null` puts it back to the pattern. `seen` is the figure that whoever
   * changes it has before them: when somebody else has changed it meanwhile, nothing is done.
   */
  async changeNight(
    actor: Actor,
    unitId: string,
    night: PlainDate,
    figure: Figure | null,
    { note = '', seen }: { note?: string | undefined; seen?: Figure | null | undefined } = {},
  ): Promise<void> {
    await this.change(actor, unitId, 'staffing.night_changed', async (manager, unit) => {
      if (!mayChangeNight(actor, unitId))
        throw forbidden('Only the unit’s staff, its registered manager or a named delegate can change a night.');
      const errors = checkChangedNight(night, figure, await this.bounds(manager, unit, night));
      if (errors.length > 0) throw invalid('invalid-staffing', errors[0]!.message, errors);
      if (seen !== undefined) await this.refuseIfChanged(manager, unitId, night, seen);
      await manager.query(
        `INSERT INTO staffing_nights (unit_id, night, take, high, note, set_by, set_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
        [unitId, night, figure?.take ?? null, figure?.high ?? null, note, actor.id, this.clock.now()],
      );
      return { night, ...figure };
    });
  }

  private async refuseIfChanged(manager: EntityManager, unitId: string, night: PlainDate, seen: Figure | null) {
    const range = { arrival: night, departure: addDays(night, 1) };
    const [now] = staffedNights(await readStaffing(manager, unitId, range), [], range);
    if (isSameFigure(now!.figure, seen)) return;
    const [change] = await readNightChanges(manager, unitId, range);
    const sentence = sayChangedMeanwhile(now!.figure, change?.by);
    throw conflict('changed-meanwhile', sentence, [{ field: 'take', message: sentence }]);
  }

  /** Under the unit's lock, so that no booking is decided beside it. */
  private async change(
    actor: Actor,
    unitId: string,
    action: string,
    work: (manager: EntityManager, unit: Unit) => Promise<Record<string, unknown>>,
  ): Promise<void> {
    if (!worksAt(actor, unitId)) throw notFound();
    await inTransaction(this.dataSource, async (manager) => {
      await this.claims.beginAt(manager, unitId);
      const details = await work(manager, await this.calendar.unitOf(manager, unitId));
      await this.audit.record(manager, actor, { action, subject: 'unit', subjectId: unitId, details });
    });
  }

  private async bounds(manager: EntityManager, unit: Unit, night: PlainDate) {
    const nights = { arrival: night, departure: addDays(night, 1) };
    const beds = (await this.calendar.bedsOf(manager, unit.id)).filter((bed) => isRegistered(bed, nights)).length;
    return { ...this.calendar.horizon(unit.zone), beds };
  }
}

/** Whoever works the nights, and who signs for them; not a manager who looks on. */
export function mayChangeNight(actor: Actor, unitId: string): boolean {
  return maySign(actor, unitId) || (actor.role === 'unit_staff' && worksAt(actor, unitId));
}
