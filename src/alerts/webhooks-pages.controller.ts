import { Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { maySign } from '../identity/domain/actor.js';
import { forbidden } from '../kernel/domain-error.js';
import { Access } from '../platform/access.js';
import { seeOther, submitForm, typedBefore, type FormState } from '../web/forms.js';
import { IdParam } from '../web/id-param.pipe.js';
import { NewWebhookDto } from './dto/webhook.dto.js';
import { WebhooksService } from './webhooks.service.js';

const WITH_PASSWORD = 'Sign in with your password first: a PIN is not enough to name an address.';

/** Where the council wants to be told that something is new: a channel of Teams and the like. */
@Controller('stuck-work/webhooks')
export class WebhooksPagesController {
  constructor(private readonly webhooks: WebhooksService) {}

  @Get()
  @Access('manager')
  async ask(@CurrentActor() actor: Actor, @Res() res: Response): Promise<void> {
    await this.show(actor, res, typedBefore(res.req));
  }

  @Post()
  @Access('manager')
  async make(@CurrentActor() actor: Actor, @Res() res: Response): Promise<void> {
    if (res.req.session.byPin) throw forbidden(WITH_PASSWORD);
    await submitForm(res, {
      dto: NewWebhookDto,
      show: (state) => this.show(actor, res, state),
      save: async (input) => {
        const { secret } = await this.webhooks.make(actor, input);
        return () => res.render('alerts/pages/new-webhook.njk', { name: input.name, secret });
      },
    });
  }

  @Post(':id/end')
  @Access('manager')
  async end(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    await this.webhooks.end(actor, id);
    await seeOther(res, { said: 'The address has ended. Nothing goes there any more.', to: '/stuck-work/webhooks' });
  }

  private async show(actor: Actor, res: Response, state: FormState): Promise<void> {
    const webhooks = await this.webhooks.list(actor);
    const units = actor.units.filter(({ id }) => maySign(actor, id));
    res.render('alerts/pages/webhooks.njk', { state, webhooks, units });
  }
}
