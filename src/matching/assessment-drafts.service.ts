import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { AccessService } from '../identity/access.service.js';
import { withoutJointWork, type Actor } from '../identity/domain/actor.js';
import { conflict, invalidField, notFound } from '../kernel/domain-error.js';
import { PeopleService } from '../people/people.service.js';
import { Clock } from '../platform/clock.js';
import { inTransaction } from '../platform/transaction.js';
import { refuseIfChanged } from '../platform/unchanged.js';
import { readAssessments, readDraft, readWriters, type OpenDraft } from './assessment-reader.js';
import { AssessmentsService } from './assessments.service.js';
import { draftFrom, type AssessmentDraft, type Signing } from './domain/assessment.js';
import { shownDraft } from './shown-draft.js';

/** What is being written of a young person: one draft at a time, kept as it goes, of everybody who works with them. */
@Injectable()
export class AssessmentDrafts {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly assessments: AssessmentsService,
    private readonly access: AccessService,
    private readonly people: PeopleService,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** The draft of somebody with whom the actor works; null when nothing is being written. */
  async of(actor: Actor, youngPersonId: string): Promise<OpenDraft | null> {
    await this.access.requireSight(this.dataSource.manager, withoutJointWork(actor), youngPersonId);
    return readDraft(this.dataSource.manager, youngPersonId);
  }

  /** By what it is said what a draft lacks: the day, and for how long what is known counts. */
  async signing(actor: Actor): Promise<Signing> {
    return this.assessments.signing(this.dataSource.manager, actor);
  }

  async find(actor: Actor, youngPersonId: string): Promise<OpenDraft> {
    const draft = await this.of(actor, youngPersonId);
    if (!draft) throw notFound(NOT_OPEN);
    return draft;
  }

  /** The same read by itself: written to the trail. */
  async open(actor: Actor, youngPersonId: string): Promise<OpenDraft> {
    const draft = await this.find(actor, youngPersonId);
    await this.trail(this.dataSource.manager, actor, 'assessment.draft_read', youngPersonId);
    return draft;
  }

  /** Starts from the last version; leaves one that is open already as it is. */
  async begin(actor: Actor, youngPersonId: string): Promise<OpenDraft> {
    return this.change(actor, youngPersonId, async (manager, open) => {
      // What it starts from, for who says what they have seen of that.
      refuseIfChanged(open ? shownDraft(open) : await this.assessments.read(manager, actor, youngPersonId));
      if (open) return open;
      const person = await this.people.find(manager, actor, youngPersonId);
      const [last = null] = await readAssessments(manager, youngPersonId, { limit: 1 });
      await manager.query(
        `INSERT INTO assessment_drafts (young_person_id, from_version, answers, begun_at, changed_by, changed_at)
         VALUES ($1, $2, $3::jsonb, $4, $5, $4)`,
        [
          ...[youngPersonId, last?.version ?? 0, JSON.stringify(draftFrom(last, person))],
          ...[this.clock.now(), actor.id],
        ],
      );
      await this.trail(manager, actor, 'assessment.draft_begun', youngPersonId);
      return (await readDraft(manager, youngPersonId))!;
    });
  }

  /** Keeps what was said on one of its pages. */
  async save(
    actor: Actor,
    youngPersonId: string,
    change: (draft: AssessmentDraft) => AssessmentDraft,
  ): Promise<OpenDraft> {
    return this.change(actor, youngPersonId, async (manager, open) => {
      if (!open) throw notFound(NOT_OPEN);
      refuseIfChanged(shownDraft(open));
      await manager.query(
        // Who leaves every answer as it was has read it, and written nothing.
        `UPDATE assessment_drafts SET answers = $2::jsonb, changed_by = $3, changed_at = $4,
                written_by = CASE WHEN answers = $2::jsonb OR $3 = ANY (written_by) THEN written_by ELSE written_by || $3 END
          WHERE young_person_id = $1`,
        [youngPersonId, JSON.stringify(change(answersOf(open))), actor.id, this.clock.now()],
      );
      await this.trail(manager, actor, 'assessment.draft_changed', youngPersonId);
      return (await readDraft(manager, youngPersonId))!;
    });
  }

  /**
   * Signs it as the next version. Where another was signed since it was begun, it takes the place of that one only by saying
   * so: `over` is the version that its author has read.
   */
  async sign(actor: Actor, youngPersonId: string, over?: number): Promise<void> {
    await this.change(actor, youngPersonId, async (manager, open) => {
      if (!open) throw notFound(NOT_OPEN);
      refuseIfChanged(shownDraft(open));
      const [last] = await readAssessments(manager, youngPersonId, { limit: 1 });
      const version = last?.version ?? 0;
      if (over !== undefined && over > version) throw invalidField('over', noSuchVersion(version));
      if (version !== open.fromVersion && version !== over) {
        const message = `Version ${version} was signed since this draft was begun. Read it, and say that yours takes its place; or drop the draft.`;
        throw conflict('signed-meanwhile', message, [{ field: 'over', message }]);
      }
      if (over !== undefined && over !== version) throw invalidField('over', noSuchVersion(version));
      const writers = await readWriters(manager, youngPersonId);
      await this.assessments.signIn(manager, actor, youngPersonId, { written: answersOf(open), writers }, version);
      await manager.query(`DELETE FROM assessment_drafts WHERE young_person_id = $1`, [youngPersonId]);
    });
  }

  /** What was written is gone: it was nobody's word. What is signed stays. */
  async drop(actor: Actor, youngPersonId: string): Promise<void> {
    await this.change(actor, youngPersonId, async (manager, open) => {
      if (!open) throw notFound(NOT_OPEN);
      refuseIfChanged(shownDraft(open));
      await manager.query(`DELETE FROM assessment_drafts WHERE young_person_id = $1`, [youngPersonId]);
      await this.trail(manager, actor, 'assessment.draft_dropped', youngPersonId);
    });
  }

  private change<T>(
    actor: Actor,
    youngPersonId: string,
    work: (manager: EntityManager, open: OpenDraft | null) => Promise<T>,
  ): Promise<T> {
    return inTransaction(this.dataSource, async (manager) => {
      await manager.query(`SELECT 1 FROM young_people WHERE id = $1 FOR NO KEY UPDATE`, [youngPersonId]);
      await this.access.requireSight(manager, withoutJointWork(actor), youngPersonId);
      return work(manager, await readDraft(manager, youngPersonId));
    });
  }

  private trail(manager: EntityManager, actor: Actor, action: string, youngPersonId: string): Promise<void> {
    const subject = { subject: 'young_person', subjectId: youngPersonId };
    return this.audit.record(manager, actor, { action, ...subject, youngPeople: [youngPersonId] });
  }
}

const NOT_OPEN =
  'No assessment is being written here any more: the draft was signed or dropped. Open the assessment to see what is signed, or begin a new version there.';

const noSuchVersion = (last: number): string =>
  last === 0
    ? 'No version is signed yet that yours could take the place of. Leave this out.'
    : `Version ${last} is the last that is signed. Give that, or leave this out.`;

/** Of a draft, what is written. */
function answersOf({ fromVersion: _, begunAt: __, changedBy: ___, changedAt: ____, ...answers }: OpenDraft) {
  return answers;
}
