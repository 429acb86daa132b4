import { Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { forbidden, notFound } from '../kernel/domain-error.js';
import { dateIn, instantIn, isPlainDate, timeIn } from '../kernel/nights.js';
import { Access } from '../platform/access.js';
import { Clock } from '../platform/clock.js';
import { choiceGroups, readChoice } from '../stays/domain/ending-text.js';
import { submitForm, typedBefore, type FormState, type Next } from '../web/forms.js';
import { IdParam } from '../web/id-param.pipe.js';
import { takeTyped } from '../web/typed-forms.js';
import { goesWith } from './domain/withdrawal.js';
import { WithdrawBookedForm, WithdrawForm } from './dto/withdraw.form.js';
import { endSeriesPage, endSeriesPath } from './pages/end-series.page.js';
import { requestHead } from './pages/request.page.js';
import { sayDone, sentSeriesPath } from './pages/sent-series.page.js';
import { RequestRefused } from './request-refused.js';
import { SeriesLater } from './series-later.service.js';
import type { Withdrawal, WithdrawalView } from './withdrawals.service.js';

/** Withdrawing a break of a series and all that follow it: first every one of them is shown, with what goes with it. */
@Controller('requests/:id/breaks/:date/withdraw')
export class SeriesEndPagesController {
  constructor(
    private readonly later: SeriesLater,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access('cas_worker', 'unit_staff', 'manager')
  async ask(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Param('date') text: string,
    @Res() res: Response,
  ) {
    const date = dateOf(text);
    const view = await this.later.wouldEnd(actor, id, date);
    const now = this.clock.now();
    const { zone } = view.request.unit;
    const first = { date: dateIn(now, zone), time: timeIn(now, zone) };
    // The reason may have been typed beside the list of breaks.
    const before = takeTyped(res.req, `${endSeriesPath(id, date)}#reasons`);
    this.show(actor, date, res, view, typedBefore(res.req, { ...first, ...before }));
  }

  @Post()
  @Access('cas_worker', 'unit_staff', 'manager')
  async end(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Param('date') text: string,
    @Res() res: Response,
  ) {
    const date = dateOf(text);
    const view = await this.later.wouldEnd(actor, id, date);
    const { unit } = view.request;
    const form = {
      fields: { at: 'date', by: 'ending', code: 'ending', reason: 'reasons' },
      // As it is by then: what has changed meanwhile is looked at before it goes.
      show: async (typed: FormState) => this.show(actor, date, res, await this.later.wouldEnd(actor, id, date), typed),
    };
    const save = async (given: Withdrawal): Promise<Next> => {
      const done = await this.later.end(actor, id, date, given);
      return { said: sayDone(done, 'Withdrawn'), to: sentSeriesPath(id) };
    };
    const isBooked = view.parts.some(({ part, availability }) => availability.available && goesWith(part).stay);
    if (!isBooked) return submitForm(res, { ...form, dto: WithdrawForm, save });
    await submitForm(res, {
      ...form,
      dto: WithdrawBookedForm,
      save: ({ ending, date: day, time, ...given }) =>
        save({ ...given, ...readChoice(ending), at: instantIn(day, time, unit.zone) }),
    });
  }

  private show(actor: Actor, date: string, res: Response, view: WithdrawalView, state: FormState): void {
    const { availability, request } = view;
    if (!availability.available) {
      if (availability.refusal === 'not_yours') throw forbidden(availability.why);
      throw new RequestRefused(availability.why, request);
    }
    const page = endSeriesPage(view);
    res.render('requests/pages/end-series.njk', {
      state,
      ...page,
      endings: page.calledOff ? choiceGroups('cancelled', actor.role === 'cas_worker' ? ['unit'] : []) : [],
      action: endSeriesPath(request.id, date),
      back: sentSeriesPath(request.id),
      request: { ...requestHead(request, this.clock.now()), part: null },
    });
  }
}

function dateOf(text: string): string {
  if (!isPlainDate(text)) throw notFound();
  return text;
}
