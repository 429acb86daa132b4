import { Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { notFound } from '../kernel/domain-error.js';
import { dateIn } from '../kernel/nights.js';
import { Access } from '../platform/access.js';
import { Clock } from '../platform/clock.js';
import { submitForm, typedBefore, type FormState } from '../web/forms.js';
import { IdParam } from '../web/id-param.pipe.js';
import { notYet, type Moment } from './domain/outcome.js';
import { OutcomeDto } from './dto/outcome.dto.js';
import { OutcomesService } from './outcomes.service.js';
import { momentFields, outcomeForm, outcomesPage } from './pages/outcomes.page.js';
import { stayPage, stayPath } from './pages/stay.page.js';
import type { StayView } from './stay-reader.js';
import { StayRights } from './stay-rights.service.js';
import { StaysService } from './stays.service.js';

/** What was measured before a stay and after it, side by side; and the numbers of one measure. */
@Controller('stays/:id/outcomes')
export class OutcomePagesController {
  constructor(
    private readonly stays: StaysService,
    private readonly outcomes: OutcomesService,
    private readonly rights: StayRights,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access('cas_worker', 'unit_staff', 'manager')
  async list(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    const stay = await this.stays.open(actor, id);
    res.render('stays/pages/outcomes.njk', {
      stay: stayPage(stay, this.clock.now()),
      outcomes: outcomesPage(await this.outcomes.ofStay(actor, stay), stayPath(id)),
      mayWrite: !this.notYet(stay, 'before') && (await this.rights.mayChange(actor, stay)),
    });
  }

  @Get(':measure')
  @Access('cas_worker', 'unit_staff', 'manager')
  async ask(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Param('measure', IdParam) measure: string,
    @Res() res: Response,
  ): Promise<void> {
    await this.show(actor, await this.stays.open(actor, id), measure, res);
  }

  @Post(':measure')
  @Access('cas_worker', 'unit_staff', 'manager')
  async record(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Param('measure', IdParam) measure: string,
    @Res() res: Response,
  ): Promise<void> {
    const stay = await this.stays.open(actor, id);
    await submitForm(res, {
      dto: OutcomeDto,
      show: (state) => this.show(actor, stay, measure, res, state),
      save: async (values) => {
        await this.outcomes.record(actor, id, measure, values);
        return { said: 'The numbers are on record.', to: `${stayPath(id)}/outcomes` };
      },
    });
  }

  private async show(actor: Actor, stay: StayView, measure: string, res: Response, state?: FormState): Promise<void> {
    const one = (await this.outcomes.ofStay(actor, stay)).find(({ id }) => id === measure);
    if (!one) throw notFound();
    const form = outcomeForm(one);
    res.render('stays/pages/outcome.njk', {
      stay: stayPage(stay, this.clock.now()),
      form,
      state: state ?? typedBefore(res.req, form.values),
      moments: momentFields((moment) => this.notYet(stay, moment)),
    });
  }

  private notYet({ state, departedAt, unit }: StayView, moment: Moment): string | undefined {
    const left = departedAt && dateIn(departedAt, unit.zone);
    return notYet(moment, { state, left, today: dateIn(this.clock.now(), unit.zone) });
  }
}
