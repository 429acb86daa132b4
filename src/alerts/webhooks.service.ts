import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { randomBytes } from 'node:crypto';
import { isIP } from 'node:net';
import { DataSource } from 'typeorm';
import { Env } from '../../config/env.js';
import { AuditService } from '../audit/audit.service.js';
import { maySign, type Actor } from '../identity/domain/actor.js';
import { conflict, invalidField, notFound } from '../kernel/domain-error.js';
import { Clock } from '../platform/clock.js';
import { isPublicAddress } from '../platform/post/public-address.js';

/** An address that is told; never its secret. */
export interface Webhook {
  id: string;
  name: string;
  /** Its host alone: the rest of an address of Teams is a secret itself. */
  host: string;
  /** Null: of the whole council. */
  unit: { id: string; name: string } | null;
  madeAt: Date;
  /** When something went there last, or nothing did. */
  sentAt: Date | null;
}

export interface NewWebhook {
  name: string;
  url: string;
  unit?: string | undefined;
}

const MOST = 20;

/** Where a council wants to be told that something is new: set by managers, each for units at which they sign or for all. */
@Injectable()
export class WebhooksService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly audit: AuditService,
    private readonly env: Env,
    private readonly clock: Clock,
  ) {}

  /** Of the whole council and of the manager's units: never more than twenty are open. */
  async list(actor: Actor): Promise<Webhook[]> {
    return this.dataSource.query<Webhook[]>(
      `SELECT w.id, w.name, split_part(split_part(w.url, '/', 3), '@', 1) AS host, w.made_at AS "madeAt",
              CASE WHEN u.id IS NOT NULL THEN json_build_object('id', u.id, 'name', u.name) END AS unit,
              (SELECT max(m.ended_at) FROM messages m WHERE m.webhook_id = w.id AND m.state = 'sent') AS "sentAt"
         FROM webhooks w LEFT JOIN units u ON u.id = w.unit_id
        WHERE w.organisation_id = $1 AND w.ended_at IS NULL AND (w.unit_id IS NULL OR w.unit_id = ANY ($2::uuid[]))
        ORDER BY w.made_at, w.id`,
      [actor.organisationId, signsAt(actor)],
    );
  }

  /** The secret is shown this once. */
  async make(actor: Actor, { name, url, unit }: NewWebhook): Promise<{ id: string; secret: string }> {
    if (!this.env.PUBLIC_URL)
      throw conflict('no-public-url', 'Nothing can be sent yet: whoever runs the service has to set PUBLIC_URL first.');
    const refusal = this.whyNot(url);
    if (refusal) throw invalidField('url', refusal);
    if (unit && !signsAt(actor).includes(unit)) throw invalidField('unit', 'We do not know this unit. Choose another.');
    const secret = randomBytes(32);
    const id = await this.dataSource.transaction(async (manager) => {
      await manager.query(`SELECT 1 FROM organisations WHERE id = $1 FOR NO KEY UPDATE`, [actor.organisationId]);
      const [{ count }] = await manager.query<[{ count: number }]>(
        `SELECT count(*)::int AS count FROM webhooks WHERE organisation_id = $1 AND ended_at IS NULL`,
        [actor.organisationId],
      );
      if (count >= MOST)
        throw conflict('too-many-webhooks', `There are ${MOST} already. End one before you add another.`);
      const [row] = await manager.query<[{ id: string }]>(
        `INSERT INTO webhooks (organisation_id, unit_id, name, url, secret, made_by, made_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id`,
        [actor.organisationId, unit ?? null, name, url, secret, actor.id, this.clock.now()],
      );
      const details = { host: new URL(url).host, unit: unit ?? null };
      await this.audit.record(manager, actor, {
        action: 'webhook.made',
        subject: 'webhook',
        subjectId: row.id,
        details,
      });
      return row.id;
    });
    return { id, secret: secret.toString('base64url') };
  }

  /** Nothing goes there any more, at once; what was on its way is dropped. */
  async end(actor: Actor, id: string): Promise<void> {
    const now = this.clock.now();
    await this.dataSource.transaction(async (manager) => {
      const [, ended] = await manager.query<[unknown, number]>(
        `UPDATE webhooks SET ended_at = $4, ended_by = $2
          WHERE id = $1 AND organisation_id = $3 AND ended_at IS NULL AND (unit_id IS NULL OR unit_id = ANY ($5::uuid[]))`,
        [id, actor.id, actor.organisationId, now, signsAt(actor)],
      );
      if (ended === 0) throw notFound('We could not find this address. Somebody may have ended it already.');
      await manager.query(
        `UPDATE messages SET state = 'not_needed', ended_at = $2 WHERE webhook_id = $1 AND state = 'waiting'`,
        [id, now],
      );
      await this.audit.record(manager, actor, { action: 'webhook.ended', subject: 'webhook', subjectId: id });
    });
  }

  /** Why an address cannot be used, as far as it shows by itself; what its name stands for is looked at with each post. */
  private whyNot(url: string): string | undefined {
    if (!URL.canParse(url)) return 'Enter a whole address, like https://example.webhook.office.com/….';
    const { protocol, hostname, username, password } = new URL(url);
    const host = hostname.replace(/^\[|\]$/g, '');
    if (protocol !== 'https:') return 'The address must begin with https://.';
    if (username || password) return 'The address must not have a user name or a password in it.';
    const also = this.env.WEBHOOK_ALSO_TO?.split(',').map((one) => one.trim().toLowerCase()) ?? [];
    const isInside = isIP(host) ? !isPublicAddress(host) : /(^|\.)localhost\.?$/.test(host) || !host.includes('.');
    return isInside && !also.includes(host) ? 'The address must be one of the open internet.' : undefined;
  }
}

const signsAt = (actor: Actor): string[] => actor.units.filter(({ id }) => maySign(actor, id)).map(({ id }) => id);
