import { Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { instantIn } from '../kernel/nights.js';
import { Access } from '../platform/access.js';
import { Clock } from '../platform/clock.js';
import { submitForm, typedBefore, type FormState } from '../web/forms.js';
import { IdParam } from '../web/id-param.pipe.js';
import { AbsencesService } from './absences.service.js';
import { ABSENCES, ABSENCE_TEXT } from './domain/absence.js';
import { ArriveForm, AwayForm } from './dto/stays.form.js';
import { nowIn } from './pages/happened.page.js';
import { stayPage, stayPath } from './pages/stay.page.js';
import { StaysService } from './stays.service.js';

/** Away tonight, and back again: the stay and its bed go on. */
@Controller('stays/:id')
export class AbsencePagesController {
  constructor(
    private readonly stays: StaysService,
    private readonly absences: AbsencesService,
    private readonly clock: Clock,
  ) {}

  @Get('away')
  @Access('unit_staff', 'manager')
  askAway(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    return this.ask('away', actor, id, res);
  }

  @Post('away')
  @Access('unit_staff', 'manager')
  async away(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    const { unit } = await this.stays.open(actor, id);
    await submitForm(res, {
      dto: AwayForm,
      fields: { since: 'date' },
      show: (state) => this.show('away', actor, id, res, state),
      save: async ({ kind, note, date, time }) => {
        const since = instantIn(date, time, unit.zone);
        await this.absences.begin(actor, id, { kind, note, since });
        return { said: 'Recorded. The bed is kept.', to: stayPath(id) };
      },
    });
  }

  @Get('back')
  @Access('unit_staff', 'manager')
  askBack(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    return this.ask('back', actor, id, res);
  }

  @Post('back')
  @Access('unit_staff', 'manager')
  async back(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    const { unit } = await this.stays.open(actor, id);
    await submitForm(res, {
      dto: ArriveForm,
      fields: { at: 'date' },
      show: (state) => this.show('back', actor, id, res, state),
      save: async ({ date, time }) => {
        await this.absences.end(actor, id, instantIn(date, time, unit.zone));
        return { said: 'Recorded: they are back.', to: stayPath(id) };
      },
    });
  }

  private async ask(page: 'away' | 'back', actor: Actor, id: string, res: Response): Promise<void> {
    const stay = await this.stays.open(actor, id);
    this.absences.refuseUnlessPossible(page, stay);
    await this.show(page, actor, id, res, typedBefore(res.req, nowIn(this.clock.now(), stay.unit.zone)));
  }

  private async show(page: 'away' | 'back', actor: Actor, id: string, res: Response, state: FormState): Promise<void> {
    const found = await this.stays.open(actor, id);
    const stay = stayPage(found, this.clock.now());
    const possible = ABSENCES.filter((kind) => !found.away || kind === 'missing');
    const kinds = possible.map((value) => ({ value, text: ABSENCE_TEXT[value] }));
    res.render(`stays/pages/${page}.njk`, { stay, state, kinds });
  }
}
