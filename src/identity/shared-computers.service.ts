import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { randomBytes } from 'node:crypto';
import { DataSource } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { forbidden, notFound } from '../kernel/domain-error.js';
import { Clock } from '../platform/clock.js';
import { hashToken } from './actors.service.js';
import { maySign, type Actor } from './domain/actor.js';

/** A computer that several people of a unit use. */
export interface SharedComputer {
  id: string;
  name: string;
  unit: { id: string; name: string };
}

export interface MarkedComputer extends SharedComputer {
  markedAt: Date;
  markedBy: string;
}

const MOST = 200;

/** The computers that are marked as shared at a unit, and known by a cookie of which only the hash is kept. */
@Injectable()
export class SharedComputers {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** The units whose computers the actor may mark: those they sign for; of an administrator all of the council. */
  async unitsOf(actor: Actor): Promise<{ id: string; name: string }[]> {
    if (actor.role !== 'administrator')
      return actor.units.filter(({ id }) => maySign(actor, id)).map(({ id, name }) => ({ id, name }));
    return this.dataSource.query(
      `SELECT id, name FROM units WHERE organisation_id = $1 ORDER BY name, id LIMIT ${MOST}`,
      [actor.organisationId],
    );
  }

  /** Those that are marked at these units. */
  async list(actor: Actor): Promise<MarkedComputer[]> {
    const units = await this.unitsOf(actor);
    return this.dataSource.query(
      `SELECT c.id, c.name, json_build_object('id', n.id, 'name', n.name) AS unit, c.marked_at AS "markedAt", u.name AS "markedBy"
         FROM shared_computers c JOIN units n ON n.id = c.unit_id JOIN users u ON u.id = c.marked_by
        WHERE c.unit_id = ANY ($1::uuid[]) AND c.ended_at IS NULL ORDER BY n.name, c.name, c.id LIMIT ${MOST}`,
      [units.map(({ id }) => id)],
    );
  }

  async open(actor: Actor, id: string): Promise<MarkedComputer> {
    const found = (await this.list(actor)).find((one) => one.id === id);
    if (!found) throw notFound();
    return found;
  }

  /** Marks a computer as shared at the unit; what is answered goes into its cookie, and is shown nowhere. */
  async mark(actor: Actor, unitId: string, name: string): Promise<{ id: string; token: string }> {
    if (!(await this.unitsOf(actor)).some(({ id }) => id === unitId))
      throw forbidden('Only who signs for the unit, or an administrator, can mark a computer as shared there.');
    const token = randomBytes(32).toString('base64url');
    const id = await this.dataSource.transaction(async (manager) => {
      const [{ id }] = await manager.query<[{ id: string }]>(
        `INSERT INTO shared_computers (unit_id, name, token_hash, marked_at, marked_by) VALUES ($1, $2, $3, $4, $5) RETURNING id`,
        [unitId, name, hashToken(token), this.clock.now(), actor.id],
      );
      await this.audit.record(manager, actor, {
        ...{ action: 'computer.shared', subject: 'computer', subjectId: id, details: { unitId } },
      });
      return id;
    });
    return { id, token };
  }

  /** It is shared no longer: nobody comes back there with a PIN, and every session there ends. */
  async end(actor: Actor, id: string): Promise<void> {
    await this.open(actor, id);
    await this.dataSource.transaction(async (manager) => {
      await manager.query(
        `UPDATE shared_computers SET ended_at = $2, ended_by = $3 WHERE id = $1 AND ended_at IS NULL`,
        [id, this.clock.now(), actor.id],
      );
      await manager.query(`DELETE FROM shared_computer_people WHERE computer_id = $1`, [id]);
      const [, sessions] = await manager.query<[unknown, number]>(
        `DELETE FROM sessions WHERE sess -> 'computer' ->> 'id' = $1`,
        [id],
      );
      await this.audit.record(manager, actor, {
        ...{ action: 'computer.no_longer_shared', subject: 'computer', subjectId: id, details: { sessions } },
      });
    });
  }

  /** The computer whose cookie this is, while it is shared. */
  async byToken(token: string): Promise<SharedComputer | undefined> {
    const [found] = await this.dataSource.query<SharedComputer[]>(
      `SELECT c.id, c.name, json_build_object('id', n.id, 'name', n.name) AS unit
         FROM shared_computers c JOIN units n ON n.id = c.unit_id WHERE c.token_hash = $1 AND c.ended_at IS NULL`,
      [hashToken(token)],
    );
    return found;
  }
}
