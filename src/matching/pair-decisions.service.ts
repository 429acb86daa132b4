import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { AccessService } from '../identity/access.service.js';
import { maySign, worksAt, type Actor } from '../identity/domain/actor.js';
import { conflict, forbidden, invalidField, notFound } from '../kernel/domain-error.js';
import { Clock } from '../platform/clock.js';
import { OutboxService } from '../platform/jobs/outbox.service.js';
import { inTransaction, violatedConstraint } from '../platform/transaction.js';
import { PairDecision, type PairVerdict } from './pair-decision.entity.js';

export interface Decided {
  youngPeople: string[];
  decision: PairVerdict;
  evidence: string;
  reviewBy: string;
}

@Injectable()
export class PairDecisionsService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly access: AccessService,
    private readonly audit: AuditService,
    private readonly outbox: OutboxService,
    private readonly clock: Clock,
  ) {}

  /** Those with whom the young person must never share a night. A review date that has passed lifts nothing. */
  async keptApart(manager: EntityManager, youngPersonId: string): Promise<Set<string>> {
    return (await this.keptApartOfEach(manager, [youngPersonId])).get(youngPersonId)!;
  }

  /** The same of several young people at once, in one query. */
  async keptApartOfEach(manager: EntityManager, youngPeople: readonly string[]): Promise<Map<string, Set<string>>> {
    const rows: { of: string; id: string }[] = await manager.query(
      `SELECT young_person_a AS of, young_person_b AS id FROM pair_decisions
        WHERE young_person_a = ANY ($1::uuid[]) AND decision = 'never_together' AND ended_at IS NULL
       UNION
       SELECT young_person_b, young_person_a FROM pair_decisions
        WHERE young_person_b = ANY ($1::uuid[]) AND decision = 'never_together' AND ended_at IS NULL`,
      [youngPeople],
    );
    const of = (id: string) => new Set(rows.filter((row) => row.of === id).map((row) => row.id));
    return new Map(youngPeople.map((id) => [id, of(id)]));
  }

  /**
   * Records a decision about two young people whom the actor may see. Both rows are locked, in the order of
   * their ids: a booking of either holds its own, so it comes before the decision or after it, never beside it.
   */
  async decide(actor: Actor, { youngPeople, decision, evidence, reviewBy }: Decided): Promise<PairDecision> {
    const [a, b] = youngPeople.toSorted();
    if (!a || !b || a === b) throw invalidField('youngPeople', 'Name two different young people.');
    return inTransaction(this.dataSource, async (manager) => {
      await this.access.requireSight(manager, actor, a);
      await this.access.requireSight(manager, actor, b);
      await manager.query(`SELECT 1 FROM young_people WHERE id = ANY ($1::uuid[]) ORDER BY id FOR NO KEY UPDATE`, [
        [a, b],
      ]);
      const decided = manager.create(PairDecision, {
        youngPersonA: a,
        youngPersonB: b,
        decision,
        evidence,
        reviewBy,
        decidedBy: actor.id,
        decidedAt: this.clock.now(),
      });
      try {
        await manager.save(decided);
      } catch (error) {
        if (violatedConstraint(error) !== 'one_standing_decision_a_pair') throw error;
        throw conflict(
          'already-decided',
          'A decision about these two is in force. A manager has to end it before another is made.',
        );
      }
      await this.tell(manager, actor, decided);
      await this.trail(manager, actor, 'pair_decision.made', decided);
      return decided;
    });
  }

  /** A manager ends a decision, saying why; until then it stays in force. */
  async end(actor: Actor, id: string, why: string): Promise<PairDecision> {
    if (!actor.units.some((unit) => maySign(actor, unit.id))) {
      throw forbidden('Only the registered manager of a unit or a named delegate can end a decision.');
    }
    return inTransaction(this.dataSource, async (manager) => {
      const decided = await manager.findOne(PairDecision, { where: { id }, lock: { mode: 'pessimistic_write' } });
      if (!decided) throw notFound();
      await this.access.requireSight(manager, actor, decided.youngPersonA);
      await this.access.requireSight(manager, actor, decided.youngPersonB);
      if (decided.endedAt) throw conflict('already-ended', 'This decision has been ended already.');
      Object.assign(decided, { endedAt: this.clock.now(), endedBy: actor.id, endedWhy: why });
      await manager.save(decided);
      await this.tell(manager, actor, decided);
      await this.trail(manager, actor, 'pair_decision.ended', decided);
      return decided;
    });
  }

  /** Who may be together is looked at again where the two are booked or staying. */
  private async tell(manager: EntityManager, actor: Actor, { id, decision }: PairDecision): Promise<void> {
    if (decision !== 'never_together') return;
    const [unit] = actor.units.filter((one) => worksAt(actor, one.id));
    await this.outbox.write(manager, 'pair.decided', { decision: id }, unit && { unitId: unit.id });
  }

  private trail(manager: EntityManager, actor: Actor, action: string, decided: PairDecision): Promise<void> {
    return this.audit.record(manager, actor, {
      action,
      subject: 'pair_decision',
      subjectId: decided.id,
      youngPeople: [decided.youngPersonA, decided.youngPersonB],
    });
  }
}
