import { Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { notFound } from '../kernel/domain-error.js';
import { Access } from '../platform/access.js';
import { seeOther } from '../web/forms.js';
import { PageQuery } from '../web/paging.js';
import { MessagesService } from './messages.service.js';
import { stuckItem } from './pages/stuck-work.page.js';
import { StuckWorkService } from './stuck-work.service.js';

/** Background work that keeps failing, for a manager to set going again or to dismiss. */
@Controller('stuck-work')
export class StuckWorkPagesController {
  constructor(
    private readonly stuck: StuckWorkService,
    private readonly messages: MessagesService,
  ) {}

  @Get()
  @Access('manager')
  async list(@CurrentActor() actor: Actor, @Query() query: PageQuery, @Res() res: Response): Promise<void> {
    const { items, next } = await this.stuck.list(actor, query);
    res.render('alerts/pages/stuck-work.njk', {
      work: items.map(stuckItem),
      unsent: await this.messages.count(actor),
      first: query.cursor && '/stuck-work',
      next: next && `/stuck-work?cursor=${next}`,
    });
  }

  @Post(':entry/:handler/retry')
  @Access('manager')
  async retry(
    @CurrentActor() actor: Actor,
    @Param('entry') entry: string,
    @Param('handler') handler: string,
    @Res() res: Response,
  ): Promise<void> {
    await this.stuck.retry(actor, entryId(entry), handler);
    const said = 'It is being tried again. If it fails again, it comes back to this list.';
    await seeOther(res, { said, to: '/stuck-work' });
  }

  @Post(':entry/:handler/dismiss')
  @Access('manager')
  async dismiss(
    @CurrentActor() actor: Actor,
    @Param('entry') entry: string,
    @Param('handler') handler: string,
    @Res() res: Response,
  ): Promise<void> {
    await this.stuck.dismiss(actor, entryId(entry), handler);
    await seeOther(res, { said: 'Dismissed. It will not be tried again.', to: '/stuck-work' });
  }
}

/** A number of the outbox; what is none is not there. */
function entryId(text: string): string {
  if (!/^[1-9]\d{0,17}$/.test(text)) throw notFound();
  return text;
}
