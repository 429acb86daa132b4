import { Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { dateIn, daysBetween, type Nights } from '../kernel/nights.js';
import { Access, JointWork } from '../platform/access.js';
import { Clock } from '../platform/clock.js';
import { submitForm, typedBefore, type FormState } from '../web/forms.js';
import { IdParam } from '../web/id-param.pipe.js';
import { takeTyped } from '../web/typed-forms.js';
import type { PlainAction } from './domain/parts.js';
import { DeclineForm, OptionalReasonsForm } from './dto/offers.form.js';
import { ACTION_WORDS, freeLines } from './pages/actions.page.js';
import { stepPath } from './pages/action-links.js';
import { requestHead } from './pages/request.page.js';
import { forRequest } from './ground.service.js';
import { RequestActionsService } from './request-actions.service.js';
import { whole, type OpenedRequest, type RequestView } from './request-view.js';
import { RequestsService } from './requests.service.js';
import { VacanciesService } from './vacancies.service.js';

/** The steps that only move a request on: each asks first, on the path that the answer is posted to. */
@Controller('requests/:id')
export class RequestStepPagesController {
  constructor(
    private readonly requests: RequestsService,
    private readonly actions: RequestActionsService,
    private readonly vacancies: VacanciesService,
    private readonly clock: Clock,
  ) {}

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

  @Get('ask-information')
  @Access('unit_staff', 'manager')
  askAskInformation(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    return this.ask(actor, id, 'ask_information', res);
  }

  @Post('ask-information')
  @Access('unit_staff', 'manager')
  askInformation(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    return this.take(actor, id, 'ask_information', res);
  }

  @Get('give-information')
  @Access('cas_worker', 'unit_staff', 'manager')
  askGiveInformation(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    return this.ask(actor, id, 'give_information', res);
  }

  @Post('give-information')
  @JointWork()
  @Access('cas_worker', 'unit_staff', 'manager')
  giveInformation(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    return this.take(actor, id, 'give_information', res);
  }

  @Get('answer-late')
  @Access('cas_worker', 'manager')
  askAnswerLate(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    return this.ask(actor, id, 'answer_late', res);
  }

  @Post('answer-late')
  @Access('cas_worker', 'manager')
  answerLate(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    return this.take(actor, id, 'answer_late', res);
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

  @Get('reopen')
  @Access('manager')
  askReopen(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    return this.ask(actor, id, 'reopen', res);
  }

  @Post('reopen')
  @Access('manager')
  reopen(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    return this.take(actor, id, 'reopen', res);
  }

  private async ask(actor: Actor, id: string, action: PlainAction, res: Response) {
    const request = await this.requests.open(actor, id);
    await this.requests.requireStep(action, request, actor);
    const isLate = action === 'answer_late';
    const state = isLate ? { values: takeTyped(res.req) ?? {}, errors: {} } : typedBefore(res.req);
    await this.showAction(actor, res, request, action, state);
  }

  private async take(actor: Actor, id: string, action: PlainAction, res: Response) {
    const request = await this.requests.open(actor, id);
    await submitForm(res, {
      dto: action === 'decline' ? DeclineForm : OptionalReasonsForm,
      show: (state) => this.showAction(actor, res, request, action, state),
      save: async (given) => {
        await this.actions.take(actor, id, action, given);
        return { said: ACTION_WORDS[action].done, to: `/requests/${id}` };
      },
    });
  }

  private async showAction(
    actor: Actor,
    res: Response,
    request: OpenedRequest,
    action: PlainAction,
    state: FormState,
  ): Promise<void> {
    const events = action === 'give_information' ? (await this.requests.timelineOf(actor, request)).entries : [];
    res.render('requests/pages/action.njk', {
      state,
      path: stepPath(request.pathId, action),
      question: events.findLast((event) => event.action === 'ask_information'),
      request: requestHead(request, this.clock.now()),
      free: action === 'answer_late' ? freeLines(await this.stillFree(actor, request)) : undefined,
      words: ACTION_WORDS[action],
      optional: request.state === 'draft',
    });
  }

  /** What could be had now of what was asked, without a word on anybody else. */
  private async stillFree(actor: Actor, request: RequestView): Promise<Nights[]> {
    const { unit, from, to, nights, youngPerson } = whole(request);
    const today = dateIn(this.clock.now(), unit.zone);
    const arrival = from > today ? from : today;
    if (daysBetween(arrival, to) < nights) return [];
    const window = { arrival, departure: to };
    const { windows, weekdays } = request;
    const { part } = forRequest(request);
    const among = { windows, weekdays, part };
    const { options } = await this.vacancies.of(actor, unit.id, window, nights, youngPerson.id, among);
    return options.filter(({ moves }) => moves.length === 0);
  }
}
