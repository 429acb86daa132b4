import { Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { dateIn } from '../kernel/nights.js';
import { Access } from '../platform/access.js';
import { Clock } from '../platform/clock.js';
import { asSeen, editValues, submitEdit } from '../web/edit-form.js';
import { submitForm, typedBefore, type FormState } from '../web/forms.js';
import { IdParam } from '../web/id-param.pipe.js';
import { BeforeSubmittingService } from './before-submitting.service.js';
import { availability } from './domain/workflow.js';
import { AskedForm, ButtonForm } from './dto/ask.form.js';
import { alikeLine } from './pages/alike.page.js';
import { allocationLines } from './pages/allocation.page.js';
import { askedBefore, ASKED_WORDS, askPage } from './pages/ask.page.js';
import { requestHead, requestPage } from './pages/request.page.js';
import type { RequestView } from './request-view.js';
import { RequestRefused } from './request-refused.js';
import { RequestsService } from './requests.service.js';

/** A draft: its answers checked, changed and submitted. */
@Controller('requests/:id')
export class DraftPagesController {
  constructor(
    private readonly requests: RequestsService,
    private readonly before: BeforeSubmittingService,
    private readonly clock: Clock,
  ) {}

  @Get('edit')
  @Access('cas_worker', 'unit_staff', 'manager')
  async edit(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    const request = await this.draft(actor, id);
    this.showEdit(res, request, typedBefore(res.req, editValues(askedBefore(request))));
  }

  @Post('edit')
  @Access('cas_worker', 'unit_staff', 'manager')
  async change(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    const request = await this.draft(actor, id);
    await submitEdit(res, {
      dto: AskedForm,
      read: () => this.draft(actor, id),
      valuesOf: askedBefore,
      words: ASKED_WORDS,
      show: (state) => this.showEdit(res, request, state),
      save: async ({ weekdays, wishes, ...asked }) => {
        await this.requests.change(actor, id, { ...asked, weekdays: weekdays ?? [], wishes: wishes ?? '' });
        return `/requests/${id}/check`;
      },
    });
  }

  @Get('check')
  @Access('cas_worker', 'unit_staff', 'manager')
  async check(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    const request = await this.requests.open(actor, id);
    if (request.state !== 'draft') return res.redirect(303, `/requests/${id}`);
    await this.showCheck(actor, res, request);
  }

  @Post('check')
  @Access('cas_worker', 'unit_staff', 'manager')
  async submit(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    await this.draft(actor, id);
    await submitForm(res, {
      dto: ButtonForm,
      show: async (state) => this.showCheck(actor, res, await this.draft(actor, id), state),
      save: async () => {
        await asSeen(res.req, askedBefore, () => this.requests.submit(actor, id));
        return `/requests/${id}/submitted`;
      },
    });
  }

  @Get('submitted')
  @Access('cas_worker', 'unit_staff', 'manager')
  async submitted(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    const request = await this.requests.open(actor, id);
    if (request.state === 'draft') return res.redirect(303, `/requests/${id}/check`);
    res.render('requests/pages/submitted.njk', {
      request: requestPage(request, [], actor, this.clock.now()),
      worker: actor.role === 'cas_worker',
    });
  }

  private async draft(actor: Actor, id: string): Promise<RequestView> {
    const request = await this.requests.open(actor, id);
    const answer = availability('edit', request.state, actor.role);
    if (!answer.available) throw new RequestRefused(answer.why, request);
    return request;
  }

  private showEdit(res: Response, request: RequestView, state: FormState): void {
    const now = this.clock.now();
    const head = requestHead(request, now);
    res.render('requests/pages/ask.njk', {
      state,
      action: `/requests/${request.id}/edit`,
      back: `/requests/${request.id}/check`,
      editing: true,
      person: head.person,
      ...askPage({ ...state.values, unit: request.unit.id }, dateIn(now, request.unit.zone), [request.unit]),
    });
  }

  private async showCheck(
    actor: Actor,
    res: Response,
    request: RequestView,
    { errors, sentence }: Partial<FormState> = {},
  ): Promise<void> {
    const before = await this.before.of(actor, request);
    const state = { values: editValues(askedBefore(request)), errors: errors ?? {}, sentence };
    res.render('requests/pages/check.njk', {
      state,
      request: requestHead(request, this.clock.now()),
      granted: allocationLines(before.allocations, request.from, request.to),
      alike: before.alike.map(alikeLine),
    });
  }
}
