import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Request } from 'express';
import { createHash } from 'node:crypto';
import { DataSource } from 'typeorm';
import { Env } from '../../config/env.js';
import { FeedAddresses } from '../identity/feed-addresses.service.js';
import { dateIn } from '../kernel/nights.js';
import { Clock } from '../platform/clock.js';
import { Tonight } from '../platform/tonight.js';
import { feedRange, feedTitle } from './domain/feed.js';
import { readFeed } from './feed-reader.js';
import { KeptFeeds } from './kept-feeds.js';
import { writeFeed } from './write-feed.js';

/** To be raised when the same stays are written otherwise. */
const EDITION = 1;

/** A feed as it is now: what it is known by, and its bytes, which are written only when somebody lacks them. */
export interface Feed {
  etag: string;
  body(): Buffer;
}

/** What calendar programs fetch. Who may see what is asked anew at each call. */
@Injectable()
export class FeedsService {
  private readonly kept = new KeptFeeds();

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly addresses: FeedAddresses,
    private readonly tonight: Tonight,
    private readonly clock: Clock,
    private readonly env: Env,
  ) {}

  /** The feed at the secret address; nothing where there is none. The same stays have the same tag, on every process. */
  async open(secret: string, req: Request): Promise<Feed | undefined> {
    const reader = await this.addresses.read(secret, req);
    if (!reader) return undefined;
    const { actor, uidKey } = reader;
    const now = this.clock.now();
    const range = feedRange(dateIn(now, 'UTC'), this.env.BOOKING_HORIZON_MONTHS);
    const stays = await readFeed(this.dataSource.manager, actor, range, this.tonight, now);
    const title = feedTitle(actor.role);
    const hash = createHash('sha256')
      .update(uidKey)
      .update(JSON.stringify([EDITION, title, stays]));
    const etag = `"${hash.digest('base64url')}"`;
    return { etag, body: () => this.kept.of(etag, () => Buffer.from(writeFeed(stays, { title, uidKey }))) };
  }
}
