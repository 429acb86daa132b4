import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { AccessService } from '../identity/access.service.js';
import type { Actor } from '../identity/domain/actor.js';
import { mayRead } from '../identity/visibility.js';
import { conflict, invalidField } from '../kernel/domain-error.js';
import { PeopleService } from '../people/people.service.js';
import { Clock } from '../platform/clock.js';
import { inTransaction } from '../platform/transaction.js';
import { refuseIfChanged } from '../platform/unchanged.js';
import { siblingsAgainst, type SiblingRelation } from './domain/sibling.js';
import type { KnownPerson } from './information-reader.js';
import { PairDecisionsService } from './pair-decisions.service.js';
import { writeSiblings, type PairOfIds } from './sibling-rows.js';

/** A brother or a sister, and whether the two stay together. */
export interface Sibling {
  youngPerson: KnownPerson;
  relation: 'together' | 'apart';
  note: string;
  at: Date;
  by: string;
}

/** More brothers and sisters than this nobody has on record. */
const MOST = 50;

/** Who are brothers and sisters, for those who may read both: the last word about two holds. */
@Injectable()
export class SiblingRecords {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly access: AccessService,
    private readonly people: PeopleService,
    private readonly pairs: PairDecisionsService,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  async of(actor: Actor, youngPersonId: string): Promise<Sibling[]> {
    const { manager } = this.dataSource;
    await this.access.requireSight(manager, actor, youngPersonId);
    const found = await this.read(manager, actor, youngPersonId);
    const youngPeople = [youngPersonId, ...found.map(({ youngPerson }) => youngPerson.id)];
    await this.trail(manager, actor, 'siblings.read', youngPeople);
    return found;
  }

  /** Records what they are to each other. Both rows are locked in the order of their ids, as for a decision about them. */
  async record(
    actor: Actor,
    youngPersonId: string,
    said: { other: string; relation: SiblingRelation; note: string },
  ): Promise<Sibling[]> {
    const { other, relation, note } = said;
    if (other === youngPersonId)
      throw invalidField('other', 'Name somebody else: nobody is their own brother or sister.');
    const pair: PairOfIds = youngPersonId < other ? [youngPersonId, other] : [other, youngPersonId];
    return inTransaction(this.dataSource, async (manager) => {
      await manager.query(`SELECT 1 FROM young_people WHERE id = ANY ($1::uuid[]) ORDER BY id FOR NO KEY UPDATE`, [
        pair,
      ]);
      refuseIfChanged(await this.people.find(manager, actor, youngPersonId));
      await this.access.requireSight(manager, actor, other);
      const against = siblingsAgainst(relation, (await this.pairs.keptApart(manager, youngPersonId)).has(other));
      if (against) throw conflict('against-decision', against, [{ field: 'relation', message: against }]);
      await writeSiblings(manager, pair, { relation, note, at: this.clock.now(), by: actor.id });
      await this.trail(manager, actor, 'siblings.recorded', pair);
      return this.read(manager, actor, youngPersonId);
    });
  }

  private async read(manager: EntityManager, actor: Actor, youngPersonId: string): Promise<Sibling[]> {
    const parameters: unknown[] = [youngPersonId];
    return manager.query<Sibling[]>(
      `SELECT last.relation, last.note, last.at, u.name AS by,
              json_build_object('id', y.id, 'firstName', y.first_name, 'lastName', y.last_name, 'dateOfBirth', y.date_of_birth,
                'caseNumber', y.case_number, 'keyWorker', json_build_object('id', k.id, 'name', k.name)) AS "youngPerson"
         FROM (SELECT DISTINCT ON (s.young_person_a, s.young_person_b) s.*,
                      CASE WHEN s.young_person_a = $1 THEN s.young_person_b ELSE s.young_person_a END AS other
                 FROM siblings s WHERE $1 IN (s.young_person_a, s.young_person_b)
                ORDER BY s.young_person_a, s.young_person_b, s.id DESC) last
         JOIN young_people y ON y.id = last.other JOIN users k ON k.id = y.key_worker_id JOIN users u ON u.id = last.by_user
        WHERE last.relation <> 'none' AND ${mayRead(actor, 'y.id', parameters, this.clock.now())}
        ORDER BY y.last_name, y.first_name, y.id LIMIT ${MOST}`,
      parameters,
    );
  }

  private trail(manager: EntityManager, actor: Actor, action: string, youngPeople: readonly string[]): Promise<void> {
    return this.audit.record(manager, actor, { action, subject: 'siblings', youngPeople: [...youngPeople] });
  }
}
