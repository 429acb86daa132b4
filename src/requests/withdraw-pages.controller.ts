import { Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { forbidden } from '../kernel/domain-error.js';
import { dateIn, instantIn, timeIn } from '../kernel/nights.js';
import { Access } from '../platform/access.js';
import { Clock } from '../platform/clock.js';
import { choiceGroups, readChoice } from '../stays/domain/ending-text.js';
import { submitForm, typedBefore, type FormState, type Next } from '../web/forms.js';
import { IdParam } from '../web/id-param.pipe.js';
import { WithdrawBookedForm, WithdrawForm } from './dto/withdraw.form.js';
import { requestHead } from './pages/request.page.js';
import { withdrawalPage } from './pages/withdrawal.page.js';
import { RequestRefused } from './request-refused.js';
import { RequestsService } from './requests.service.js';
import { Withdrawals, type Withdrawal } from './withdrawals.service.js';

/** Withdrawing a request: first everything is shown that goes with it. */
@Controller('requests/:id/withdraw')
export class WithdrawPagesController {
  constructor(
    private readonly requests: RequestsService,
    private readonly withdrawals: Withdrawals,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access('cas_worker', 'unit_staff', 'manager')
  async ask(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    const { unit } = await this.requests.open(actor, id);
    const now = this.clock.now();
    const first = { date: dateIn(now, unit.zone), time: timeIn(now, unit.zone) };
    await this.show(actor, id, res, typedBefore(res.req, first));
  }

  @Post()
  @Access('cas_worker', 'unit_staff', 'manager')
  async withdraw(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    const { unit, parts, partId, standsForAll } = await this.requests.open(actor, id);
    const isBooked = parts.some((part) => part.state === 'booked' && (standsForAll || part.id === partId));
    const form = {
      fields: { at: 'date', by: 'ending', code: 'ending', reason: 'reasons' },
      show: (typed: FormState) => this.show(actor, id, res, typed),
    };
    const save = async (given: Withdrawal): Promise<Next> => {
      await this.withdrawals.withdraw(actor, id, given);
      return { said: 'The request is withdrawn.', to: `/requests/${id}` };
    };
    if (!isBooked) return submitForm(res, { ...form, dto: WithdrawForm, save });
    await submitForm(res, {
      ...form,
      dto: WithdrawBookedForm,
      save: ({ ending, date, time, ...given }) =>
        save({ ...given, ...readChoice(ending), at: instantIn(date, time, unit.zone) }),
    });
  }

  private async show(actor: Actor, id: string, res: Response, state: FormState): Promise<void> {
    const view = await this.withdrawals.of(actor, id);
    const { availability, request } = view;
    if (!availability.available) {
      if (availability.refusal === 'not_yours') throw forbidden(availability.why);
      throw new RequestRefused(availability.why, request);
    }
    const page = withdrawalPage(view);
    res.render('requests/pages/withdraw.njk', {
      state,
      ...page,
      endings: page.calledOff ? choiceGroups('cancelled', actor.role === 'cas_worker' ? ['unit'] : []) : [],
      optional: request.state === 'draft',
      request: requestHead(request, this.clock.now()),
    });
  }
}
