import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { Clock } from '../platform/clock.js';
import { IdParam } from '../web/id-param.pipe.js';
import { PageQuery } from '../web/paging.js';
import { waitingListPage } from './pages/waiting-list.page.js';
import { PriorityRules } from './priority-rules.service.js';
import { WaitingListService } from './waiting-list.service.js';

/** Who waits for a unit, the best placed first. */
@Controller('units/:id/waiting-list')
export class WaitingListPagesController {
  constructor(
    private readonly waiting: WaitingListService,
    private readonly rules: PriorityRules,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access('unit_staff', 'manager')
  async list(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Query() query: PageQuery,
    @Res() res: Response,
  ): Promise<void> {
    const view = await this.waiting.of(actor, id, query);
    const shown = { now: this.clock.now(), isFirst: !query.cursor };
    res.render('requests/pages/waiting-list.njk', waitingListPage(view, this.rules.rule, shown));
  }
}
