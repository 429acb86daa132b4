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
import { LATER, readDecision } from './pages/decision-form.page.js';
import { inTurnPage } from './pages/in-turn.page.js';

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
    const { could } = await this.lists.of(actor, id);
    const values = typedValues(res.req.body);
    const parts = [request.partId, ...could.map((one) => one.request.partId)];
    const read = parts.map((part) => ({ part, ...readDecision(part, values, { ownReasons: true }) }));
    await submitForm<InTurnForm>(res, {
      dto: InTurnForm,
      show: (state) => this.show(actor, request, res, state),
      fields: Object.assign({}, ...read.map(({ fields }) => fields)) as Record<string, string>,
      save: async ({ seen }) => {
        const missing = read.flatMap(({ said, errors, part }) =>
          said !== LATER && said?.decision === 'not_suitable' && part !== request.partId
            ? []
            : Object.entries(errors).map(([field, message]) => ({ field, message })),
        );
        if (missing[0]) throw invalid('invalid-decision', missing[0].message, missing);
        const each = new Map(
          read.flatMap(({ part, said }) =>
            said && said !== LATER ? [[part, { ...said, reasons: said.reasons ?? '' }] as const] : [],
          ),
        );
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
    res.render('requests/pages/in-turn.njk', { state, ...inTurnPage({ request, advice }, list, shown) });
  }
}
