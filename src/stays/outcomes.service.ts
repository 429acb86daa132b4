import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { refuseLookingOn, type Actor } from '../identity/domain/actor.js';
import { invalid, invalidField, notFound, type FieldError } from '../kernel/domain-error.js';
import { dateIn } from '../kernel/nights.js';
import { Clock } from '../platform/clock.js';
import { inTransaction } from '../platform/transaction.js';
import { refuseIfChanged } from '../platform/unchanged.js';
import { checkValue, MOMENTS, notYet, type Moment } from './domain/outcome.js';
import { MeasuresService, type MeasureView } from './measures.service.js';
import type { StayView } from './stay-reader.js';
import { StaysService } from './stays.service.js';

/** A number that somebody wrote down. */
export interface OutcomeValue {
  value: number;
  at: Date;
  by: { id: string; name: string };
}

/** A measure with its numbers of a stay: the one that holds of each moment, and what was written down before it. */
export interface Outcome extends MeasureView {
  values: Record<Moment, OutcomeValue | null>;
  earlier: (OutcomeValue & { moment: Moment })[];
}

type Values = Partial<Record<Moment, number | undefined>>;

/**
 * What is measured before a stay and after it. Numbers are appended: what was wrong is written down anew. Until somebody
 * writes one down before the stay, it is the one from when it was asked for.
 */
@Injectable()
export class OutcomesService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly stays: StaysService,
    private readonly measures: MeasuresService,
    private readonly clock: Clock,
  ) {}

  async of(actor: Actor, stayId: string): Promise<Outcome[]> {
    return this.ofStay(actor, await this.stays.open(actor, stayId));
  }

  /** The same of a stay that is open already: what the council asks for, and what it asked for when it was written down. */
  ofStay(actor: Actor, stay: Pick<StayView, 'id'>): Promise<Outcome[]> {
    return this.read(this.dataSource.manager, actor, stay.id);
  }

  /** Writes down the numbers that are new. What is left out, or stands there already, stays as it is. */
  async record(actor: Actor, stayId: string, measureId: string, values: Values): Promise<Outcome[]> {
    return inTransaction(this.dataSource, async (manager) => {
      await manager.query(`SELECT 1 FROM stays WHERE id = $1 FOR NO KEY UPDATE`, [stayId]);
      const stay = await this.stays.find(manager, actor, stayId);
      refuseIfChanged(stay);
      const before = await this.read(manager, actor, stay.id);
      const measure = before.find(({ id }) => id === measureId);
      if (!measure) throw notFound();
      refuseLookingOn(actor, stay.unit.id);
      const given = MOMENTS.flatMap((moment) => {
        const value = values[moment];
        return value === undefined || value === measure.values[moment]?.value ? [] : [{ moment, value }];
      });
      if (MOMENTS.every((moment) => values[moment] === undefined))
        throw invalidField('before', 'Enter at least one number.');
      const errors = given.flatMap(({ moment, value }) => this.check(stay, measure, moment, value));
      if (errors.length > 0) throw invalid('invalid-outcome', errors[0]!.message, errors);
      if (given.length > 0) await this.write(manager, actor, stay, measureId, given);
      return this.read(manager, actor, stay.id);
    });
  }

  private check(stay: StayView, measure: MeasureView, moment: Moment, value: number): FieldError[] {
    const { zone } = stay.unit;
    const left = stay.departedAt && dateIn(stay.departedAt, zone);
    const why = notYet(moment, { state: stay.state, left, today: dateIn(this.clock.now(), zone) });
    return why ? [{ field: moment, message: why }] : checkValue(moment, value, measure);
  }

  private async write(
    manager: EntityManager,
    actor: Actor,
    stay: StayView,
    measureId: string,
    given: readonly { moment: Moment; value: number }[],
  ): Promise<void> {
    await manager.query(
      `INSERT INTO outcome_values (stay_id, measure_id, moment, value, at, by_user)
       SELECT $1, $2, g.moment, g.value, $3, $4 FROM unnest($5::text[], $6::int[]) AS g (moment, value)`,
      [
        ...[stay.id, measureId, this.clock.now(), actor.id],
        ...[given.map(({ moment }) => moment), given.map(({ value }) => value)],
      ],
    );
    await this.stays.trail(manager, actor, 'stay.measured', [stay]);
  }

  private async read(manager: EntityManager, actor: Actor, stayId: string): Promise<Outcome[]> {
    const measures = await this.measures.list(actor, manager);
    const rows = await manager.query<(OutcomeValue & { measure: string; moment: Moment })[]>(
      `SELECT v.measure_id AS measure, v.moment, v.value, v.at, json_build_object('id', u.id, 'name', u.name) AS by
         FROM (SELECT measure_id, moment, value, at, by_user, 1 AS source, id FROM outcome_values WHERE stay_id = $1
               UNION ALL
               SELECT b.measure_id, 'before', b.value, b.at, b.by_user, 2, b.id
                 FROM stays s JOIN request_parts p ON p.id = s.part_id
                 JOIN request_baselines b ON b.request_id = p.request_id AND b.young_person_id = s.young_person_id
                WHERE s.id = $1) v
         JOIN users u ON u.id = v.by_user ORDER BY v.source, v.id DESC LIMIT 500`,
      [stayId],
    );
    return measures.flatMap((measure) => {
      const own = rows.filter((row) => row.measure === measure.id).map(({ measure: _, ...row }) => row);
      if (!measure.used && own.length === 0) return [];
      const last = (moment: Moment) => own.find((row) => row.moment === moment);
      const holds = MOMENTS.map(last);
      const earlier = own.filter((row) => !holds.includes(row));
      const values = Object.fromEntries(
        MOMENTS.map((moment) => {
          const one = last(moment);
          return [moment, one ? { value: one.value, at: one.at, by: one.by } : null];
        }),
      ) as Outcome['values'];
      return [{ ...measure, values, earlier }];
    });
  }
}
