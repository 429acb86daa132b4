import { Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { invalid } from '../kernel/domain-error.js';
import { dateIn } from '../kernel/nights.js';
import { Access } from '../platform/access.js';
import { Clock } from '../platform/clock.js';
import { submitForm, typedBefore, type FormState } from '../web/forms.js';
import { IdParam } from '../web/id-param.pipe.js';
import { typedValues } from '../web/typed-forms.js';
import { InTurnForm } from './dto/in-turn.form.js';
import { ListsToSign } from './lists-to-sign.service.js';
import { OfferGrounds, type WithOffer } from './offer-grounds.service.js';
import { readInTurn } from './pages/in-turn-form.page.js';
import { inTurnPage, onList } from './pages/in-turn.page.js';

/** One signature under everybody to whom a bed that came back is offered, one after the other. */
@Controller('offers/:id/in-turn')
export class InTurnPagesController {
  constructor(
    private readonly offers: OfferGrounds,
    private readonly lists: ListsToSign,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access('manager')
  async ask(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    await this.show(actor, await this.offers.open(actor, id, 'sign'), res, typedBefore(res.req));
  }

  @Post()
  @Access('manager')
  async sign(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    const request = await this.offers.open(actor, id, 'sign');
    const list = await this.lists.of(actor, id);
    const { each, errors, fields } = readInTurn(onList(list), typedValues(res.req.body));
    await submitForm<InTurnForm>(res, {
      dto: InTurnForm,
      show: (state) => this.show(actor, request, res, state),
      fields,
      save: async ({ seen }) => {
        const [first, ...more] = errors;
        if (first) throw invalid('invalid-decision', first.message, [first, ...more]);
        await this.lists.sign(actor, id, { seen, each });
        return {
          said: 'Signed for all on the list. The first is asked now, the next once they say no or their time is over.',
          to: `/requests/${request.pathId}`,
        };
      },
    });
  }

  private async show(actor: Actor, request: WithOffer, res: Response, state: FormState): Promise<void> {
    const list = await this.lists.of(actor, request.offer.id);
    const { advice } = await this.offers.of(actor, request, request.offer);
    const shown = { values: state.values, today: dateIn(this.clock.now(), request.unit.zone) };
    res.render('requests/pages/in-turn.njk', {
      state,
      ...inTurnPage({ advice, offer: request.offer.id }, list, shown),
    });
  }
}
