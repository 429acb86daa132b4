import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import { signsSomewhere, type Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { WholeNumberField } from '../web/fields.js';
import { PageQuery } from '../web/paging.js';
import { AfterGuide } from './after-guide.service.js';
import { changesBetween } from './domain/guide-changes.js';
import { GuideDraftService } from './guide-draft.service.js';
import { GuideVersions, type WholeGuideVersion } from './guide-versions.service.js';
import { changeLines, DRAFT, GUIDE, guideSections, versionPath } from './pages/guide.page.js';
import { VersionParam } from './version.pipe.js';

class SinceQuery {
  @WholeNumberField('Version', { min: 1, max: 999_999, required: false }) since?: number;
}

/** The matching guide as it is read. */
@Controller('matching-guide')
export class GuidePagesController {
  constructor(
    private readonly versions: GuideVersions,
    private readonly drafts: GuideDraftService,
    private readonly modules: ModuleRef,
  ) {}

  @Get()
  @Access('unit_staff', 'manager')
  async inForce(@CurrentActor() actor: Actor, @Query() query: PageQuery, @Res() res: Response): Promise<void> {
    const [guide, list] = [await this.versions.inForce(actor), await this.versions.list(actor, query)];
    const draft = actor.role === 'manager' ? await this.drafts.open(actor) : undefined;
    // Nothing was decided by another version than the first.
    const after = guide.version > 1 ? await this.modules.get(AfterGuide, { strict: false }).toLookAt(actor) : [];
    res.render('matching/pages/guide.njk', {
      after,
      ...view(guide),
      versions: list.items.map((one) => ({ ...one, path: versionPath(one.version) })),
      first: query.cursor ? GUIDE : undefined,
      next: list.next ? `${GUIDE}?cursor=${list.next}` : undefined,
      draft: draft && { path: DRAFT, changedAt: draft.changedAt, changedBy: draft.changedBy },
      mayChange: signsSomewhere(actor),
    });
  }

  @Get('versions/:version')
  @Access('unit_staff', 'manager')
  async open(
    @CurrentActor() actor: Actor,
    @Param('version', VersionParam) version: number,
    @Query() { since = version - 1 }: SinceQuery,
    @Res() res: Response,
  ): Promise<void> {
    const guide = await this.versions.open(actor, version);
    const before = since >= 1 && since !== version ? await this.versions.open(actor, since) : undefined;
    const { items } = await this.versions.list(actor, { limit: 100 });
    res.render('matching/pages/guide-version.njk', {
      ...view(guide),
      since: before?.version,
      changes: before && changeLines(changesBetween(before.rules, guide.rules)),
      others: items.map((one) => one.version).filter((one) => one !== version),
      guidePath: GUIDE,
    });
  }
}

function view(guide: WholeGuideVersion) {
  return { guide, sections: guideSections(guide.rules) };
}
