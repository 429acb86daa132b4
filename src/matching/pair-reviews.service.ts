import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Actor } from '../identity/domain/actor.js';
import { notFound } from '../kernel/domain-error.js';
import { dateIn, type PlainDate } from '../kernel/nights.js';
import { Clock } from '../platform/clock.js';
import { pageOf, readCursor, type Page, type PageQuery } from '../web/paging.js';
import { NEVER, readPairs, type PairView } from './pair-reader.js';

/** So many decisions about one young person are shown, those in force first. */
const ABOUT_ONE = 100;

/** Reading decisions about two, of whom the actor may read both. What a decision costs in nights is no part of it. */
@Injectable()
export class PairReviewsService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** Those in force, by the day of their review and then by how soon the two could meet; or all about one young person. */
  async list(
    actor: Actor,
    { youngPerson, limit, cursor }: Pick<PageQuery, 'limit' | 'cursor'> & { youngPerson?: string | undefined },
  ): Promise<Page<PairView>> {
    const position = readCursor(cursor, ['date', 'date', 'id'], 'reviews') as
      [PlainDate, PlainDate, string] | undefined;
    const rows = await this.read(actor, {
      ...(youngPerson ? { youngPersonId: youngPerson, limit: ABOUT_ONE } : { limit: limit + 1 }),
      ...(position && !youngPerson && { after: position }),
    });
    const page = youngPerson
      ? { items: rows, next: null }
      : pageOf(rows, limit, ({ reviewBy, couldMeet, id }) => [reviewBy, couldMeet ?? NEVER, id], 'reviews');
    await this.trail(actor, page.items);
    return page;
  }

  async open(actor: Actor, id: string): Promise<PairView> {
    const [found] = await this.read(actor, { id, limit: 1 });
    if (!found) throw notFound();
    await this.trail(actor, [found]);
    return found;
  }

  /** What is in force about these two. */
  async standing(actor: Actor, one: string, other: string): Promise<PairView | undefined> {
    const [a, b] = [one, other].toSorted();
    const [found] = await this.read(actor, { standing: [a!, b!], limit: 1 });
    return found;
  }

  private read(actor: Actor, which: Parameters<typeof readPairs>[4]): Promise<PairView[]> {
    const now = this.clock.now();
    return readPairs(this.dataSource.manager, actor, now, dateIn(now, 'Europe/London'), which);
  }

  private async trail(actor: Actor, found: readonly PairView[]): Promise<void> {
    if (found.length === 0) return;
    const youngPeople = [...new Set(found.flatMap((pair) => pair.youngPeople.map(({ id }) => id)))];
    const entry = { action: 'pair_decision.read', subject: 'pair_decision', youngPeople };
    await this.audit.record(this.dataSource.manager, actor, entry);
  }
}
