import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { PageQuery } from '../web/paging.js';
import { MessagesService } from './messages.service.js';
import { runItem, scheduleItem, SCHEDULE_TEXT } from './pages/schedules.page.js';
import { SchedulesService } from './schedules.service.js';
import { StuckWorkService } from './stuck-work.service.js';

const PAGE = '/stuck-work/schedules';

class RunsQuery extends PageQuery {
  override limit: number = 25;
}

/** What the service does by the clock, for a manager: when it ran, what came of it, and what waits for somebody. */
@Controller('stuck-work/schedules')
export class SchedulesPagesController {
  constructor(
    private readonly schedules: SchedulesService,
    private readonly stuck: StuckWorkService,
    private readonly messages: MessagesService,
  ) {}

  @Get()
  @Access('manager')
  async list(@CurrentActor() actor: Actor, @Res() res: Response): Promise<void> {
    const schedules = (await this.schedules.list()).map(scheduleItem);
    res.render('alerts/pages/schedules.njk', {
      schedules,
      late: schedules.some(({ lateSince }) => lateSince !== null),
      behindSince: await this.schedules.behindSince(),
      stuck: await this.stuck.count(actor),
      unsent: await this.messages.count(actor),
    });
  }

  @Get(':topic')
  @Access('manager')
  async runs(@Param('topic') topic: string, @Query() query: RunsQuery, @Res() res: Response): Promise<void> {
    const { items, next, topic: found } = await this.schedules.runs(topic, query);
    res.render('alerts/pages/schedule-runs.njk', {
      ...SCHEDULE_TEXT[found],
      runs: items.map(runItem),
      first: query.cursor && `${PAGE}/${found}`,
      next: next && `${PAGE}/${found}?cursor=${next}`,
    });
  }
}
