import { Controller, Get, Param, Post, Res } from '@nestjs/common';
import { isUUID } from 'class-validator';
import type { Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { invalidField } from '../kernel/domain-error.js';
import { sayList } from '../kernel/say-words.js';
import { ContactNotes } from '../people/contact-notes.service.js';
import { contactPage } from '../people/pages/contact.page.js';
import { WAYS } from '../people/domain/ways-to-say.js';
import { Access } from '../platform/access.js';
import { Clock } from '../platform/clock.js';
import { seeOther, submitForm, typedBefore, type FormState, type Next } from '../web/forms.js';
import { IdParam } from '../web/id-param.pipe.js';
import { keepTyped, typedValues } from '../web/typed-forms.js';
import { AnswersService } from './answers.service.js';
import { whyNotThis } from './domain/holding.js';
import { peopleOf } from './domain/parts.js';
import { mayTake } from './domain/workflow.js';
import { AnswerForm, AnswerSeveralForm } from './dto/offers.form.js';
import { keptTogether, sayKept } from './pages/kept-yes.page.js';
import { lateAnswer, NONE } from './pages/late-answer.js';
import {
  answeredAt,
  answerFirst,
  besideCard,
  besidesPage,
  offerIds,
  offerPage,
  optionCard,
  wayOf,
} from './pages/offer.page.js';
import type { OfferView, OpenedRequest, RequestView } from './request-view.js';
import { RequestRefused } from './request-refused.js';
import { RequestsService } from './requests.service.js';
import { SiblingsService } from './siblings.service.js';

/** A request with the option that the page was opened for; what else the family is asked about is among its offers. */
type WithOffer = OpenedRequest & { offer: OfferView };

type Answered = Omit<AnswerForm, 'accepted'>;

/** The family's answer, written down by their worker: to one option, or to all that they are asked about. */
@Controller('offers/:id/answer')
export class AnswerPagesController {
  constructor(
    private readonly requests: RequestsService,
    private readonly answers: AnswersService,
    private readonly siblings: SiblingsService,
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
    const form = { fields: { at: 'date' }, show: (state: FormState) => this.show(actor, res, request, state) };
    const save = (takes: string, answer: Answered) => this.save(actor, request, takes, answer);
    if (isSeveral(request))
      return submitForm(res, { ...form, dto: AnswerSeveralForm, save: ({ takes, ...answer }) => save(takes, answer) });
    const taken = (accepted: 'yes' | 'no') => (accepted === 'yes' ? id : NONE);
    await submitForm(res, {
      ...form,
      dto: AnswerForm,
      save: ({ accepted, ...answer }) => save(taken(accepted), answer),
    });
  }

  private async save(actor: Actor, request: WithOffer, takes: string, typed: Answered): Promise<Next> {
    const { asked = request.offer.id, answeredBy, how: chosen, otherWay, date, time, reason, namesNobodyElse } = typed;
    const how = wayOf(chosen, otherWay);
    if (!how) throw invalidField('otherWay', 'Say in a word how they answered.');
    const answer = {
      answeredBy,
      how,
      at: answeredAt(date, time, request.unit.zone, this.clock.now()),
      reason,
      namesNobodyElse,
    };
    const all = asked.split(' ').filter((one) => isUUID(one));
    const siblings = offerIds(typed.together);
    if (siblings.length > 0) {
      const own = takes === NONE ? all : [takes];
      const besides = await this.siblings.besides(actor, request, askedAbout(request), 'accept');
      const people = peopleOf([request, ...besides.filter(({ offer }) => siblings.includes(offer.id))]);
      const whose = sayList(people.map(({ firstName }) => firstName));
      const together = [...own, ...siblings];
      const kept = await this.siblings.answer(actor, together, { ...answer, accepted: takes !== NONE });
      const said =
        takes === NONE
          ? `The family’s answer for ${whose} is recorded. The beds are free again.`
          : kept.length === 0
            ? `The breaks of ${whose} are booked.`
            : keptTogether(actor, [request, ...besides], kept);
      return { said, to: `/requests/${request.id}` };
    }
    const stay = await this.answers.answerAll(actor, request.pathId, {
      ...answer,
      ...(takes === NONE ? { asked: all } : { takes }),
    });
    const isKept = takes !== NONE && stay === undefined;
    return {
      said: isKept ? sayKept(actor, request) : saidOf(takes === NONE, all.length > 1),
      to: `/requests/${request.pathId}`,
    };
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
    // Which of its offers can be answered is looked at below.
    const answer = mayTake('accept', { ...request, offers: undefined }, actor);
    if (!answer.available) throw await this.requests.refuses(actor, request, answer);
    // What was opened for one option is answered for those that are open now.
    const offer = askedAbout(request).find((one) => one.id === id) ?? askedAbout(request)[0];
    if (!offer) throw new RequestRefused(whyNotThis(undefined), request, 'offer-ended');
    return { ...request, offer };
  }

  private async show(actor: Actor, res: Response, request: WithOffer, state: FormState): Promise<void> {
    const { id } = request.youngPerson;
    const { how: chosen, takes } = state.values;
    const options = isSeveral(request) ? askedAbout(request) : [];
    const siblings = await this.siblings.besides(actor, request, askedAbout(request), 'accept');
    res.render('requests/pages/answer.njk', {
      state,
      request: offerPage(request, null, this.clock.now()),
      options: options.map((offer) => ({ ...optionCard(request, offer), checked: takes === offer.id })),
      asked: askedAbout(request)
        .map(({ id: offerId }) => offerId)
        .join(' '),
      siblings: besidesPage(siblings, state.values),
      besides: siblings.map((sibling) => besideCard(sibling, sibling.offer)),
      contact: contactPage(await this.contact.of(actor, id), id),
      ways: WAYS.map((way) => ({ ...way, checked: way.value === chosen })),
    });
  }
}

const askedAbout = ({ offers }: RequestView): OfferView[] => offers.filter(({ state }) => state === 'offered');
const isSeveral = (request: RequestView): boolean => askedAbout(request).length > 1;

function saidOf(isNo: boolean, several: boolean): string {
  if (!isNo) return several ? 'The break is booked. The other options are free again.' : 'The break is booked.';
  return `The family’s answer is recorded. ${several ? 'The beds are' : 'The bed is'} free again.`;
}
