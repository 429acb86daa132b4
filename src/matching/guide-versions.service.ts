import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import type { Actor } from '../identity/domain/actor.js';
import { pageOf, readCursor, type Page, type PageQuery } from '../web/paging.js';
import type { RuleSet } from './domain/rule-set.js';
import { RuleSetsService } from './rule-sets.service.js';

/** A version of the matching guide as its readers see it in a list. */
export interface GuideVersion {
  version: number;
  publishedAt: Date;
  /** Null for the one that came with the service, and so are why and who has agreed. */
  publishedBy: { id: string; name: string } | null;
  why: string | null;
  agreedBy: string | null;
}

export interface WholeGuideVersion extends GuideVersion {
  rules: RuleSet;
  /** Whether it is the one in force. */
  inForce: boolean;
}

const VERSION = `r.version, r.published_at AS "publishedAt", r.why, r.agreed_by AS "agreedBy",
  CASE WHEN u.id IS NULL THEN NULL ELSE json_build_object('id', u.id, 'name', u.name) END AS "publishedBy"`;

/** The matching guide of the actor's council, for those who read it. */
@Injectable()
export class GuideVersions {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly ruleSets: RuleSetsService,
  ) {}

  async inForce(actor: Pick<Actor, 'organisationId'>): Promise<WholeGuideVersion> {
    const { version, rules } = await this.ruleSets.inForce(this.dataSource.manager, actor.organisationId);
    return { ...(await this.about(actor, version)), rules, inForce: true };
  }

  /** Throws where there is none of that number. */
  async open(actor: Pick<Actor, 'organisationId'>, version: number): Promise<WholeGuideVersion> {
    const manager = this.dataSource.manager;
    const newest = await this.ruleSets.inForce(manager, actor.organisationId);
    const { rules } = await this.ruleSets.version(manager, actor.organisationId, version);
    return { ...(await this.about(actor, version)), rules, inForce: version === newest.version };
  }

  /** The newest first. */
  async list(actor: Pick<Actor, 'organisationId'>, { limit, cursor }: PageQuery): Promise<Page<GuideVersion>> {
    const before = readCursor(cursor, ['number'])?.[0];
    await this.ruleSets.inForce(this.dataSource.manager, actor.organisationId);
    const rows: GuideVersion[] = await this.dataSource.manager.query(
      `SELECT ${VERSION} FROM rule_sets r LEFT JOIN users u ON u.id = r.published_by
        WHERE r.organisation_id = $1 AND ($2::integer IS NULL OR r.version < $2) ORDER BY r.version DESC LIMIT $3`,
      [actor.organisationId, before ?? null, limit + 1],
    );
    return pageOf(rows, limit, (last) => [last.version]);
  }

  private async about(
    actor: Pick<Actor, 'organisationId'>,
    version: number,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<GuideVersion> {
    const [row] = await manager.query<GuideVersion[]>(
      `SELECT ${VERSION} FROM rule_sets r LEFT JOIN users u ON u.id = r.published_by
        WHERE r.organisation_id = $1 AND r.version = $2`,
      [actor.organisationId, version],
    );
    return row!;
  }
}
