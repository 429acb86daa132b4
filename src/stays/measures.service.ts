import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { signsSomewhere, type Actor } from '../identity/domain/actor.js';
import { conflict, forbidden, invalid, notFound } from '../kernel/domain-error.js';
import { Clock } from '../platform/clock.js';
import { inTransaction, violatedConstraint } from '../platform/transaction.js';
import { checkMeasure, type Measure } from './domain/outcome.js';

/** A measure of the council, and whether it asks for it now. */
export interface MeasureView extends Measure {
  id: string;
  used: boolean;
  /** It came with the service; the council can only stop asking for it. */
  isShipped: boolean;
}

/** More of them are a questionnaire that nobody answers. */
const MOST_USED = 12;

/** What a council measures before and after a stay. A measure is never changed: another is named in its place. */
@Injectable()
export class MeasuresService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** Those that are asked for first, then those that are no more. */
  list(actor: Pick<Actor, 'organisationId'>, manager: EntityManager = this.dataSource.manager): Promise<MeasureView[]> {
    return manager
      .query(
        `SELECT * FROM (
         SELECT m.id, m.name, m.unit, m.better, m.lowest, m.highest, m.organisation_id IS NULL AS "isShipped",
                coalesce((SELECT used FROM outcome_measure_uses u
                           WHERE u.organisation_id = $1 AND u.measure_id = m.id ORDER BY u.id DESC LIMIT 1), true) AS used, m.number
           FROM outcome_measures m WHERE m.organisation_id IS NULL OR m.organisation_id = $1) l
        ORDER BY used DESC, number LIMIT 200`,
        [actor.organisationId],
      )
      .then((rows: (MeasureView & { number: number })[]) => rows.map(({ number: _, ...row }) => row));
  }

  async add(actor: Actor, measure: Measure): Promise<MeasureView[]> {
    const [wrong, ...more] = checkMeasure(measure);
    if (wrong) throw invalid('invalid-measure', wrong.message, [wrong, ...more]);
    return this.change(actor, 'measure.added', async (manager, all) => {
      refuseTooMany(all);
      const isNamed = all.some(({ name }) => name.toLowerCase() === measure.name.toLowerCase());
      if (isNamed) throw namedAlready();
      const { name, unit, better, lowest, highest } = measure;
      const [made] = await once(
        manager.query<{ id: string }[]>(
          `INSERT INTO outcome_measures (organisation_id, name, unit, better, lowest, highest, at, by_user)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id`,
          [actor.organisationId, name, unit, better, lowest, highest, this.clock.now(), actor.id],
        ),
      );
      return made!.id;
    });
  }

  /** Asks for it from now on, or no more. What was written down stays. */
  async use(actor: Actor, id: string, used: boolean): Promise<MeasureView[]> {
    return this.change(actor, used ? 'measure.resumed' : 'measure.ended', async (manager, all) => {
      const measure = all.find((one) => one.id === id);
      if (!measure) throw notFound();
      if (measure.used === used)
        throw conflict('so-already', used ? 'It is asked for already.' : 'It is not asked for any more already.');
      if (used) refuseTooMany(all);
      await manager.query(
        `INSERT INTO outcome_measure_uses (organisation_id, measure_id, used, at, by_user) VALUES ($1, $2, $3, $4, $5)`,
        [actor.organisationId, id, used, this.clock.now(), actor.id],
      );
      return id;
    });
  }

  private async change(
    actor: Actor,
    action: string,
    work: (manager: EntityManager, all: MeasureView[]) => Promise<string>,
  ): Promise<MeasureView[]> {
    if (!signsSomewhere(actor))
      throw forbidden('Only a registered manager or a named delegate can change what the council measures.');
    return inTransaction(this.dataSource, async (manager) => {
      await manager.query(`SELECT 1 FROM organisations WHERE id = $1 FOR NO KEY UPDATE`, [actor.organisationId]);
      const subjectId = await work(manager, await this.list(actor, manager));
      await this.audit.record(manager, actor, { action, subject: 'outcome_measure', subjectId });
      return this.list(actor, manager);
    });
  }
}

function refuseTooMany(all: readonly MeasureView[]): void {
  if (all.filter(({ used }) => used).length >= MOST_USED)
    throw conflict('too-many-measures', `At most ${MOST_USED} are asked for at a time. Stop asking for one first.`);
}

const NAMED = 'There is a measure of this name. Choose another name, or ask for that one again.';
const namedAlready = () => conflict('measure-of-that-name', NAMED, [{ field: 'name', message: NAMED }]);

async function once<T>(written: Promise<T>): Promise<T> {
  try {
    return await written;
  } catch (error) {
    if (violatedConstraint(error) !== 'one_measure_of_a_name') throw error;
    throw namedAlready();
  }
}
