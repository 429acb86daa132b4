import { Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { Clock } from '../platform/clock.js';
import { submitForm, typedBefore, type FormState } from '../web/forms.js';
import { IdParam } from '../web/id-param.pipe.js';
import { forbidden } from '../kernel/domain-error.js';
import { CompanyService } from './company.service.js';
import { mayTake } from './domain/workflow.js';
import { OptionalReasonsForm } from './dto/offers.form.js';
import { ACTION_WORDS } from './pages/actions.page.js';
import { sayMoves } from './pages/moves.page.js';
import { requestHead, requestPage } from './pages/request.page.js';
import { RequestActionsService, type PlainAction } from './request-actions.service.js';
import type { RequestView } from './request-view.js';
import { RequestRefused } from './request-refused.js';
import { RequestsService } from './requests.service.js';
import { GoneOverService } from '../stays/gone-over.service.js';

/** One request, and the pages that only move it on: each asks first, on the path that the answer is posted to. */
@Controller('requests/:id')
export class RequestPagesController {
  constructor(
    private readonly requests: RequestsService,
    private readonly actions: RequestActionsService,
    private readonly goneOver: GoneOverService,
    private readonly company: CompanyService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access('cas_worker', 'unit_staff', 'manager')
  async show(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    const request = await this.requests.open(actor, id);
    const moves = request.offer?.moves ?? [];
    const [events, goneOver, moved] = await Promise.all([
      this.requests.timelineOf(actor, request),
      this.goneOver.ofPart(actor, request.partId),
      this.company.ofMoves(actor, request.id, moves),
    ]);
    const page = requestPage(request, events, actor, this.clock.now());
    res.render('requests/pages/request.njk', { request: page, goneOver, moves: sayMoves(moves, moved) });
  }

  @Get('review')
  @Access('unit_staff', 'manager')
  askReview(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    return this.ask(actor, id, 'review', res);
  }

  @Post('review')
  @Access('unit_staff', 'manager')
  review(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    return this.take(actor, id, 'review', res);
  }

  @Get('waitlist')
  @Access('unit_staff', 'manager')
  askWaitlist(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    return this.ask(actor, id, 'waitlist', res);
  }

  @Post('waitlist')
  @Access('unit_staff', 'manager')
  waitlist(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    return this.take(actor, id, 'waitlist', res);
  }

  @Get('decline')
  @Access('manager')
  askDecline(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    return this.ask(actor, id, 'decline', res);
  }

  @Post('decline')
  @Access('manager')
  decline(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    return this.take(actor, id, 'decline', res);
  }

  @Get('withdraw')
  @Access('cas_worker', 'unit_staff', 'manager')
  askWithdraw(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    return this.ask(actor, id, 'withdraw', res);
  }

  @Post('withdraw')
  @Access('cas_worker', 'unit_staff', 'manager')
  withdraw(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    return this.take(actor, id, 'withdraw', res);
  }

  private async ask(actor: Actor, id: string, action: PlainAction, res: Response) {
    const request = await this.requests.open(actor, id);
    const answer = mayTake(action, request, actor);
    if (!answer.available) {
      throw answer.refusal === 'not_yours' ? forbidden(answer.why) : new RequestRefused(answer.why, request);
    }
    this.showAction(res, request, action, typedBefore(res.req));
  }

  private async take(actor: Actor, id: string, action: PlainAction, res: Response) {
    const request = await this.requests.open(actor, id);
    await submitForm(res, {
      dto: OptionalReasonsForm,
      show: (state) => this.showAction(res, request, action, state),
      save: async ({ reasons }) => {
        await this.actions.take(actor, id, action, reasons);
        return { said: ACTION_WORDS[action].done, to: `/requests/${id}` };
      },
    });
  }

  private showAction(res: Response, request: RequestView, action: PlainAction, state: FormState): void {
    res.render('requests/pages/action.njk', {
      state,
      path: `/requests/${request.id}/${action}`,
      request: requestHead(request, this.clock.now()),
      words: ACTION_WORDS[action],
      optional: request.state === 'draft',
    });
  }
}
