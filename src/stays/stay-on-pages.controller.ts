import { Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { addDays } from '../kernel/nights.js';
import { Access } from '../platform/access.js';
import { Clock } from '../platform/clock.js';
import { submitForm, typedBefore, type FormState } from '../web/forms.js';
import { readDate } from '../web/read-date.js';
import { IdParam } from '../web/id-param.pipe.js';
import { BedsAhead } from './beds-ahead.service.js';
import { stayingOnSaid } from './domain/bed-said.js';
import { StayOnDto } from './dto/stay-steps.dto.js';
import { stayPage, stayPath } from './pages/stay.page.js';
import { StayOnService } from './stay-on.service.js';
import { StayWarnings } from './stay-warnings.service.js';
import { StaysService } from './stays.service.js';

/** A child who could not go home keeps the bed. */
@Controller('stays/:id/stay-on')
export class StayOnPagesController {
  constructor(
    private readonly stays: StaysService,
    private readonly going: StayOnService,
    private readonly warnings: StayWarnings,
    private readonly ahead: BedsAhead,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access('unit_staff', 'manager')
  async ask(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    const stay = await this.stays.open(actor, id);
    const { earliest } = this.going.range(stay);
    // A day later than planned, of whoever is not to leave yet.
    const isPlanned = !stay.overdueSince && stay.departure >= earliest;
    const departure = isPlanned ? addDays(stay.departure, 1) : earliest;
    await this.show(actor, id, res, typedBefore(res.req, { departure }));
  }

  @Post()
  @Access('unit_staff', 'manager')
  async stayOn(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    this.going.range(await this.stays.open(actor, id));
    await submitForm(res, {
      dto: StayOnDto,
      show: (state) => this.show(actor, id, res, state),
      save: async ({ departure, reason }) => {
        const { bed } = await this.stays.open(actor, id);
        const stay = await this.going.stayOn(actor, id, departure, reason);
        return { said: stayingOnSaid(stay, bed?.name ?? null), to: stayPath(id) };
      },
    });
  }

  private async show(actor: Actor, id: string, res: Response, state: FormState): Promise<void> {
    const stay = await this.stays.open(actor, id);
    const { earliest, latest } = this.going.range(stay);
    const read = readDate('Until', String(state.values['departure'] ?? ''));
    const until = 'date' in read && read.date >= earliest && read.date <= latest ? read.date : earliest;
    const [warnings, within, next, ahead] = await Promise.all([
      this.warnings.of(actor, stay),
      this.warnings.lastWithinLimits(actor, stay),
      this.going.nextInBed(actor, stay),
      this.ahead.ofStayingOn(actor, stay, until),
    ]);
    const shown = { stay: stayPage(stay, this.clock.now()), state, warnings, within };
    res.render('stays/pages/stay-on.njk', { ...shown, next, ahead, until });
  }
}
