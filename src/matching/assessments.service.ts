import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { AccessService } from '../identity/access.service.js';
import type { Actor } from '../identity/domain/actor.js';
import { conflict, invalid, notFound } from '../kernel/domain-error.js';
import { dateIn } from '../kernel/nights.js';
import { Clock } from '../platform/clock.js';
import { inTransaction } from '../platform/transaction.js';
import { refuseIfChanged } from '../platform/unchanged.js';
import { StayNeedsService } from '../stays/stay-needs.service.js';
import { pageOf, readCursor, type Page, type PageQuery } from '../web/paging.js';
import { readAssessments, readStandings, type SignedAssessment } from './assessment-reader.js';
import { changesBetween, type AssessmentChange } from './domain/assessment-changes.js';
import { asAssessment, faultsOf, type AssessmentDraft, type Signing } from './domain/assessment.js';
import { standingOf, type Standing } from './domain/standing.js';
import { RuleSetsService } from './rule-sets.service.js';

/** Whether somebody counts as assessed, and what was signed last. */
export interface Assessed {
  standing: Standing;
  latest: SignedAssessment | null;
}

/** A version, and what it says differently from another; from the one before it when none is named. */
export interface ComparedVersion {
  assessment: SignedAssessment;
  /** Null for the first. */
  against: number | null;
  changes: AssessmentChange[];
}

const ZONE = 'Europe/London';
const WHO_MAY = 'the key worker, or anybody else who works with them, who wrote none of it.';
const OF = { subject: 'young_person' } as const;

/** Signed assessments of young people, for those who may read them: never edited, a new version supersedes the last. */
@Injectable()
export class AssessmentsService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly access: AccessService,
    private readonly audit: AuditService,
    private readonly guide: RuleSetsService,
    private readonly needs: StayNeedsService,
    private readonly clock: Clock,
  ) {}

  /** Where the young person stands, read by itself: written to the trail. */
  async open(actor: Actor, youngPersonId: string): Promise<Assessed> {
    const { manager } = this.dataSource;
    await this.access.requireSight(manager, actor, youngPersonId);
    const found = await this.read(manager, actor, youngPersonId);
    await this.trail(manager, actor, 'assessment.read', youngPersonId);
    return found;
  }

  /** Whether each of them counts as assessed, by their ids. That the actor may read them is for the caller to know. */
  async standings(
    actor: Pick<Actor, 'organisationId'>,
    youngPersonIds: readonly string[],
    manager = this.dataSource.manager,
  ): Promise<Map<string, Standing>> {
    return this.standingsIn(manager, actor, youngPersonIds);
  }

  /** All versions, the latest first. */
  async list(
    actor: Actor,
    youngPersonId: string,
    { limit, cursor }: Pick<PageQuery, 'limit' | 'cursor'>,
  ): Promise<Page<SignedAssessment>> {
    const { manager } = this.dataSource;
    await this.access.requireSight(manager, actor, youngPersonId);
    const [under] = readCursor(cursor, ['number'], youngPersonId) ?? [];
    const rows = await readAssessments(manager, youngPersonId, {
      ...(typeof under === 'number' && { under }),
      limit: limit + 1,
    });
    await this.trail(manager, actor, 'assessment.read', youngPersonId);
    return pageOf(rows, limit, ({ version }) => [version], youngPersonId);
  }

  async compare(actor: Actor, youngPersonId: string, version: number, against?: number): Promise<ComparedVersion> {
    const { manager } = this.dataSource;
    await this.access.requireSight(manager, actor, youngPersonId);
    const [assessment] = await readAssessments(manager, youngPersonId, { version, limit: 1 });
    const [other] = await readAssessments(manager, youngPersonId, {
      ...(against === undefined ? { under: version } : { version: against }),
      limit: 1,
    });
    if (!assessment || (against !== undefined && !other)) throw notFound();
    await this.trail(manager, actor, 'assessment.read', youngPersonId);
    return { assessment, against: other?.version ?? null, changes: other ? changesBetween(other, assessment) : [] };
  }

  /** Signs what was written, in one step, as the next version. Who has a draft open signs that, or drops it first. */
  async sign(actor: Actor, youngPersonId: string, written: AssessmentDraft): Promise<Assessed> {
    return this.change(actor, youngPersonId, async (manager, before) => {
      refuseIfChanged(before);
      await this.signIn(manager, actor, youngPersonId, { written, writers: [] }, before.latest?.version ?? 0);
    });
  }

  /**
   * The same as part of another step, of somebody whose row is locked and whom the actor may read; `writers` by their ids:
   * everybody whose answers are in it.
   */
  async signIn(
    manager: EntityManager,
    actor: Actor,
    youngPersonId: string,
    { written, writers }: { written: AssessmentDraft; writers: readonly string[] },
    lastVersion: number,
  ): Promise<void> {
    const now = this.clock.now();
    const faults = [
      ...faultsOf(written, await this.signing(manager, actor)),
      ...(await this.faultsOfRoom(manager, youngPersonId, written, lastVersion)),
    ];
    if (faults.length > 0)
      throw invalid(
        'invalid-assessment',
        faults[0]!.message,
        faults.map(({ place, message }) => ({ field: place, message })),
      );
    const { ratings, noKnownConcern, strengths, helps, support, roomNeeds, houseNeeds, reviewBy } =
      asAssessment(written);
    await manager.query(
      `INSERT INTO assessments (young_person_id, version, ratings, rest_source, rest_on, strengths, helps, support,
                                room_needs, house_needs, review_by, signed_by, signed_at, also_written_by)
       VALUES ($1, $2, $3::jsonb, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14::uuid[])`,
      [
        ...[youngPersonId, lastVersion + 1, JSON.stringify(ratings)],
        ...[noKnownConcern?.source ?? null, noKnownConcern?.date ?? null, strengths, helps, support],
        ...[roomNeeds.toSorted(), houseNeeds, reviewBy, actor.id, now],
        writers.filter((id) => id !== actor.id),
      ],
    );
    await this.trail(manager, actor, 'assessment.signed', youngPersonId, { version: lastVersion + 1 });
  }

  /** What the room must have, in words that a room of theirs has, or that stood in the version before. */
  private async faultsOfRoom(
    manager: EntityManager,
    youngPersonId: string,
    { roomNeeds }: AssessmentDraft,
    lastVersion: number,
  ): Promise<{ place: string; message: string }[]> {
    if (roomNeeds.length === 0) return [];
    const [last] = await readAssessments(manager, youngPersonId, { version: lastVersion, limit: 1 });
    const fault = await this.needs.faultOfRoom(manager, youngPersonId, roomNeeds, last?.roomNeeds ?? []);
    return fault ? [{ place: 'roomNeeds', message: `${fault} Or say it under what the house needs.` }] : [];
  }

  /** A second person says the same: nobody whose answers are in it, and only of the latest version. */
  async countersign(actor: Actor, youngPersonId: string, version: number): Promise<Assessed> {
    return this.change(actor, youngPersonId, async (manager, before) => {
      const [assessment] = await readAssessments(manager, youngPersonId, { version, limit: 1 });
      if (!assessment) throw notFound();
      refuseIfChanged(before);
      const { latest } = before;
      if (latest?.version !== version)
        throw conflict('superseded', `Version ${latest!.version} has superseded this one. Countersign that.`);
      if (assessment.countersigned)
        throw conflict('already-countersigned', `${assessment.countersigned.by.name} has countersigned it already.`);
      if (assessment.signedBy.id === actor.id)
        throw conflict('own-assessment', `You signed it yourself. A second person has to countersign it: ${WHO_MAY}`);
      if (assessment.alsoWrittenBy.some(({ id }) => id === actor.id))
        throw conflict('own-assessment', `You wrote some of it. A second person has to countersign it: ${WHO_MAY}`);
      await manager.query(
        `INSERT INTO assessment_countersignatures (assessment_id, signed_by, by_user, at)
         SELECT id, signed_by, $3, $4 FROM assessments WHERE young_person_id = $1 AND version = $2`,
        [youngPersonId, version, actor.id, this.clock.now()],
      );
      await this.trail(manager, actor, 'assessment.countersigned', youngPersonId, { version });
    });
  }

  /** Of an assessment that would be signed now: the day, and for how long what is known counts. */
  async signing(manager: EntityManager, { organisationId }: Pick<Actor, 'organisationId'>): Promise<Signing> {
    const { assessmentDays } = (await this.guide.inForce(manager, organisationId)).rules.stale;
    return { today: dateIn(this.clock.now(), ZONE), days: assessmentDays };
  }

  /** Where somebody stands, within a step about them. */
  async read(manager: EntityManager, actor: Actor, youngPersonId: string): Promise<Assessed> {
    const [latest = null] = await readAssessments(manager, youngPersonId, { limit: 1 });
    const standings = await this.standingsIn(manager, actor, [youngPersonId]);
    return { standing: standings.get(youngPersonId)!, latest };
  }

  private async change(
    actor: Actor,
    youngPersonId: string,
    work: (manager: EntityManager, before: Assessed) => Promise<void>,
  ): Promise<Assessed> {
    return inTransaction(this.dataSource, async (manager) => {
      await manager.query(`SELECT 1 FROM young_people WHERE id = $1 FOR NO KEY UPDATE`, [youngPersonId]);
      await this.access.requireSight(manager, actor, youngPersonId);
      await work(manager, await this.read(manager, actor, youngPersonId));
      return this.read(manager, actor, youngPersonId);
    });
  }

  private async standingsIn(
    manager: EntityManager,
    actor: Pick<Actor, 'organisationId'>,
    ids: readonly string[],
  ): Promise<Map<string, Standing>> {
    const { today, days } = await this.signing(manager, actor);
    const facts = await readStandings(manager, ids, today);
    return new Map([...facts].map(([id, one]) => [id, standingOf(one, today, days)]));
  }

  private trail(
    manager: EntityManager,
    actor: Actor,
    action: string,
    youngPersonId: string,
    details: Record<string, unknown> = {},
  ): Promise<void> {
    const youngPeople = [youngPersonId];
    return this.audit.record(manager, actor, { action, ...OF, subjectId: youngPersonId, youngPeople, details });
  }
}
