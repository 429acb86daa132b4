import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, IsNull, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { AccessService } from '../identity/access.service.js';
import { signsSomewhere, worksAt, type Actor } from '../identity/domain/actor.js';
import { conflict, forbidden, invalid, invalidField, notFound } from '../kernel/domain-error.js';
import { dateIn, type PlainDate } from '../kernel/nights.js';
import { Clock } from '../platform/clock.js';
import { OutboxService } from '../platform/jobs/outbox.service.js';
import { inTransaction } from '../platform/transaction.js';
import { faultsOfPair, liftsVeto, PAIR_VERDICT_TEXT, type Decided } from './domain/pair-decision.js';
import { APART_BY_VETO, vetoAgainst } from './domain/sibling.js';
import { PairDecision } from './pair-decision.entity.js';
import { siblingRelation, writeSiblings, type PairOfIds } from './sibling-rows.js';

/** A decision about two, and the last day before it is to be looked at again. */
export interface PairToReview {
  id: string;
  youngPeople: [string, string];
  reviewBy: PlainDate;
}

const ZONE = 'Europe/London';
const ONLY_MANAGERS = 'Only the registered manager of a unit or a named delegate can end a decision.';

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
    const apart = new Map(youngPeople.map((id) => [id, new Set<string>()]));
    for (const { of, id } of rows) apart.get(of)!.add(id);
    return apart;
  }

  /** Those in force about any of these young people that are to be looked at again by a day, in one query. */
  async toReviewBy(manager: EntityManager, youngPeople: readonly string[], day: PlainDate): Promise<PairToReview[]> {
    return manager.query(
      `SELECT id, json_build_array(young_person_a, young_person_b) AS "youngPeople", review_by AS "reviewBy"
         FROM pair_decisions
        WHERE ended_at IS NULL AND review_by <= $2::date AND (young_person_a = ANY ($1::uuid[]) OR young_person_b = ANY ($1::uuid[]))
        ORDER BY review_by, id`,
      [youngPeople, day],
    );
  }

  /**
   * Records a decision about two young people whom the actor may see. Both rows are locked, in the order of
   * their ids: a booking of either holds its own, so it comes before the decision or after it, never beside it.
   *
   * What contradicts a decision in force is refused, and takes its place only by naming it and saying why; a veto is lifted
   * by a manager alone. So does a veto about brothers or sisters who are to stay together: saying so puts them apart.
   */
  async decide(actor: Actor, decided: Decided): Promise<PairDecision> {
    const [a, b] = decided.youngPeople.toSorted();
    if (!a || !b || a === b) throw invalidField('youngPeople', 'Name two different young people.');
    return inTransaction(this.dataSource, async (manager) => {
      await this.access.requireSight(manager, actor, a);
      await this.access.requireSight(manager, actor, b);
      await manager.query(`SELECT 1 FROM young_people WHERE id = ANY ($1::uuid[]) ORDER BY id FOR NO KEY UPDATE`, [
        [a, b],
      ]);
      const faults = faultsOfPair(decided, dateIn(this.clock.now(), ZONE));
      if (faults.length > 0) throw invalid('invalid-pair-decision', faults[0]!.message, faults);
      const standing = await manager.findOneBy(PairDecision, { youngPersonA: a, youngPersonB: b, endedAt: IsNull() });
      await this.supersede(manager, actor, standing, decided);
      await this.putApart(manager, actor, [a, b], decided);
      const { decision, evidence, mitigation = null, reviewBy } = decided;
      const made = manager.create(PairDecision, {
        ...{ youngPersonA: a, youngPersonB: b, decision, evidence, mitigation, reviewBy },
        ...{ supersedes: standing?.id ?? null, decidedBy: actor.id, decidedAt: this.clock.now() },
      });
      await manager.save(made);
      await this.tell(manager, actor, made);
      await this.trail(manager, actor, 'pair_decision.made', made);
      return made;
    });
  }

  /** A manager ends a decision, saying why; until then it stays in force. */
  async end(actor: Actor, id: string, why: string): Promise<PairDecision> {
    if (!signsSomewhere(actor)) throw forbidden(ONLY_MANAGERS);
    return inTransaction(this.dataSource, async (manager) => {
      const decided = await manager.findOne(PairDecision, { where: { id }, lock: { mode: 'pessimistic_write' } });
      if (!decided) throw notFound();
      await this.access.requireSight(manager, actor, decided.youngPersonA);
      await this.access.requireSight(manager, actor, decided.youngPersonB);
      if (decided.endedAt) throw conflict('already-ended', 'This decision has been ended already.');
      await this.endIn(manager, actor, decided, why);
      return decided;
    });
  }

  /** Whether two of whom no veto is in force any more are still on record as brothers or sisters who stay apart. */
  async stillApart({ youngPersonA, youngPersonB, decision, endedAt }: PairDecision): Promise<boolean> {
    if (decision === 'never_together' && endedAt === null) return false;
    return (await siblingRelation(this.dataSource.manager, [youngPersonA, youngPersonB])) === 'apart';
  }

  /** Ends what is in force about the two, where the new decision says that it takes its place; refuses where it does not. */
  private async supersede(
    manager: EntityManager,
    actor: Actor,
    standing: PairDecision | null,
    next: Decided,
  ): Promise<void> {
    if (!standing) {
      if (next.supersedes) throw invalidField('supersedes', 'This decision is not in force any more.');
      return;
    }
    if (next.supersedes !== standing.id) {
      const inForce = PAIR_VERDICT_TEXT[standing.decision].toLowerCase();
      const message = `A decision about these two is in force. Say that yours takes its place, and why, or leave it.`;
      throw conflict('already-decided', `${message} It says “${inForce}”: ${standing.evidence}`, [
        { field: 'supersedes', message },
      ]);
    }
    if (liftsVeto(standing, next) && !signsSomewhere(actor)) {
      const message = `“Never together” is in force about these two. ${ONLY_MANAGERS} Ask one of them.`;
      throw conflict('only-managers-lift', message, [{ field: 'decision', message }]);
    }
    await this.endIn(manager, actor, standing, next.supersedesWhy!);
  }

  /** A veto about two who are to stay together says so, and puts them on record as apart; refused where it does not. */
  private async putApart(manager: EntityManager, actor: Actor, pair: PairOfIds, decided: Decided): Promise<void> {
    if (decided.decision !== 'never_together') return;
    const against = vetoAgainst(await siblingRelation(manager, pair));
    if (!against) return;
    if (!decided.againstSiblings)
      throw conflict('against-siblings', against, [{ field: 'againstSiblings', message: against }]);
    const said = { relation: 'apart' as const, note: APART_BY_VETO, at: this.clock.now(), by: actor.id };
    await writeSiblings(manager, pair, said);
    await this.audit.record(manager, actor, {
      action: 'siblings.recorded',
      subject: 'siblings',
      youngPeople: [...pair],
    });
  }

  private async endIn(manager: EntityManager, actor: Actor, decided: PairDecision, why: string): Promise<void> {
    Object.assign(decided, { endedAt: this.clock.now(), endedBy: actor.id, endedWhy: why });
    await manager.save(decided);
    await this.tell(manager, actor, decided);
    await this.trail(manager, actor, 'pair_decision.ended', decided);
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
