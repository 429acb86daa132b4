import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { UnitsService } from '../calendar/units.service.js';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import { looksOnAt, type Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { Tonight } from '../platform/tonight.js';
import type { FormState } from '../web/forms.js';
import { IdParam } from '../web/id-param.pipe.js';
import { answerDates, refuseDates } from './dates-typed.js';
import { WhoCouldComePageQuery } from './dto/who-could-come.query.js';
import { readNights, weekendFrom, whoCouldComePage } from './pages/who-could-come.page.js';
import { WhoCouldComeService } from './who-could-come.service.js';

/** Free nights the other way round: who could fill them. For those who work at the unit, never for a key worker. */
@Controller('units/:id/who-could-come')
export class WhoCouldComePagesController {
  constructor(
    private readonly who: WhoCouldComeService,
    private readonly units: UnitsService,
    private readonly tonight: Tonight,
  ) {}

  @Get()
  @Access('unit_staff', 'manager')
  async list(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Query() query: WhoCouldComePageQuery,
    @Res() res: Response,
  ): Promise<void> {
    const unit = await this.units.open(actor, id);
    const show = (state: FormState, page: object = {}) =>
      res.render('requests/pages/who-could-come.njk', { unit, state, ...page });
    const read = readNights(query, weekendFrom(this.tonight.in(unit.zone)));
    if ('errors' in read) return refuseDates(res, query, read.errors, show);
    const { from: _, to: __, show: could, ...page } = query;
    const values = { from: read.nights.arrival, to: read.nights.departure };
    await answerDates(res, query, show, async () => {
      const view = await this.who.of(actor, id, read.nights);
      const shown = await this.who.shown(actor, view, { ...page, could });
      show({ values, errors: {} }, whoCouldComePage(view, shown, looksOnAt(actor, id)));
    });
  }
}
