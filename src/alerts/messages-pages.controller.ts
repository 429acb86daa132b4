import { Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { seeOther } from '../web/forms.js';
import { IdParam } from '../web/id-param.pipe.js';
import { PageQuery } from '../web/paging.js';
import { MessagesService } from './messages.service.js';
import { messageItem, stateText } from './pages/messages.page.js';

const PAGE = '/stuck-work/messages';

/** Messages to people that did not go through, for a manager to set going again or to dismiss. */
@Controller('stuck-work/messages')
export class MessagesPagesController {
  constructor(private readonly messages: MessagesService) {}

  @Get()
  @Access('manager')
  async list(@CurrentActor() actor: Actor, @Query() query: PageQuery, @Res() res: Response): Promise<void> {
    const { items, next } = await this.messages.list(actor, query);
    const state = await this.messages.state(actor);
    res.render('alerts/pages/messages.njk', {
      unsent: items.map((message) => messageItem(message, state.carrier)),
      state: stateText(state),
      first: query.cursor && PAGE,
      next: next && `${PAGE}?cursor=${next}`,
    });
  }

  @Post(':id/retry')
  @Access('manager')
  async retry(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    await this.messages.retry(actor, id);
    await seeOther(res, { said: 'It is being sent again. If that fails, it comes back to this list.', to: PAGE });
  }

  @Post(':id/dismiss')
  @Access('manager')
  async dismiss(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    await this.messages.dismiss(actor, id);
    await seeOther(res, { said: 'Dismissed. It will not be sent.', to: PAGE });
  }
}
