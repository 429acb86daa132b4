import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { maySign, worksAt, type Actor } from '../identity/domain/actor.js';
import { mayRead } from '../identity/visibility.js';
import { conflict, forbidden, notFound } from '../kernel/domain-error.js';
import type { PlainDate } from '../kernel/nights.js';
import { Clock } from '../platform/clock.js';
import { inTransaction } from '../platform/transaction.js';
import { notTheirs } from './domain/suggestion.js';
import { readSuggestions, type Suggestion } from './review-reader.js';

/** A suggestion with whose stay it is about. */
export interface OpenSuggestion extends Suggestion {
  youngPerson: {
    id: string;
    firstName: string;
    lastName: string;
    dateOfBirth: PlainDate;
    caseNumber: string;
    keyWorker: { id: string; name: string };
  };
  unit: { id: string };
}

const MOST = 50;

/** What stays have shown and somebody should decide: whose it is, and that it is done. It is never done by itself. */
@Injectable()
export class SuggestionsService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /**
   * What is the actor's to do, the longest open first: of who signs for a unit its matching decisions, and new assessments
   * of whoever's key worker they are; of a young person whose key worker has left, of the unit's managers.
   */
  async mine(actor: Actor): Promise<OpenSuggestion[]> {
    const parameters: unknown[] = [];
    const units = actor.units.filter(({ id }) => maySign(actor, id)).map(({ id }) => id);
    const own = [actor.id, ...(actor.standsInFor ?? []).map(({ id }) => id)];
    const whose =
      actor.role === 'cas_worker'
        ? `g.kind = 'assessment' AND EXISTS (SELECT FROM young_people y WHERE y.id = s.young_person_id
             AND y.key_worker_id = ANY ($${parameters.push(own)}::uuid[]))`
        : `s.unit_id = ANY ($${parameters.push(units)}::uuid[]) AND (g.kind = 'matching_decision' OR EXISTS (
             SELECT FROM young_people y JOIN users k ON k.id = y.key_worker_id
              WHERE y.id = s.young_person_id AND k.ended_at IS NOT NULL))`;
    const found = await this.read(this.dataSource.manager, actor, `g.done_at IS NULL AND ${whose}`, parameters);
    if (found.length > 0)
      await this.audit.record(this.dataSource.manager, actor, {
        ...{ action: 'suggestions.list', subject: 'suggestion' },
        youngPeople: [...new Set(found.flatMap(named))],
      });
    return found;
  }

  async open(actor: Actor, id: string): Promise<OpenSuggestion> {
    const found = await this.find(this.dataSource.manager, actor, id);
    await this.trail(this.dataSource.manager, actor, 'suggestion.read', found);
    return found;
  }

  /** Somebody whose it is has dealt with it, and says what came of it. */
  async finish(actor: Actor, id: string, text: string): Promise<OpenSuggestion> {
    return inTransaction(this.dataSource, async (manager) => {
      await manager.query(`SELECT 1 FROM suggestions WHERE id = $1 FOR UPDATE`, [id]);
      const found = await this.find(manager, actor, id);
      const refused = notTheirs(actor, found);
      if (refused) throw forbidden(refused);
      if (found.done)
        throw conflict('done-already', `${found.done.by.name} has dealt with this already. Look at what came of it.`);
      await manager.query(`UPDATE suggestions SET done_at = $2, done_by = $3, done_text = $4 WHERE id = $1`, [
        ...[id, this.clock.now()],
        ...[actor.id, text],
      ]);
      await this.trail(manager, actor, 'suggestion.done', found);
      return this.find(manager, actor, id);
    });
  }

  private async find(manager: EntityManager, actor: Actor, id: string): Promise<OpenSuggestion> {
    const [found] = await this.read(manager, actor, 'g.id = $1::uuid', [id]);
    if (!found) throw notFound();
    return found;
  }

  private async read(
    manager: EntityManager,
    actor: Actor,
    condition: string,
    parameters: unknown[],
  ): Promise<OpenSuggestion[]> {
    const sees = [mayRead(actor, 's.young_person_id', parameters, this.clock.now())];
    if (actor.role !== 'cas_worker') {
      const units = actor.units.filter(({ id }) => worksAt(actor, id)).map(({ id }) => id);
      sees.push(`s.unit_id = ANY ($${parameters.push(units)}::uuid[])`);
    }
    const where = [condition, ...sees].join(' AND ');
    const found = await readSuggestions(manager, actor, this.clock.now(), { where, parameters, limit: MOST });
    if (found.length === 0) return [];
    const people = await manager.query<Pick<OpenSuggestion, 'youngPerson' | 'unit'>[]>(
      `SELECT json_build_object('id', y.id, 'firstName', y.first_name, 'lastName', y.last_name, 'dateOfBirth', y.date_of_birth,
                'caseNumber', y.case_number, 'keyWorker', json_build_object('id', k.id, 'name', k.name)) AS "youngPerson",
              json_build_object('id', s.unit_id) AS unit
         FROM unnest($1::uuid[]) WITH ORDINALITY f (stay, place) JOIN stays s ON s.id = f.stay
         JOIN young_people y ON y.id = s.young_person_id JOIN users k ON k.id = y.key_worker_id ORDER BY f.place`,
      [found.map(({ stayId }) => stayId)],
    );
    return found.map((one, place) => ({ ...one, ...people[place]! }));
  }

  private trail(manager: EntityManager, actor: Actor, action: string, suggestion: OpenSuggestion): Promise<void> {
    const subject = { subject: 'suggestion', subjectId: suggestion.id };
    return this.audit.record(manager, actor, { action, ...subject, youngPeople: named(suggestion) });
  }
}

/** Whom a suggestion names. */
const named = ({ youngPerson, other }: OpenSuggestion) => [youngPerson.id, ...(other ? [other.id] : [])];
