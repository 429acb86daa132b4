import { Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { forbidden } from '../kernel/domain-error.js';
import { Access } from '../platform/access.js';
import { Clock } from '../platform/clock.js';
import { submitForm, typedBefore, type FormState } from '../web/forms.js';
import { IdParam } from '../web/id-param.pipe.js';
import { GoneOverService } from '../stays/gone-over.service.js';
import { missingPage } from './pages/missing.page.js';
import { ReadinessService } from '../stays/readiness.service.js';
import { CompanyService } from './company.service.js';
import type { Action } from './domain/transitions.js';
import { mayTake } from './domain/workflow.js';
import { ReasonsForm, SignForm } from './dto/offers.form.js';
import { OffersService } from './offers.service.js';
import { offerPage } from './pages/offer.page.js';
import { sayMoves } from './pages/moves.page.js';
import { companyOf } from './pages/options.page.js';
import type { RequestView } from './request-view.js';
import { RequestRefused } from './request-refused.js';
import { RequestsService } from './requests.service.js';

type WithOffer = RequestView & { offer: NonNullable<RequestView['offer']> };

/** The manager's signature on a proposal, and taking a proposal back. */
@Controller('offers/:id')
export class OfferPagesController {
  constructor(
    private readonly requests: RequestsService,
    private readonly offers: OffersService,
    private readonly company: CompanyService,
    private readonly goneOver: GoneOverService,
    private readonly readiness: ReadinessService,
    private readonly clock: Clock,
  ) {}

  @Get('sign')
  @Access('manager')
  async askSign(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    await this.show(actor, await this.withOffer(actor, id, 'sign'), 'sign', res, typedBefore(res.req));
  }

  @Post('sign')
  @Access('manager')
  async sign(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    const request = await this.withOffer(actor, id, 'sign');
    await submitForm(res, {
      dto: SignForm,
      show: (state) => this.show(actor, request, 'sign', res, state),
      save: async ({ reasons, overrule }) => {
        await this.offers.sign(actor, id, reasons, overrule);
        return {
          said: `Signed. ${request.youngPerson.keyWorker.name} can now ask the family.`,
          to: `/requests/${request.pathId}`,
        };
      },
    });
  }

  @Get('return')
  @Access('unit_staff', 'manager')
  async askReturn(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    await this.show(actor, await this.withOffer(actor, id, 'take_back'), 'return', res, typedBefore(res.req));
  }

  @Post('return')
  @Access('unit_staff', 'manager')
  async takeBack(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    const request = await this.withOffer(actor, id, 'take_back');
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
    await this.show(actor, await this.withOffer(actor, id, 'extend_offer'), 'more-time', res, typedBefore(res.req));
  }

  @Post('extend')
  @Access('unit_staff', 'manager')
  async extend(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    const request = await this.withOffer(actor, id, 'extend_offer');
    await submitForm(res, {
      dto: ReasonsForm,
      show: (state) => this.show(actor, request, 'more-time', res, state),
      save: async ({ reasons }) => {
        await this.offers.extend(actor, id, reasons);
        return { said: 'The family has more time. The bed is held until then.', to: `/requests/${request.pathId}` };
      },
    });
  }

  /** The request whose open offer this is, if the actor may take the action now; otherwise the reason why not. */
  private async withOffer(actor: Actor, id: string, action: Action): Promise<WithOffer> {
    const request = await this.requests.open(actor, id, 'offer');
    const answer = mayTake(action, request, actor);
    if (!answer.available) {
      throw answer.refusal === 'not_yours' ? forbidden(answer.why) : new RequestRefused(answer.why, request);
    }
    const { offer } = request;
    if (offer?.id !== id)
      throw new RequestRefused('This offer is no longer open: the request has a newer one.', request, 'offer-ended');
    return { ...request, offer };
  }

  private async show(
    actor: Actor,
    request: WithOffer,
    page: 'sign' | 'return' | 'more-time',
    res: Response,
    state: FormState,
  ) {
    const [{ claims, guests, ages }, moved, goneOver, checklist] = await Promise.all([
      this.company.of(actor, request, request.offer),
      this.company.ofMoves(actor, request.id, request.offer.moves),
      this.goneOver.ofPart(actor, request.partId),
      page === 'sign' ? this.readiness.beforeOffer(request.youngPerson, request.offer.arrival) : undefined,
    ]);
    res.render(`requests/pages/${page}.njk`, {
      state,
      goneOver,
      missing: checklist && missingPage(checklist, request.youngPerson),
      moves: sayMoves(request.offer.moves, moved),
      request: offerPage(request, { company: companyOf(request.offer, claims, guests), ages }, this.clock.now()),
    });
  }
}
