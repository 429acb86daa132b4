import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { AccessService } from '../identity/access.service.js';
import type { Actor } from '../identity/domain/actor.js';
import { Clock } from '../platform/clock.js';
import { inTransaction } from '../platform/transaction.js';
import { refuseIfChanged } from '../platform/unchanged.js';
import { NEED_KINDS, type NeedToMeet } from './domain/characteristics.js';

/** What is to be met for a young person; empty where nobody has written anything down. */
export type Needs = Record<NeedToMeet, string>;

/** What is to be met for a young person while they stay: each text stays on record, the last holds. */
@Injectable()
export class NeedsToMeet {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly access: AccessService,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** For those who may read the young person. */
  async of(actor: Actor, youngPersonId: string): Promise<Needs> {
    return this.read(this.dataSource.manager, actor, youngPersonId);
  }

  /** The same for somebody who was shown a stay of theirs already. */
  async ofStaying(youngPersonId: string): Promise<Needs> {
    return this.standing(this.dataSource.manager, youngPersonId);
  }

  /** What is left out stays as it is; what nobody has changed is not written twice. */
  async write(actor: Actor, youngPersonId: string, given: Partial<Needs>): Promise<void> {
    await inTransaction(this.dataSource, async (manager) => {
      await manager.query(`SELECT 1 FROM young_people WHERE id = $1 FOR NO KEY UPDATE`, [youngPersonId]);
      const before = await this.read(manager, actor, youngPersonId);
      refuseIfChanged(before);
      const changed = NEED_KINDS.filter((kind) => given[kind] !== undefined && given[kind] !== before[kind]);
      if (changed.length === 0) return;
      await manager.query(
        `INSERT INTO needs_to_meet (young_person_id, kind, text, at, by_user)
         SELECT $1, kind, text, $4, $5 FROM unnest($2::text[], $3::text[]) AS given (kind, text)`,
        [youngPersonId, changed, changed.map((kind) => given[kind]), this.clock.now(), actor.id],
      );
      await this.audit.record(manager, actor, {
        ...{ action: 'needs_to_meet.written', subject: 'young_person', subjectId: youngPersonId },
        youngPeople: [youngPersonId],
      });
    });
  }

  private async read(manager: EntityManager, actor: Actor, youngPersonId: string): Promise<Needs> {
    await this.access.requireSight(manager, actor, youngPersonId);
    return this.standing(manager, youngPersonId);
  }

  private async standing(manager: EntityManager, youngPersonId: string): Promise<Needs> {
    const rows = await manager.query<{ kind: NeedToMeet; text: string }[]>(
      `SELECT DISTINCT ON (kind) kind, text FROM needs_to_meet WHERE young_person_id = $1 ORDER BY kind, id DESC`,
      [youngPersonId],
    );
    const needs: Needs = { diet: '', faith: '', access: '', identity: '' };
    for (const { kind, text } of rows) needs[kind] = text;
    return needs;
  }
}
