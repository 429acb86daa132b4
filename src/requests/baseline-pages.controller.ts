import { Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import { looksOnAt, type Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { submitForm, typedBefore, type FormState } from '../web/forms.js';
import { IdParam } from '../web/id-param.pipe.js';
import { BaselinesService, mayBeMeasured } from './baselines.service.js';
import { BaselineForm, MOST_VALUES } from './dto/baseline.dto.js';
import { baselinePage, typedValues } from './pages/baseline.page.js';
import { RequestsService } from './requests.service.js';

/** How things are when a break is asked for: the page that asks it of each. */
@Controller('requests/:id/baseline')
export class BaselinePagesController {
  constructor(
    private readonly requests: RequestsService,
    private readonly baselines: BaselinesService,
  ) {}

  @Get()
  @Access('cas_worker', 'unit_staff', 'manager')
  async ask(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    await this.show(actor, id, res, typedBefore(res.req));
  }

  @Post()
  @Access('cas_worker', 'unit_staff', 'manager')
  async record(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    // A refusal of the third number stands beside the third of those that were typed.
    const fields: Record<string, string> = { values: 'value1' };
    await submitForm(res, {
      dto: BaselineForm,
      fields,
      show: (state) => this.show(actor, id, res, state),
      save: async ({ asked = [], ...form }) => {
        const typed = typedValues(asked.slice(0, MOST_VALUES), form);
        for (const [place, { field }] of typed.entries()) fields[`values.${place}.value`] = field;
        await this.baselines.record(
          actor,
          id,
          typed.map(({ youngPerson, measure, value }) => ({ youngPerson, measure, value })),
        );
        return { said: 'How things are is on record.', to: `/requests/${id}` };
      },
    });
  }

  private async show(actor: Actor, id: string, res: Response, state: FormState): Promise<void> {
    const request = await this.requests.open(actor, id);
    res.render('requests/pages/baseline.njk', {
      state,
      request: { id: request.pathId, number: request.number },
      back: request.state === 'draft' ? `/requests/${request.id}/check` : `/requests/${request.pathId}`,
      each: baselinePage(await this.baselines.ofRequest(actor, request), state.values),
      mayWrite: mayBeMeasured(request) && !request.jointly && !looksOnAt(actor, request.unit.id),
    });
  }
}
