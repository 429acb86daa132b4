import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import type { Actor } from '../identity/domain/actor.js';
import { AccessService } from '../identity/access.service.js';
import { Clock } from '../platform/clock.js';
import type { PastFact } from './domain/past-fact.js';

/** What stood on a record, until when, and who wrote something else in its place. */
export interface KeptFact extends PastFact {
  until: Date;
  by: string;
}

const LATEST = 50;

/** What is written anew on the record of a young person leaves what stood there: a record is corrected, never overwritten. */
@Injectable()
export class PastFacts {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly access: AccessService,
    private readonly clock: Clock,
  ) {}

  /** The latest first, for those who may read the young person; at most 50. */
  async of(actor: Actor, youngPersonId: string): Promise<KeptFact[]> {
    const { manager } = this.dataSource;
    await this.access.requireSight(manager, actor, youngPersonId);
    return manager.query(
      `SELECT f.field, f.was, f.until, u.name AS by FROM past_facts f JOIN users u ON u.id = f.by_user
        WHERE f.young_person_id = $1 ORDER BY f.id DESC LIMIT ${LATEST}`,
      [youngPersonId],
    );
  }

  /** In the transaction of whoever writes the record anew. */
  async keep(manager: EntityManager, actor: Actor, youngPersonId: string, facts: readonly PastFact[]): Promise<void> {
    if (facts.length === 0) return;
    await manager.query(
      `INSERT INTO past_facts (young_person_id, field, was, until, by_user)
       SELECT $1, field, was, $4, $5 FROM unnest($2::text[], $3::text[]) AS fact (field, was)`,
      [youngPersonId, facts.map(({ field }) => field), facts.map(({ was }) => was), this.clock.now(), actor.id],
    );
  }
}
