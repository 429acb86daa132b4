import { Controller, Get, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { editValues, submitEdit } from '../web/edit-form.js';
import { typedBefore, type FormState } from '../web/forms.js';
import { ChoicesService } from './choices.service.js';
import { ChoicesForm } from './dto/choices.dto.js';
import { AWAY_ITEMS, CHOICES_WORDS, choicesValues, topicsOf, type Who } from './pages/notifications.page.js';

/** How one hears of what is new, beside the page in which everything is. */
@Controller('account/notifications')
export class NotificationsPagesController {
  constructor(private readonly choices: ChoicesService) {}

  @Get()
  @Access('cas_worker', 'unit_staff', 'manager')
  async ask(@CurrentActor() actor: Actor, @Res() res: Response): Promise<void> {
    const [view, who] = [await this.choices.view(actor), await this.whoIs(actor)];
    await this.show(actor, res, typedBefore(res.req, editValues(choicesValues(view, who))));
  }

  @Post()
  @Access('cas_worker', 'unit_staff', 'manager')
  async save(@CurrentActor() actor: Actor, @Res() res: Response): Promise<void> {
    const who = await this.whoIs(actor);
    await submitEdit(res, {
      dto: ChoicesForm,
      fields: { 'quiet.from': 'from', 'quiet.until': 'until' },
      read: () => this.choices.view(actor),
      valuesOf: (view) => choicesValues(view, who),
      words: CHOICES_WORDS,
      show: (state) => this.show(actor, res, state),
      save: async ({ quiet, from, until, whileAway, ...topics }) => {
        const how = Object.fromEntries(Object.entries(topics).filter(([, one]) => one !== undefined));
        // A field that was emptied is no hour, not one that stays.
        const hours = { on: quiet, from: from ?? '', until: until ?? '' };
        await this.choices.revise(actor, { how, quiet: hours, whileAway });
        return { said: 'How you hear of what is new is saved.', to: '/account/notifications' };
      },
    });
  }

  private async whoIs(actor: Actor): Promise<Who> {
    return { ...actor, isKeyWorker: await this.choices.isKeyWorker(actor) };
  }

  private async show(actor: Actor, res: Response, state: FormState): Promise<void> {
    const [{ byMail }, who] = [await this.choices.view(actor), await this.whoIs(actor)];
    res.render('alerts/pages/notifications.njk', {
      ...{ state, byMail, topics: topicsOf(who), awayItems: AWAY_ITEMS },
      mayBeAway: who.isKeyWorker,
      namesChannels: actor.role === 'manager',
    });
  }
}
