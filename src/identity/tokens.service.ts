import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { randomBytes } from 'node:crypto';
import { DataSource } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { notFound } from '../kernel/domain-error.js';
import { Clock } from '../platform/clock.js';
import { pageOf, readCursor, type Page, type PageQuery } from '../web/paging.js';
import { hashToken } from './actors.service.js';
import type { Actor } from './domain/actor.js';

const DAYS = 90;

/** A token as its owner sees it: never the token itself. */
export interface OwnToken {
  id: string;
  label: string;
  createdAt: Date;
  expiresAt: Date;
  lastUsedAt: Date | null;
}

@Injectable()
export class TokensService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** A new token for the user, which nobody can read again afterwards. */
  async make(
    userId: string,
    label: string,
    from: Actor['from'],
  ): Promise<{ id: string; token: string; expiresAt: Date }> {
    const token = randomBytes(32).toString('base64url');
    const now = this.clock.now();
    const expiresAt = new Date(now.getTime() + DAYS * 86_400_000);
    return this.dataSource.transaction(async (manager) => {
      const [row] = await manager.query<[{ id: string }]>(
        `INSERT INTO api_tokens (user_id, label, token_hash, created_at, expires_at)
         VALUES ($1, $2, $3, $4, $5) RETURNING id`,
        [userId, label, hashToken(token), now, expiresAt],
      );
      await this.audit.record(
        manager,
        { id: userId, from },
        { action: 'token.made', subject: 'api_token', subjectId: row.id },
      );
      return { id: row.id, token, expiresAt };
    });
  }

  /** The user's tokens that still work, newest first. */
  async own(actor: Actor, { limit, cursor }: PageQuery): Promise<Page<OwnToken>> {
    const after = readCursor(cursor, ['instant', 'id'], actor.id);
    const rows = await this.dataSource.query<OwnToken[]>(
      `SELECT id, label, created_at AS "createdAt", expires_at AS "expiresAt", last_used_at AS "lastUsedAt"
       FROM api_tokens
       WHERE user_id = $1 AND revoked_at IS NULL AND expires_at > $2
         ${after ? 'AND (created_at, id) < ($4, $5)' : ''}
       ORDER BY created_at DESC, id DESC LIMIT $3`,
      [actor.id, this.clock.now(), limit + 1, ...(after ?? [])],
    );
    return pageOf(rows, limit, (last) => [last.createdAt.toISOString(), last.id], actor.id);
  }

  async revoke(actor: Actor, tokenId: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const [, revoked] = await manager.query<[unknown, number]>(
        `UPDATE api_tokens SET revoked_at = $3 WHERE id = $1 AND user_id = $2 AND revoked_at IS NULL`,
        [tokenId, actor.id, this.clock.now()],
      );
      if (revoked === 0) throw notFound('We could not find this token. It may have been revoked already.');
      await this.audit.record(manager, actor, { action: 'token.revoked', subject: 'api_token', subjectId: tokenId });
    });
  }
}
