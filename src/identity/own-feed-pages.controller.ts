import { Controller, Get, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { forbidden } from '../kernel/domain-error.js';
import { Access } from '../platform/access.js';
import { seeOther, submitForm, typedBefore, type FormState } from '../web/forms.js';
import { CurrentActor } from './current-actor.decorator.js';
import type { Actor } from './domain/actor.js';
import { FeedAddresses } from './feed-addresses.service.js';
import { feedLinks } from './feed-links.js';
import { feedPage } from './pages/feed.page.js';

/** These pages ask nothing that needs a field. */
class NoFields {}

const WITH_PASSWORD = 'Sign in with your password first: a PIN is not enough to make an address for a calendar feed.';

/** The calendar feed of one's own: its address is shown once, when it is made. */
@Controller('account/feed')
export class OwnFeedPagesController {
  constructor(private readonly feeds: FeedAddresses) {}

  @Get()
  @Access('cas_worker', 'unit_staff', 'manager')
  async look(@CurrentActor() actor: Actor, @Res() res: Response): Promise<void> {
    await this.show(actor, res, typedBefore(res.req));
  }

  @Post()
  @Access('cas_worker', 'unit_staff', 'manager')
  async renew(@CurrentActor() actor: Actor, @Res() res: Response): Promise<void> {
    if (res.req.session.byPin) throw forbidden(WITH_PASSWORD);
    await submitForm(res, {
      dto: NoFields,
      show: (state) => this.show(actor, res, state),
      save: async () => {
        const { secret } = await this.feeds.renew(actor);
        return () => res.render('identity/pages/new-feed.njk', feedLinks(res.req, secret));
      },
    });
  }

  @Get('end')
  @Access('cas_worker', 'unit_staff', 'manager')
  askEnd(@Res() res: Response): void {
    res.render('identity/pages/feed-end.njk');
  }

  @Post('end')
  @Access('cas_worker', 'unit_staff', 'manager')
  async end(@CurrentActor() actor: Actor, @Res() res: Response): Promise<void> {
    await this.feeds.end(actor);
    await seeOther(res, {
      said: 'Your calendar feed is switched off. Its address no longer works.',
      to: '/account/feed',
    });
  }

  private async show(actor: Actor, res: Response, state: FormState): Promise<void> {
    res.render('identity/pages/feed.njk', { state, page: feedPage(await this.feeds.own(actor), actor) });
  }
}
