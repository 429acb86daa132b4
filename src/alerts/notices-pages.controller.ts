import { Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { seeOther } from '../web/forms.js';
import { IdParam } from '../web/id-param.pipe.js';
import { PageQuery } from '../web/paging.js';
import { NoticesService } from './notices.service.js';
import { noticeItem } from './pages/notices.page.js';

/** What one should know of, until one has read it. */
@Controller('notices')
export class NoticesPagesController {
  constructor(private readonly notices: NoticesService) {}

  @Get()
  @Access('cas_worker', 'unit_staff', 'manager')
  async list(@CurrentActor() actor: Actor, @Query() query: PageQuery, @Res() res: Response): Promise<void> {
    const { items, next } = await this.notices.list(actor, query);
    res.render('alerts/pages/notices.njk', {
      notices: items.map(noticeItem),
      first: query.cursor && '/notices',
      next: next && `/notices?cursor=${next}`,
    });
  }

  @Post(':id/read')
  @Access('cas_worker', 'unit_staff', 'manager')
  async read(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    await this.notices.read(actor, id);
    await seeOther(res, '/notices');
  }
}
