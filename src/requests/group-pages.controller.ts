import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { UnitsService } from '../calendar/units.service.js';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { addDays } from '../kernel/nights.js';
import { Access } from '../platform/access.js';
import { Tonight } from '../platform/tonight.js';
import type { FormState } from '../web/forms.js';
import { IdParam } from '../web/id-param.pipe.js';
import { answerDates, refuseDates } from './dates-typed.js';
import { GroupPageQuery } from './dto/group.query.js';
import { GroupService } from './group.service.js';
import { groupPage } from './pages/group.page.js';
import { readNights } from './pages/who-could-come.page.js';

/** A group as a picture, to look at and to print. For those who work at the unit: it names several young people. */
@Controller('units/:id/group')
export class GroupPagesController {
  constructor(
    private readonly groups: GroupService,
    private readonly units: UnitsService,
    private readonly tonight: Tonight,
  ) {}

  @Get()
  @Access('unit_staff', 'manager')
  async open(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Query() query: GroupPageQuery,
    @Res() res: Response,
  ): Promise<void> {
    const unit = await this.units.open(actor, id);
    const { youngPerson } = query;
    const show = (state: FormState, page: object = {}) =>
      res.render('requests/pages/group.njk', { unit, youngPerson, state, ...page });
    const tonight = this.tonight.in(unit.zone);
    const read = readNights(query, { arrival: tonight, departure: addDays(tonight, 7) });
    if ('errors' in read) return refuseDates(res, query, read.errors, show);
    const values = { from: read.nights.arrival, to: read.nights.departure };
    await answerDates(res, query, show, async () => {
      const view = await this.groups.of(actor, id, read.nights, youngPerson);
      show({ values, errors: {} }, groupPage(view));
    });
  }
}
