import { Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { Clock } from '../platform/clock.js';
import { GoneOverService } from '../stays/gone-over.service.js';
import { submitForm, typedBefore, type FormState } from '../web/forms.js';
import { IdParam } from '../web/id-param.pipe.js';
import { ReasonsForm } from './dto/offers.form.js';
import { OfferGrounds, type WithOffer } from './offer-grounds.service.js';
import { OffersService } from './offers.service.js';
import { offerPage } from './pages/offer.page.js';

/** Taking an offer back before the family has answered, and more time for it. */
@Controller('offers/:id')
export class OfferPagesController {
  constructor(
    private readonly grounds: OfferGrounds,
    private readonly offers: OffersService,
    private readonly goneOver: GoneOverService,
    private readonly clock: Clock,
  ) {}

  @Get('return')
  @Access('unit_staff', 'manager')
  async askReturn(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    await this.show(actor, await this.grounds.open(actor, id, 'take_back'), 'return', res, typedBefore(res.req));
  }

  @Post('return')
  @Access('unit_staff', 'manager')
  async takeBack(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    const request = await this.grounds.open(actor, id, 'take_back');
    await submitForm(res, {
      dto: ReasonsForm,
      show: (state) => this.show(actor, request, 'return', res, state),
      save: async ({ reasons }) => {
        await this.offers.takeBack(actor, id, reasons);
        return { said: 'The nights are taken back and the bed is free again.', to: `/requests/${request.pathId}` };
      },
    });
  }

  @Get('extend')
  @Access('unit_staff', 'manager')
  async askExtend(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    await this.show(actor, await this.grounds.open(actor, id, 'extend_offer'), 'more-time', res, typedBefore(res.req));
  }

  @Post('extend')
  @Access('unit_staff', 'manager')
  async extend(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    const request = await this.grounds.open(actor, id, 'extend_offer');
    await submitForm(res, {
      dto: ReasonsForm,
      show: (state) => this.show(actor, request, 'more-time', res, state),
      save: async ({ reasons }) => {
        await this.offers.extend(actor, id, reasons);
        return { said: 'The family has more time. The bed is held until then.', to: `/requests/${request.pathId}` };
      },
    });
  }

  private async show(actor: Actor, request: WithOffer, page: 'return' | 'more-time', res: Response, state: FormState) {
    const [ground, goneOver] = await Promise.all([
      this.grounds.of(actor, request, request.offer),
      this.goneOver.ofPart(actor, request.partId),
    ]);
    res.render(`requests/pages/${page}.njk`, {
      ...{ state, goneOver, moves: ground.moves },
      request: offerPage(request, ground, this.clock.now()),
    });
  }
}
