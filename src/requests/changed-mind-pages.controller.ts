import { Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { invalidField } from '../kernel/domain-error.js';
import { ContactNotes } from '../people/contact-notes.service.js';
import { contactPage } from '../people/pages/contact.page.js';
import { WAYS } from '../people/domain/ways-to-say.js';
import { Access } from '../platform/access.js';
import { Clock } from '../platform/clock.js';
import { seeOther, submitForm, typedBefore, type FormState } from '../web/forms.js';
import { IdParam } from '../web/id-param.pipe.js';
import { AnswersService } from './answers.service.js';
import { FamilyForm } from './dto/offers.form.js';
import { OfferGrounds, type WithOffer } from './offer-grounds.service.js';
import { answeredAt, answerFirst, offerPage, wayOf } from './pages/offer.page.js';
import { yesSaid } from './pages/kept-yes.page.js';

/** A family that said yes to nights which are looked at again, and does not want them any more. */
@Controller('offers/:id/changed-mind')
export class ChangedMindPagesController {
  constructor(
    private readonly grounds: OfferGrounds,
    private readonly answers: AnswersService,
    private readonly contact: ContactNotes,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access('cas_worker', 'manager')
  async ask(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    const request = await this.grounds.open(actor, id, 'decline_offer');
    // What it has not answered is answered where it can say yes, too.
    if (!request.offer.yes) return seeOther(res, `/offers/${id}/answer`);
    await this.show(actor, res, request, typedBefore(res.req, answerFirst(this.clock.now(), request.unit.zone)));
  }

  @Post()
  @Access('cas_worker', 'manager')
  async record(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    const request = await this.grounds.open(actor, id, 'decline_offer');
    await submitForm(res, {
      dto: FamilyForm,
      fields: { at: 'date' },
      show: (state: FormState) => this.show(actor, res, request, state),
      save: async ({ answeredBy, how: chosen, otherWay, date, time, reason, namesNobodyElse }) => {
        const how = wayOf(chosen, otherWay);
        if (!how) throw invalidField('otherWay', 'Say in a word how they answered.');
        const at = answeredAt(date, time, request.unit.zone, this.clock.now());
        const answer = { answeredBy, how, at, reason, namesNobodyElse };
        await this.answers.answerAll(actor, request.pathId, { ...answer, asked: [id] });
        const others = request.offers.filter(({ state }) => state === 'offered');
        return { said: saidOfNo(others.length), to: `/requests/${request.pathId}` };
      },
    });
  }

  private async show(actor: Actor, res: Response, request: WithOffer, state: FormState): Promise<void> {
    const { id } = request.youngPerson;
    res.render('requests/pages/answer.njk', {
      state,
      said: yesSaid(request.offer, request.unit.zone),
      request: offerPage(request, null, this.clock.now()),
      ...{ options: [], asked: request.offer.id, siblings: [], besides: [] },
      contact: contactPage(await this.contact.of(actor, id), id),
      ways: WAYS.map((way) => ({ ...way, checked: way.value === state.values.how })),
    });
  }
}

/** What follows where the family does not want what it took; what was kept beside it is asked about anew. */
function saidOfNo(others: number): string {
  if (others === 0) return 'The family’s answer is recorded. The bed is free again.';
  const which = others === 1 ? 'the other option that is held' : 'the other options that are held';
  return `The family’s answer is recorded. That bed is free again. Ask the family about ${which}: it has all the time of an answer.`;
}
