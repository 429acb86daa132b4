import { Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { dateIn } from '../kernel/nights.js';
import { sayDate } from '../kernel/say-date.js';
import { Access } from '../platform/access.js';
import { Clock } from '../platform/clock.js';
import { choiceGroups, readChoice } from '../stays/domain/ending-text.js';
import { StayWarnings } from '../stays/stay-warnings.service.js';
import type { StayView } from '../stays/stays.service.js';
import { submitForm, typedBefore, type FormState } from '../web/forms.js';
import { IdParam } from '../web/id-param.pipe.js';
import { DroppedQuery, ExtendForm, ShortenForm } from './dto/stay-changes.dto.js';
import { stayNightsPage } from './pages/stay-nights.page.js';
import { StayLengthService } from './stay-length.service.js';

/** Nights added to a stay, which a manager signs, or taken off it. */
@Controller('stays/:id')
export class StayNightsPagesController {
  constructor(
    private readonly lengths: StayLengthService,
    private readonly warnings: StayWarnings,
    private readonly clock: Clock,
  ) {}

  @Get('extend')
  @Access('manager')
  async askExtend(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Query() dropped: DroppedQuery,
    @Res() res: Response,
  ) {
    await this.showExtend(actor, await this.lengths.toExtend(actor, id), res, typedBefore(res.req, until(dropped)));
  }

  @Post('extend')
  @Access('manager')
  async extend(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    const stay = await this.lengths.toExtend(actor, id);
    await submitForm(res, {
      dto: ExtendForm,
      show: (state) => this.showExtend(actor, stay, res, state),
      save: async (more) => {
        const { youngPerson, departure } = await this.lengths.extend(actor, id, more);
        return { said: `Signed. ${youngPerson.firstName} now leaves on ${sayDate(departure)}.`, to: `/stays/${id}` };
      },
    });
  }

  @Get('shorten')
  @Access('unit_staff', 'manager')
  async askShorten(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Query() dropped: DroppedQuery,
    @Res() res: Response,
  ) {
    const stay = await this.lengths.toShorten(actor, id);
    this.show(res, stay, { adds: false, state: typedBefore(res.req, until(dropped)) });
  }

  @Post('shorten')
  @Access('unit_staff', 'manager')
  async shorten(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    const stay = await this.lengths.toShorten(actor, id);
    await submitForm(res, {
      dto: ShortenForm,
      fields: { by: 'ending', code: 'ending' },
      show: (state) => this.show(res, stay, { adds: false, state }),
      save: async ({ departure, reasons, ending }) => {
        const said = { ...readChoice(ending), reasons, isAsked: true };
        const { youngPerson } = await this.lengths.shorten(actor, id, { departure, ...said });
        return {
          said: `${youngPerson.firstName} now leaves on ${sayDate(departure)}. The nights after it are free.`,
          to: `/stays/${id}`,
        };
      },
    });
  }

  private async showExtend(actor: Actor, stay: StayView, res: Response, state: FormState): Promise<void> {
    const [warnings, within] = await Promise.all([
      this.warnings.of(actor, stay),
      this.warnings.lastWithinLimits(actor, stay),
    ]);
    this.show(res, stay, { adds: true, state, warnings, within });
  }

  private show(res: Response, stay: StayView, page: { adds: boolean; state: FormState; [fact: string]: unknown }) {
    const today = dateIn(this.clock.now(), stay.unit.zone);
    res.render('requests/pages/stay-nights.njk', {
      ...page,
      stay: stayNightsPage(stay, today),
      endings: choiceGroups('shortened'),
    });
  }
}

/** What the form is filled with, where the end of the bar was drawn on the calendar. */
const until = ({ departure }: DroppedQuery): FormState['values'] => (departure ? { departure } : {});
