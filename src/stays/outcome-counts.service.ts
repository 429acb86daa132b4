import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { AccessService } from '../identity/access.service.js';
import { worksAt, type Actor } from '../identity/domain/actor.js';
import { mayRead } from '../identity/visibility.js';
import { notFound } from '../kernel/domain-error.js';
import type { Nights, PlainDate } from '../kernel/nights.js';
import { Clock } from '../platform/clock.js';
import { csvOf } from '../web/csv.js';
import { countChanges, MOMENTS, type Counted, type Moment } from './domain/outcome.js';
import { MeasuresService, type MeasureView } from './measures.service.js';

/** A measure with how its numbers changed over the stays of a range: to right after, and to some weeks later. */
export interface MeasureChanges extends MeasureView {
  after: Counted;
  later: Counted;
}

interface Row {
  measure: string;
  before: number | null;
  after: number | null;
  later: number | null;
}

type Exported = Row & {
  caseNumber: string;
  arrival: PlainDate;
  departure: PlainDate;
};

/** A table of more lines is asked for in parts. */
const MOST_EXPORTED = 50_000;

/** What was measured over all the stays of a unit that were over in a range: counts, and the numbers to reckon with. */
@Injectable()
export class OutcomeCounts {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly access: AccessService,
    private readonly measures: MeasuresService,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** Figures only, no names. */
  async of(actor: Actor, unitId: string, range: Nights): Promise<MeasureChanges[]> {
    const measures = await this.asked(actor, unitId);
    const rows = await this.dataSource.query<Row[]>(this.sql('', ''), this.parameters(unitId, range, measures));
    return measures.map((measure) => {
      const own = rows.filter((row) => row.measure === measure.id);
      const to = (moment: 'after' | 'later') =>
        countChanges(
          measure,
          own.map((row) => ({ before: row.before, after: row[moment] })),
        );
      return { ...measure, after: to('after'), later: to('later') };
    });
  }

  /** A line for each stay and measure, with the case number, of those whom the actor may read: it is on the audit trail. */
  async export(actor: Actor, unitId: string, range: Nights): Promise<string> {
    const measures = await this.asked(actor, unitId);
    const parameters = this.parameters(unitId, range, measures);
    const seen = mayRead(actor, 's.young_person_id', parameters, this.clock.now());
    const fields = `s.young_person_id AS "youngPerson", y.case_number AS "caseNumber", s.arrival, s.departure,`;
    const rows = await this.dataSource.query<(Exported & { youngPerson: string })[]>(
      `${this.sql(fields, `AND ${seen}`)} ORDER BY s.arrival, s.id LIMIT ${MOST_EXPORTED}`,
      parameters,
    );
    await this.audit.record(this.dataSource.manager, actor, {
      ...{ action: 'outcomes.exported', subject: 'unit', subjectId: unitId },
      youngPeople: [...new Set(rows.map(({ youngPerson }) => youngPerson))],
      details: { from: range.arrival, to: range.departure, lines: rows.length },
    });
    const measure = new Map(measures.map((one) => [one.id, one]));
    return csvOf(
      ['Case number', 'Arrival', 'Departure', 'Measure', 'Unit', 'Better', 'Before', 'After', 'Later'],
      rows.map((row) => {
        const { name, unit, better } = measure.get(row.measure)!;
        return [row.caseNumber, row.arrival, row.departure, name, unit, better, row.before, row.after, row.later];
      }),
    );
  }

  private async asked(actor: Actor, unitId: string): Promise<MeasureView[]> {
    this.access.requireUnit(actor, unitId);
    if (!worksAt(actor, unitId)) throw notFound();
    return this.measures.list(actor);
  }

  private parameters(unitId: string, { arrival, departure }: Nights, measures: readonly MeasureView[]): unknown[] {
    return [unitId, arrival, departure, measures.map(({ id }) => id)];
  }

  /** Each stay that left in the range with each measure, and the number that holds of each moment. */
  private sql(fields: string, condition: string): string {
    const value = (moment: Moment) =>
      `(SELECT v.value FROM outcome_values v WHERE v.stay_id = s.id AND v.measure_id = m.id AND v.moment = '${moment}'
         ORDER BY v.id DESC LIMIT 1)`;
    const whenAsked = `(SELECT b.value FROM request_parts p JOIN request_baselines b ON b.request_id = p.request_id
        WHERE p.id = s.part_id AND b.young_person_id = s.young_person_id AND b.measure_id = m.id ORDER BY b.id DESC LIMIT 1)`;
    const last = (moment: Moment) =>
      moment === 'before' ? `coalesce(${value(moment)}, ${whenAsked}) AS before` : `${value(moment)} AS ${moment}`;
    return `SELECT ${fields} m.id AS measure, ${MOMENTS.map(last).join(', ')}
              FROM stays s JOIN young_people y ON y.id = s.young_person_id CROSS JOIN unnest($4::uuid[]) AS m (id)
             WHERE s.unit_id = $1 AND s.state = 'completed' AND s.departure >= $2 AND s.departure < $3 ${condition}`;
  }
}
