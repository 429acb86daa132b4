import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { conflict, forbidden, invalid, invalidField, notFound } from '../kernel/domain-error.js';
import { dateIn, type PlainDate } from '../kernel/nights.js';
import { Clock } from '../platform/clock.js';
import { inTransaction, violatedConstraint } from '../platform/transaction.js';
import { pageOf, readCursor, type Page, type PageQuery } from '../web/paging.js';
import { DirectoryService, type Worker } from './directory.service.js';
import { signsSomewhere, type Actor } from './domain/actor.js';
import { checkDeputyDays, DEPUTY_ZONE, deputyTime, type DeputyDays } from './domain/deputy.js';

/** Somebody who stands in for a CAS worker, now or later. */
export interface Deputyship extends DeputyDays {
  id: string;
  absent: { id: string; name: string };
  deputy: { id: string; name: string };
  note: string;
  namedBy: string;
  beginsAt: Date;
}

export interface NamedDeputy extends DeputyDays {
  /** Who is away, by id or email address; whoever asks when left out. */
  absent?: string | undefined;
  /** Who stands in for them, by id or email address. */
  deputy: string;
  note?: string | undefined;
}

/** Who stands in for a CAS worker while they are away: with their access, their actions and their messages. */
@Injectable()
export class DeputiesService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly directory: DirectoryService,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** Those that stand now or later, the next to begin first: one's own, or for who signs for a unit all of them. */
  async list(actor: Actor, { limit, cursor }: PageQuery): Promise<Page<Deputyship>> {
    const after = readCursor(cursor, ['instant', 'id'], actor.id);
    const rows = await this.read(this.dataSource.manager, actor, {
      where: after ? `AND (d.begins_at, d.id) > ($5::timestamptz, $6::uuid)` : '',
      values: after ?? [],
      limit: limit + 1,
    });
    return pageOf(rows, limit, (last) => [last.beginsAt.toISOString(), last.id], actor.id);
  }

  /** Names one: a CAS worker for themselves, or somebody who signs for a unit for any CAS worker of the council. */
  async name(actor: Actor, { absent, deputy, note = '', ...days }: NamedDeputy): Promise<Deputyship> {
    if (actor.role !== 'cas_worker' && !signsSomewhere(actor))
      throw forbidden('A deputy is named by the worker who will be away, or by a manager who signs for a unit.');
    const errors = checkDeputyDays(days, dateIn(this.clock.now(), DEPUTY_ZONE));
    if (errors.length > 0) throw invalid('invalid-deputy', errors[0]!.message, errors);
    return inTransaction(this.dataSource, async (manager) => {
      const away = await this.worker(manager, actor, 'absent', absent ?? actor.id);
      if (actor.role === 'cas_worker' && away.id !== actor.id)
        throw forbidden('You can name a deputy for yourself. For somebody else, ask a manager.');
      const standIn = await this.worker(manager, actor, 'deputy', deputy);
      if (away.id === standIn.id) throw invalidField('deputy', 'Nobody can stand in for themselves. Choose another.');
      const { beginsAt, endsAt } = deputyTime(days);
      const inserted = manager.query<[{ id: string }]>(
        `INSERT INTO deputies (organisation_id, absent_id, deputy_id, first_day, last_day, begins_at, ends_at, note, named_by, named_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id`,
        [
          ...[actor.organisationId, away.id, standIn.id, days.firstDay, days.lastDay, beginsAt, endsAt],
          ...[note, actor.id, this.clock.now()],
        ],
      );
      const [{ id }] = await inserted.catch((error: unknown) => {
        if (violatedConstraint(error) !== 'one_deputyship_at_a_time') throw error;
        const sentence = `${standIn.name} stands in for ${away.name} on some of these days already.`;
        throw conflict('deputy-already', sentence, [{ field: 'deputy', message: sentence }]);
      });
      await this.trail(manager, actor, 'deputy.named', id, { absent: away.id, deputy: standIn.id, ...days });
      return this.find(manager, actor, id);
    });
  }

  /** Ends it at once: by who was away, by the deputy, or by somebody who signs for a unit. */
  async end(actor: Actor, id: string): Promise<Deputyship> {
    return inTransaction(this.dataSource, async (manager) => {
      await manager.query(`SELECT 1 FROM deputies WHERE id = $1 FOR UPDATE`, [id]);
      const deputyship = await this.find(manager, actor, id);
      await manager.query(`UPDATE deputies SET ended_at = $2, ended_by = $3 WHERE id = $1`, [
        id,
        this.clock.now(),
        actor.id,
      ]);
      const { absent, deputy } = deputyship;
      await this.trail(manager, actor, 'deputy.ended', id, { absent: absent.id, deputy: deputy.id });
      return deputyship;
    });
  }

  private async find(manager: EntityManager, actor: Actor, id: string): Promise<Deputyship> {
    const [found] = await this.read(manager, actor, { where: 'AND d.id = $5::uuid', values: [id], limit: 1 });
    if (!found) throw notFound('We could not find this. It may have ended already.');
    return found;
  }

  private read(
    manager: EntityManager,
    actor: Actor,
    { where, values, limit }: { where: string; values: readonly unknown[]; limit: number },
  ): Promise<Deputyship[]> {
    const isAll = signsSomewhere(actor);
    return manager.query(
      `SELECT d.id, json_build_object('id', a.id, 'name', a.name) AS absent, json_build_object('id', p.id, 'name', p.name) AS deputy,
              d.first_day AS "firstDay", d.last_day AS "lastDay", d.note, n.name AS "namedBy", d.begins_at AS "beginsAt"
         FROM deputies d JOIN users a ON a.id = d.absent_id JOIN users p ON p.id = d.deputy_id JOIN users n ON n.id = d.named_by
        WHERE d.organisation_id = $1 AND d.ended_at IS NULL AND d.ends_at > $2
          AND ${isAll ? '$3::uuid IS NOT NULL' : '(d.absent_id = $3::uuid OR d.deputy_id = $3::uuid)'} ${where}
        ORDER BY d.begins_at, d.id LIMIT $4::int`,
      [actor.organisationId, this.clock.now(), actor.id, limit, ...values],
    );
  }

  private async worker(
    manager: EntityManager,
    actor: Actor,
    field: 'absent' | 'deputy',
    idOrEmail: string,
  ): Promise<Worker> {
    const found = await this.directory.casWorker(manager, actor.organisationId, idOrEmail);
    if (!found) throw invalidField(field, 'We do not know this CAS worker. Choose another.');
    return found;
  }

  private trail(
    manager: EntityManager,
    actor: Actor,
    action: string,
    id: string,
    details: Record<string, PlainDate | string>,
  ): Promise<void> {
    return this.audit.record(manager, actor, { action, subject: 'deputy', subjectId: id, details });
  }
}
