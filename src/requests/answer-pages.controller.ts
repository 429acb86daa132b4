import { Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { invalidField } from '../kernel/domain-error.js';
import { instantIn } from '../kernel/nights.js';
import { ContactNotes } from '../people/contact-notes.service.js';
import { contactPage } from '../people/pages/contact.page.js';
import { WAYS } from '../people/domain/ways-to-say.js';
import { Access } from '../platform/access.js';
import { Clock } from '../platform/clock.js';
import { seeOther, submitForm, typedBefore, type FormState } from '../web/forms.js';
import { IdParam } from '../web/id-param.pipe.js';
import { keepTyped, typedValues } from '../web/typed-forms.js';
import { AnswersService } from './answers.service.js';
import { availability } from './domain/workflow.js';
import { AnswerForm } from './dto/offers.form.js';
import { answerFirst, lateAnswer, offerPage, wayOf } from './pages/offer.page.js';
import type { RequestView } from './request-view.js';
import { RequestRefused } from './request-refused.js';
import { RequestsService } from './requests.service.js';

type WithOffer = RequestView & { offer: NonNullable<RequestView['offer']> };

/** The family's answer, written down by their worker. */
@Controller('offers/:id/answer')
export class AnswerPagesController {
  constructor(
    private readonly requests: RequestsService,
    private readonly answers: AnswersService,
    private readonly contact: ContactNotes,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access('cas_worker', 'manager')
  async ask(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    if (await this.isLate(actor, id, res)) return;
    const request = await this.withOffer(actor, id);
    await this.show(actor, res, request, typedBefore(res.req, answerFirst(this.clock.now(), request.unit.zone)));
  }

  @Post()
  @Access('cas_worker', 'manager')
  async record(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    if (await this.isLate(actor, id, res)) return;
    const request = await this.withOffer(actor, id);
    await submitForm(res, {
      dto: AnswerForm,
      fields: { at: 'date' },
      show: (state) => this.show(actor, res, request, state),
      save: async ({ accepted, answeredBy, how: chosen, otherWay, date, time, reason }) => {
        const how = wayOf(chosen, otherWay);
        if (!how) throw invalidField('otherWay', 'Say in a word how they answered.');
        const at = this.moment(date, time, request.unit.zone);
        await this.answers.answer(actor, id, { accepted: accepted === 'yes', answeredBy, how, at, reason });
        const said =
          accepted === 'yes' ? 'The break is booked.' : 'The family’s answer is recorded. The bed is free again.';
        return { said, to: `/requests/${request.pathId}` };
      },
    });
  }

  /** Only minutes are typed: the answer came before the minute was over, and an offer signed in it came first. */
  private moment(date: string, time: string, zone: string): Date {
    const at = instantIn(date, time, zone).getTime();
    const now = this.clock.now().getTime();
    return new Date(at > now ? at : Math.min(at + 59_999, now));
  }

  /** The time ran out: what they said is written down on a page of its own, and what was typed comes along. */
  private async isLate(actor: Actor, id: string, res: Response): Promise<boolean> {
    const { pathId: asked, state } = await this.requests.open(actor, id, 'offer');
    if (state !== 'offer_lapsed') return false;
    const path = `/requests/${asked}/answer-late`;
    const reasons = lateAnswer(typedValues(res.req.body));
    if (reasons) keepTyped(res.req, path, { reasons });
    await seeOther(res, path);
    return true;
  }

  private async withOffer(actor: Actor, id: string): Promise<WithOffer> {
    const request = await this.requests.open(actor, id, 'offer');
    const answer = availability('accept', request.state, actor.role);
    if (!answer.available) throw new RequestRefused(answer.why, request);
    const { offer } = request;
    if (offer?.id !== id)
      throw new RequestRefused('This offer is no longer open: the request has a newer one.', request, 'offer-ended');
    return { ...request, offer };
  }

  private async show(actor: Actor, res: Response, request: WithOffer, state: FormState): Promise<void> {
    const { id } = request.youngPerson;
    const chosen = state.values['how'];
    res.render('requests/pages/answer.njk', {
      state,
      request: offerPage(request, null, this.clock.now()),
      contact: contactPage(await this.contact.of(actor, id), id),
      ways: WAYS.map((way) => ({ ...way, checked: way.value === chosen })),
    });
  }
}
