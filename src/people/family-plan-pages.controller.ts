import { Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { notFound } from '../kernel/domain-error.js';
import { Access } from '../platform/access.js';
import { Clock } from '../platform/clock.js';
import { editValues, submitEdit } from '../web/edit-form.js';
import { submitForm, typedBefore, type FormState } from '../web/forms.js';
import { IdParam } from '../web/id-param.pipe.js';
import { AimStepDto, NewAimDto } from './dto/family-plan.dto.js';
import { FamilyPlans } from './family-plan.service.js';
import { aimValues, AIM_WORDS, newAimValues, planPage, stateChoices } from './pages/family-plan.page.js';
import { youngPersonPage } from './pages/young-person.page.js';
import { PeopleService } from './people.service.js';

/** The aims of a young person's family plan. */
@Controller('young-people/:id/plan')
export class FamilyPlanPagesController {
  constructor(
    private readonly people: PeopleService,
    private readonly plans: FamilyPlans,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access('cas_worker', 'unit_staff', 'manager')
  async list(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    const person = await this.people.open(actor, id);
    const plan = planPage(await this.plans.of(actor, id), actor, id, await this.people.worksWith(actor, id));
    res.render('people/pages/family-plan.njk', { ...youngPersonPage(person, actor), plan });
  }

  @Get('new')
  @Access('cas_worker', 'manager')
  async askNew(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    await this.showNew(actor, id, res, typedBefore(res.req, newAimValues(this.clock.now())));
  }

  @Post('new')
  @Access('cas_worker', 'manager')
  async add(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    await submitForm(res, {
      dto: NewAimDto,
      show: (state) => this.showNew(actor, id, res, state),
      save: async (aim) => {
        await this.plans.add(actor, id, aim);
        return { said: 'The aim is in the family plan.', to: `/young-people/${id}/plan` };
      },
    });
  }

  @Get(':aim')
  @Access('cas_worker', 'manager')
  async ask(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Param('aim', IdParam) aim: string,
    @Res() res: Response,
  ): Promise<void> {
    const saved = aimValues(await this.aim(actor, id, aim));
    await this.showAim(actor, { id, aim }, res, typedBefore(res.req, { ...editValues(saved), state: '', note: '' }));
  }

  @Post(':aim')
  @Access('cas_worker', 'manager')
  async say(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Param('aim', IdParam) aim: string,
    @Res() res: Response,
  ): Promise<void> {
    await submitEdit(res, {
      dto: AimStepDto,
      read: async () => ({ aims: await this.plans.of(actor, id) }),
      valuesOf: ({ aims }) => aimValues(aims.find((one) => one.id === aim)),
      words: AIM_WORDS,
      show: (state) => this.showAim(actor, { id, aim }, res, state),
      save: async (step) => {
        await this.plans.say(actor, id, aim, step);
        return { said: 'Recorded.', to: `/young-people/${id}/plan` };
      },
    });
  }

  private async aim(actor: Actor, id: string, aim: string) {
    const found = (await this.plans.of(actor, id)).find((one) => one.id === aim);
    if (!found) throw notFound();
    return found;
  }

  private async showNew(actor: Actor, id: string, res: Response, state: FormState): Promise<void> {
    const person = await this.people.open(actor, id);
    res.render('people/pages/new-aim.njk', { state, ...youngPersonPage(person, actor) });
  }

  private async showAim(
    actor: Actor,
    { id, aim }: { id: string; aim: string },
    res: Response,
    state: FormState,
  ): Promise<void> {
    const person = await this.people.open(actor, id);
    const found = await this.aim(actor, id, aim);
    const choices = stateChoices(found, state.values['state']);
    res.render('people/pages/aim.njk', { state, ...youngPersonPage(person, actor), aim: found, choices });
  }
}
