import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Actor } from '../identity/domain/actor.js';
import { forbidden } from '../kernel/domain-error.js';
import { Clock } from '../platform/clock.js';
import { inTransaction } from '../platform/transaction.js';
import { refuseIfChanged } from '../platform/unchanged.js';
import { CHARACTERISTIC_KINDS, mayKnowCharacteristics, type CharacteristicKind } from './domain/characteristics.js';
import { PeopleService } from './people.service.js';

/** One answer, and who wrote it down; null while nobody has asked. */
export interface Recorded {
  kind: CharacteristicKind;
  answer: string;
  writtenBy: string | null;
  writtenAt: Date | null;
}

export type Answers = Partial<Record<CharacteristicKind, string>>;

/** What a young person says they are, for the monitoring of equality: each answer stays on record, the last holds. */
@Injectable()
export class CharacteristicsService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly people: PeopleService,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** For the key worker alone; that they were read is written to the trail. */
  async open(actor: Actor, youngPersonId: string): Promise<Recorded[]> {
    const { manager } = this.dataSource;
    await this.requireKeyWorker(manager, actor, youngPersonId);
    const recorded = await this.read(manager, youngPersonId);
    await this.trail(manager, actor, 'characteristics.read', youngPersonId);
    return recorded;
  }

  /** What is left out stays as it is; what nobody has changed is not written twice. */
  async write(actor: Actor, youngPersonId: string, given: Answers): Promise<void> {
    await inTransaction(this.dataSource, async (manager) => {
      await manager.query(`SELECT 1 FROM young_people WHERE id = $1 FOR NO KEY UPDATE`, [youngPersonId]);
      await this.requireKeyWorker(manager, actor, youngPersonId);
      const before = await this.read(manager, youngPersonId);
      refuseIfChanged(before);
      const changed = before.filter(({ kind, answer }) => given[kind] !== undefined && given[kind] !== answer);
      if (changed.length === 0) return;
      const kinds = changed.map(({ kind }) => kind);
      await manager.query(
        `INSERT INTO characteristics (young_person_id, kind, answer, at, by_user)
         SELECT $1, kind, answer, $4, $5 FROM unnest($2::text[], $3::text[]) AS given (kind, answer)`,
        [youngPersonId, kinds, kinds.map((kind) => given[kind]), this.clock.now(), actor.id],
      );
      await this.trail(manager, actor, 'characteristics.written', youngPersonId);
    });
  }

  private async requireKeyWorker(manager: EntityManager, actor: Actor, youngPersonId: string): Promise<void> {
    const person = await this.people.find(manager, actor, youngPersonId);
    if (!mayKnowCharacteristics(actor, person)) throw forbidden(THEIRS_ALONE);
  }

  private async read(manager: EntityManager, youngPersonId: string): Promise<Recorded[]> {
    const rows = await manager.query<Recorded[]>(
      `SELECT DISTINCT ON (c.kind) c.kind, c.answer, u.name AS "writtenBy", c.at AS "writtenAt"
         FROM characteristics c JOIN users u ON u.id = c.by_user WHERE c.young_person_id = $1 ORDER BY c.kind, c.id DESC`,
      [youngPersonId],
    );
    return CHARACTERISTIC_KINDS.map((kind) => {
      const nothing = { kind, answer: 'not_recorded', writtenBy: null, writtenAt: null };
      return rows.find((row) => row.kind === kind) ?? nothing;
    });
  }

  private trail(manager: EntityManager, actor: Actor, action: string, youngPersonId: string): Promise<void> {
    const subject = { subject: 'young_person', subjectId: youngPersonId };
    return this.audit.record(manager, actor, { action, ...subject, youngPeople: [youngPersonId] });
  }
}

const THEIRS_ALONE = 'Only the key worker reads and writes this. Tell the key worker what should be put right.';
