import { Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { seeOther, submitForm } from '../web/forms.js';
import { IdParam } from '../web/id-param.pipe.js';
import { PageQuery } from '../web/paging.js';
import { ReadNoticesDto } from './dto/notices.dto.js';
import { NoticesService } from './notices.service.js';
import { noticeItem } from './pages/notices.page.js';

/** What one should know of, until one has read it. */
@Controller('notices')
export class NoticesPagesController {
  constructor(private readonly notices: NoticesService) {}

  @Get()
  @Access('cas_worker', 'unit_staff', 'manager')
  async list(@CurrentActor() actor: Actor, @Query() query: PageQuery, @Res() res: Response): Promise<void> {
    await this.show(actor, query, res);
  }

  /** What was shown is read, by the newest of it; what came in the meantime is shown next. */
  @Post('read')
  @Access('cas_worker', 'unit_staff', 'manager')
  async readAll(@CurrentActor() actor: Actor, @Res() res: Response): Promise<void> {
    await submitForm(res, {
      dto: ReadNoticesDto,
      show: () => this.show(actor, new PageQuery(), res),
      save: async ({ until }) => {
        await this.notices.readUntil(actor, until);
        return { said: 'All notices that were shown are marked as read.', to: '/notices' };
      },
    });
  }

  @Post(':id/read')
  @Access('cas_worker', 'unit_staff', 'manager')
  async read(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    await this.notices.read(actor, id);
    await seeOther(res, '/notices');
  }

  private async show(actor: Actor, query: PageQuery, res: Response): Promise<void> {
    const { items, next } = await this.notices.list(actor, query);
    res.render('alerts/pages/notices.njk', {
      notices: items.map(noticeItem),
      until: query.cursor ? undefined : items[0] && new Date(items[0].madeAt).toISOString(),
      first: query.cursor && '/notices',
      next: next && `/notices?cursor=${next}`,
    });
  }
}
