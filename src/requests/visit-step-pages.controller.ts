import { Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import { maySign, type Actor } from '../identity/domain/actor.js';
import { conflict } from '../kernel/domain-error.js';
import { Access } from '../platform/access.js';
import { Clock } from '../platform/clock.js';
import { VisitsService } from '../stays/visits.service.js';
import { submitForm, typedBefore, type FormState } from '../web/forms.js';
import { IdParam } from '../web/id-param.pipe.js';
import { CancelVisitDto, MoveVisitDto } from './dto/visit.dto.js';
import { CorrectVisitForm, VisitHappenedForm } from './dto/visit.form.js';
import { visitPage, visitPath } from './pages/visit.page.js';
import { VisitPlansService } from './visit-plans.service.js';

/** What becomes of a visit: it took place, is cancelled or moved, or what was written down of it is put right. */
@Controller('visits/:id')
export class VisitStepPagesController {
  constructor(
    private readonly visits: VisitsService,
    private readonly plans: VisitPlansService,
    private readonly clock: Clock,
  ) {}

  @Get('happened')
  @Access('unit_staff', 'manager')
  async askHappened(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    const { startsAt, endsAt } = await this.require('planned', actor, id);
    await this.showStep('happened', actor, id, res, typedBefore(res.req, { startedAt: startsAt, endedAt: endsAt }));
  }

  @Post('happened')
  @Access('unit_staff', 'manager')
  async happened(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    await this.visits.open(actor, id);
    await submitForm(res, {
      dto: VisitHappenedForm,
      show: (state) => this.showStep('happened', actor, id, res, state),
      save: async (form) => {
        await this.plans.happened(actor, id, form);
        return { said: 'The visit is written down.', to: visitPath(id) };
      },
    });
  }

  @Get('cancel')
  @Access('cas_worker', 'unit_staff', 'manager')
  async askCancel(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    await this.require('planned', actor, id);
    await this.showStep('cancel', actor, id, res, typedBefore(res.req));
  }

  @Post('cancel')
  @Access('cas_worker', 'unit_staff', 'manager')
  async cancel(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    await this.visits.open(actor, id);
    await submitForm(res, {
      dto: CancelVisitDto,
      show: (state) => this.showStep('cancel', actor, id, res, state),
      save: async (why) => {
        await this.plans.cancel(actor, id, why);
        return { said: 'The visit is cancelled.', to: visitPath(id) };
      },
    });
  }

  @Get('take-back')
  @Access('unit_staff', 'manager')
  async askTakeBack(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    await this.require('happened', actor, id);
    await this.showStep('take-back', actor, id, res, typedBefore(res.req));
  }

  @Post('take-back')
  @Access('unit_staff', 'manager')
  async takeBack(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    await this.visits.open(actor, id);
    await submitForm(res, {
      dto: CancelVisitDto,
      show: (state) => this.showStep('take-back', actor, id, res, state),
      save: async (why) => {
        await this.plans.takeBack(actor, id, why);
        return { said: 'Taken back. What was said of the visit is kept.', to: visitPath(id) };
      },
    });
  }

  @Get('correct')
  @Access('unit_staff', 'manager')
  async askCorrection(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    const { date, startsAt, endsAt, whoWasThere, note } = await this.require('happened', actor, id);
    const begin = { date, startedAt: startsAt, endedAt: endsAt, whoWasThere, note };
    await this.showStep('correct', actor, id, res, typedBefore(res.req, begin));
  }

  @Post('correct')
  @Access('unit_staff', 'manager')
  async correct(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    await this.visits.open(actor, id);
    await submitForm(res, {
      dto: CorrectVisitForm,
      show: (state) => this.showStep('correct', actor, id, res, state),
      save: async ({ reason, certain, namesNobodyElse, date, startedAt, endedAt, whoWasThere, note = '' }) => {
        const correction = { date, startsAt: startedAt, endsAt: endedAt, whoWasThere, note };
        await this.plans.correct(actor, id, correction, { reason, certain, namesNobodyElse });
        return { said: 'Corrected. What it said before is kept.', to: visitPath(id) };
      },
    });
  }

  @Get('move')
  @Access('cas_worker', 'unit_staff', 'manager')
  async askMove(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    const { date, startsAt, endsAt } = await this.require('planned', actor, id);
    await this.showStep('move', actor, id, res, typedBefore(res.req, { date, startsAt, endsAt }));
  }

  @Post('move')
  @Access('cas_worker', 'unit_staff', 'manager')
  async move(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    await this.visits.open(actor, id);
    await submitForm(res, {
      dto: MoveVisitDto,
      show: (state) => this.showStep('move', actor, id, res, state),
      save: async (to) => {
        await this.plans.move(actor, id, to);
        return { said: 'The visit is moved.', to: visitPath(id) };
      },
    });
  }

  private async require(state: 'planned' | 'happened', actor: Actor, id: string) {
    const visit = await this.visits.open(actor, id);
    if (visit.state === state) return visit;
    const sentence = state === 'planned' ? 'This visit is not planned any more.' : 'This visit has not taken place.';
    throw conflict('not-possible-now', sentence);
  }

  private async showStep(
    page: 'happened' | 'cancel' | 'correct' | 'move' | 'take-back',
    actor: Actor,
    id: string,
    res: Response,
    state: FormState,
  ) {
    const found = await this.visits.open(actor, id);
    const visit = visitPage(found, this.clock.now());
    res.render(`requests/pages/visit-${page}.njk`, { visit, state, mayDecide: maySign(actor, found.unit.id) });
  }
}
