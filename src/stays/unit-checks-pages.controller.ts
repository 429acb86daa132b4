import { Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { UnitsService } from '../calendar/units.service.js';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import { maySign, worksAt, type Actor } from '../identity/domain/actor.js';
import { notFound } from '../kernel/domain-error.js';
import { Access } from '../platform/access.js';
import { submitForm, typedBefore, type FormState } from '../web/forms.js';
import { IdParam } from '../web/id-param.pipe.js';
import { ownerChoices } from './domain/unit-check.js';
import { ChooseCheckDto, UnitCheckDto } from './dto/readiness.dto.js';
import { unitChecklistPage } from './pages/unit-checklist.page.js';
import { UnitChecks } from './unit-checks.service.js';

/** What a unit asks for before an arrival: looked at by its people, chosen by who signs for it. */
@Controller('units/:id/checklist')
export class UnitChecksPagesController {
  constructor(
    private readonly units: UnitsService,
    private readonly checks: UnitChecks,
  ) {}

  @Get()
  @Access('unit_staff', 'manager')
  open(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    return this.show(actor, id, res);
  }

  @Get('new')
  @Access('manager')
  ask(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    return this.form(actor, id, res, typedBefore(res.req));
  }

  @Post('new')
  @Access('manager')
  async add(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    await this.checks.of(actor, id);
    await submitForm(res, {
      dto: UnitCheckDto,
      show: (state) => this.form(actor, id, res, state),
      save: async (check) => {
        await this.checks.add(actor, id, check);
        return { said: 'The unit asks for it from now on.', to: `/units/${id}/checklist` };
      },
    });
  }

  @Post(':which')
  @Access('manager')
  async choose(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Param('which') which: string,
    @Res() res: Response,
  ): Promise<void> {
    await this.checks.of(actor, id);
    await submitForm(res, {
      dto: ChooseCheckDto,
      show: (state) => this.show(actor, id, res, state),
      save: async ({ applies }) => {
        await this.checks.choose(actor, id, which, applies);
        const said = applies
          ? 'The unit asks for it from now on.'
          : 'It is left out. What was confirmed stays on record.';
        return { said, to: `/units/${id}/checklist` };
      },
    });
  }

  private async show(actor: Actor, id: string, res: Response, state?: FormState): Promise<void> {
    const unit = await this.units.open(actor, id);
    res.render('stays/pages/unit-checklist.njk', {
      unit,
      state,
      ...unitChecklistPage(await this.checks.of(actor, id), `/units/${id}/checklist`),
      mayChange: maySign(actor, id),
    });
  }

  private async form(actor: Actor, id: string, res: Response, state: FormState): Promise<void> {
    if (!worksAt(actor, id)) throw notFound();
    const unit = await this.units.open(actor, id);
    const owners = ownerChoices().map((one) => ({ ...one, checked: state.values['owner'] === one.value }));
    res.render('stays/pages/unit-check.njk', { unit, state, owners });
  }
}
