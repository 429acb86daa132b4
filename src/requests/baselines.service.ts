import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { refuseLookingOn, type Actor } from '../identity/domain/actor.js';
import { conflict, invalid, invalidField, type FieldError } from '../kernel/domain-error.js';
import { Clock } from '../platform/clock.js';
import { inTransaction } from '../platform/transaction.js';
import { refuseIfChanged } from '../platform/unchanged.js';
import { checkValue } from '../stays/domain/outcome.js';
import { MeasuresService, type MeasureView } from '../stays/measures.service.js';
import { peopleOf } from './domain/parts.js';
import { OPEN_STATES } from './domain/states.js';
import { openedJson } from './pages/request.json.js';
import type { OpenedRequest, PartView } from './request-view.js';
import { RequestsService } from './requests.service.js';

/** A number that was written down when a break was asked for. */
export interface BaselineValue {
  value: number;
  at: Date;
  by: { id: string; name: string };
}

/** How things are with one of those for whom it is, or was, asked: what the council measures, and the number that holds. */
export interface Baseline {
  youngPerson: PartView['youngPerson'];
  measures: (MeasureView & { baseline: BaselineValue | null })[];
}

export interface NewValue {
  youngPerson: string;
  measure: string;
  value: number;
}

/** How things were when a break was asked for, to compare a stay with. Numbers are appended; none of it is required. */
@Injectable()
export class BaselinesService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly requests: RequestsService,
    private readonly measures: MeasuresService,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** Of each of those for whom it is asked, whom the actor may read. */
  async of(actor: Actor, requestId: string): Promise<Baseline[]> {
    return this.ofRequest(actor, await this.requests.open(actor, requestId));
  }

  /** The same of a request that is open already. */
  ofRequest(actor: Actor, request: OpenedRequest): Promise<Baseline[]> {
    return this.read(this.dataSource.manager, actor, request);
  }

  /** Writes down the numbers that are new, all of them or none. */
  async record(actor: Actor, requestId: string, values: readonly NewValue[]): Promise<Baseline[]> {
    return inTransaction(this.dataSource, async (manager) => {
      const request = await this.requests.find(manager, actor, requestId);
      await manager.query(`SELECT 1 FROM requests WHERE id = $1 FOR NO KEY UPDATE`, [request.id]);
      refuseIfChanged(openedJson(request));
      refuseUnlessMeasured(actor, request);
      const before = await this.read(manager, actor, request);
      if (values.length === 0) throw invalidField('values', 'Enter at least one number.');
      const errors = values.flatMap((one, place) => wrongIn(one, before, `values.${place}`));
      if (errors.length > 0) throw invalid('invalid-outcome', errors[0]!.message, errors);
      const given = values.filter((one) => standing(before, one)?.value !== one.value);
      if (given.length > 0) await this.write(manager, actor, request, given);
      return this.read(manager, actor, request);
    });
  }

  private async write(manager: EntityManager, actor: Actor, { id }: OpenedRequest, given: readonly NewValue[]) {
    await manager.query(
      `INSERT INTO request_baselines (request_id, young_person_id, measure_id, value, at, by_user)
       SELECT $1, g.young_person, g.measure, g.value, $2, $3
         FROM unnest($4::uuid[], $5::uuid[], $6::int[]) AS g (young_person, measure, value)`,
      [
        ...[id, this.clock.now(), actor.id, given.map(({ youngPerson }) => youngPerson)],
        ...[given.map(({ measure }) => measure), given.map(({ value }) => value)],
      ],
    );
    const youngPeople = [...new Set(given.map(({ youngPerson }) => youngPerson))];
    await this.audit.record(manager, actor, {
      ...{ action: 'request.measured', subject: 'request', subjectId: id, youngPeople },
    });
  }

  private async read(manager: EntityManager, actor: Actor, request: OpenedRequest): Promise<Baseline[]> {
    const people = request.standsForAll ? peopleOf(request.parts) : [request.youngPerson];
    const measures = await this.measures.list(actor, manager);
    const rows = await manager.query<(BaselineValue & { youngPerson: string; measure: string })[]>(
      `SELECT DISTINCT ON (b.young_person_id, b.measure_id) b.young_person_id AS "youngPerson", b.measure_id AS measure,
              b.value, b.at, json_build_object('id', u.id, 'name', u.name) AS by
         FROM request_baselines b JOIN users u ON u.id = b.by_user
        WHERE b.request_id = $1 AND b.young_person_id = ANY ($2::uuid[])
        ORDER BY b.young_person_id, b.measure_id, b.id DESC`,
      [request.id, people.map(({ id }) => id)],
    );
    return people.map((youngPerson) => ({
      youngPerson,
      measures: measures.flatMap((measure) => {
        const found = rows.find((row) => row.youngPerson === youngPerson.id && row.measure === measure.id);
        const baseline = found ? { value: found.value, at: found.at, by: found.by } : null;
        return measure.used || baseline ? [{ ...measure, baseline }] : [];
      }),
    }));
  }
}

/** Whether how things were can still be told: until they have come. */
export const mayBeMeasured = (request: OpenedRequest): boolean =>
  (request.standsForAll ? request.parts : [request]).some(
    ({ state }) => state === 'draft' || state === 'booked' || OPEN_STATES.includes(state),
  );

function refuseUnlessMeasured(actor: Actor, request: OpenedRequest): void {
  refuseLookingOn(actor, request.unit.id);
  if (!mayBeMeasured(request)) throw conflict('not-possible-now', OVER);
}

const standing = (before: readonly Baseline[], { youngPerson, measure }: NewValue) =>
  before.find((one) => one.youngPerson.id === youngPerson)?.measures.find(({ id }) => id === measure)?.baseline;

function wrongIn({ youngPerson, measure, value }: NewValue, before: readonly Baseline[], at: string): FieldError[] {
  const ofPerson = before.find((one) => one.youngPerson.id === youngPerson);
  if (!ofPerson) return [{ field: `${at}.youngPerson`, message: 'Choose somebody for whom this request is.' }];
  const found = ofPerson.measures.find(({ id }) => id === measure);
  if (!found) return [{ field: `${at}.measure`, message: 'Choose something that the council measures.' }];
  return checkValue('before', value, found).map(({ message }) => ({ field: `${at}.value`, message }));
}

const OVER = 'They have come, or the request has ended: how things were before is written down with the stay now.';
