import { Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { dateIn } from '../kernel/nights.js';
import { Access } from '../platform/access.js';
import { Clock } from '../platform/clock.js';
import { asSeen, editValues } from '../web/edit-form.js';
import { submitForm, type FormState } from '../web/forms.js';
import { IdParam } from '../web/id-param.pipe.js';
import { AskingService } from './asking.service.js';
import { BeforeSubmittingService, meantBy } from './before-submitting.service.js';
import { ButtonForm } from './dto/ask.form.js';
import { wantedByAll } from './domain/parts.js';
import { alikeLine } from './pages/alike.page.js';
import { allocationLines, askedAgainst } from './pages/allocation.page.js';
import { answersOf, unitsToAsk, wantsSeveral } from './pages/ask.page.js';
import { checkRows, missingLinks } from './pages/check.page.js';
import { requestHead, requestPage } from './pages/request.page.js';
import { personFacts } from './pages/words.page.js';
import { requireStep } from './request-refused.js';
import type { OpenedRequest } from './request-view.js';
import { RequestsService } from './requests.service.js';
import { SiblingChoices } from './sibling-choices.service.js';

/** A draft before it is sent: its answers checked, what is missing, and what has been asked for already. */
@Controller('requests/:id')
export class DraftPagesController {
  constructor(
    private readonly requests: RequestsService,
    private readonly asking: AskingService,
    private readonly before: BeforeSubmittingService,
    private readonly siblings: SiblingChoices,
    private readonly clock: Clock,
  ) {}

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
        await asSeen(res.req, answersOf, () => this.asking.submit(actor, id));
        return `/requests/${id}/submitted`;
      },
    });
  }

  @Get('submitted')
  @Access('cas_worker', 'unit_staff', 'manager')
  async submitted(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    const request = await this.requests.open(actor, id);
    if (request.state === 'draft') return res.redirect(303, `/requests/${id}/check`);
    const now = this.clock.now();
    res.render('requests/pages/submitted.njk', {
      request: requestPage(request, [], actor, now),
      people: meantBy(request).map((one) => personFacts(one, dateIn(now, request.unit.zone))),
      worker: actor.role === 'cas_worker',
      forTheSame: await this.siblings.forTheSame(actor, request),
    });
  }

  private async draft(actor: Actor, id: string): Promise<OpenedRequest> {
    const request = await this.requests.open(actor, id);
    requireStep('edit', request, actor);
    return request;
  }

  private async showCheck(
    actor: Actor,
    res: Response,
    request: OpenedRequest,
    { errors, sentence }: Partial<FormState> = {},
  ): Promise<void> {
    const before = await this.before.of(actor, request);
    const state = { values: editValues(answersOf(request)), errors: errors ?? {}, sentence };
    const { from, to, nights } = request;
    res.render('requests/pages/check.njk', {
      state,
      request: requestHead(request, this.clock.now()),
      rows: checkRows(request, unitsToAsk(actor)),
      missing: errors ? [] : missingLinks(request.id, before.missing, wantsSeveral(request), request.series !== null),
      each: before.each.map(({ youngPerson: { firstName, lastName }, allocations, alike }) => ({
        ...{ firstName, name: `${firstName} ${lastName}` },
        granted: allocationLines(allocations, from ?? '', to ?? undefined),
        against: askedAgainst(allocations, nights && nights * wantedByAll(request).breaks),
        alike: alike.map(alikeLine),
      })),
    });
  }
}
