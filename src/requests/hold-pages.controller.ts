import { Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import { maySign, type Actor } from '../identity/domain/actor.js';
import { forbidden, invalidField } from '../kernel/domain-error.js';
import { addDays } from '../kernel/nights.js';
import { Access } from '../platform/access.js';
import { Clock } from '../platform/clock.js';
import { submitForm, typedBefore, type FormState } from '../web/forms.js';
import { takeTyped } from '../web/typed-forms.js';
import { keepReasons, keptFor } from './kept-reasons.js';
import { IdParam } from '../web/id-param.pipe.js';
import { ReadinessService } from '../stays/readiness.service.js';
import { mayTake } from './domain/workflow.js';
import { HoldForm } from './dto/offers.form.js';
import { OptionsService, type OptionsView } from './options.service.js';
import { holdPage } from './pages/hold.page.js';
import { optionValue, readOption } from './pages/option-value.js';
import { missingPage } from './pages/missing.page.js';
import { requestHead } from './pages/request.page.js';
import { readShown, shownFields } from './pages/shown-words.js';
import { ProposalsService } from './proposals.service.js';
import { RequestRefused } from './request-refused.js';
import { whole } from './request-view.js';
import { RequestsService } from './requests.service.js';
import { ShownOptions } from './shown-options.service.js';

/** Holding several options for a family at once: each is a bed, and the family takes one of them. */
@Controller('requests/:id/hold')
export class HoldPagesController {
  constructor(
    private readonly requests: RequestsService,
    private readonly options: OptionsService,
    private readonly proposals: ProposalsService,
    private readonly shownOptions: ShownOptions,
    private readonly readiness: ReadinessService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access('unit_staff', 'manager')
  async ask(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Query('option') option: unknown,
    @Res() res: Response,
  ) {
    const options = [option].flat().filter((one) => typeof one === 'string');
    const kept = takeTyped(res.req, keptFor(id)) ?? {};
    await this.show(actor, id, res, typedBefore(res.req, { ...kept, options }));
  }

  @Post()
  @Access('unit_staff', 'manager')
  async hold(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    const request = whole(await this.requests.open(actor, id));
    await submitForm(res, {
      dto: HoldForm,
      show: (state) => this.show(actor, id, res, state),
      save: async ({ options, sign, reasons, shown }) => {
        const signing = sign === 'yes' && maySign(actor, request.unit.id);
        if (signing && !reasons) {
          throw invalidField('reasons', 'Give your reasons in a sentence: they are part of the decision.');
        }
        const chosen = options.flatMap((one) => readOption(one) ?? []);
        await this.proposals.proposeSeveral(
          actor,
          id,
          chosen.map(({ arrival, bed }) => ({
            ...{ arrival, departure: addDays(arrival, request.nights), bed, agreed: [] },
            ...(signing && { reasons, seenGroup: readShown(shown).get(optionValue(arrival, bed)) }),
          })),
        );
        const beds = chosen.length === 1 ? 'The bed is' : `${chosen.length} beds are`;
        const then = signing ? 'The key worker can now ask the family.' : 'They now wait for a manager’s signature.';
        return { said: `${beds} held. ${then}`, to: `/requests/${id}` };
      },
    });
  }

  private async show(actor: Actor, id: string, res: Response, state: FormState): Promise<void> {
    const view = await this.options.of(actor, id);
    const answer = mayTake('propose', view.request, actor);
    if (!answer.available) {
      if (answer.refusal === 'not_yours') throw forbidden(answer.why);
      throw new RequestRefused(state.sentence ?? answer.why, view.request);
    }
    const page = holdPage(view, [state.values['options'] ?? []].flat());
    const { youngPerson, from, unit } = view.request;
    const first = page.options[0]?.arrival ?? from;
    const signs = maySign(actor, unit.id);
    const isLeft = page.options.length > 0 && !page.tooFew;
    const kept = isLeft ? [] : keepReasons(res.req, id, state.values);
    res.render('requests/pages/hold.njk', {
      state,
      kept,
      missing: missingPage(await this.readiness.beforeOffer(youngPerson, first, unit.id), youngPerson),
      request: requestHead(view.request, this.clock.now()),
      ...page,
      ...{ signs, shown: signs ? await this.wordsOf(actor, view, page) : [] },
    });
  }

  /** What is shown of each option, in a word. */
  private async wordsOf(actor: Actor, { request }: OptionsView, { options }: ReturnType<typeof holdPage>) {
    const each = options.flatMap(({ value, arrival, departure }) => {
      const bedId = readOption(value)?.bed;
      return bedId === undefined ? [] : [{ youngPersonId: request.youngPerson.id, arrival, departure, bedId }];
    });
    return shownFields(
      options.map(({ value }) => value),
      await this.shownOptions.of(actor, request.unit.id, each),
    );
  }
}
