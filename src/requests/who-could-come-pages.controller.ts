import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { UnitsService } from '../calendar/units.service.js';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import { looksOnAt, type Actor } from '../identity/domain/actor.js';
import { DomainError } from '../kernel/domain-error.js';
import { Access } from '../platform/access.js';
import { Tonight } from '../platform/tonight.js';
import type { FieldErrors, FormState } from '../web/forms.js';
import { IdParam } from '../web/id-param.pipe.js';
import { WhoCouldComePageQuery } from './dto/who-could-come.query.js';
import { readNights, whoCouldComePage } from './pages/who-could-come.page.js';
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
    const read = readNights(query, this.tonight.in(unit.zone));
    if ('errors' in read) return refused(res, query, read.errors, show);
    const { from: _, to: __, show: could, ...page } = query;
    const values = { from: read.nights.arrival, to: read.nights.departure };
    try {
      const view = await this.who.of(actor, id, read.nights);
      const shown = await this.who.shown(actor, view, { ...page, could });
      show({ values, errors: {} }, whoCouldComePage(view, shown, looksOnAt(actor, id)));
    } catch (error) {
      if (!(error instanceof DomainError) || error.kind !== 'invalid') throw error;
      const errors = Object.fromEntries(error.errors.map(({ field, message }) => [field, message]));
      if (!errors['from'] && !errors['to']) throw error;
      refused(res, query, errors, show);
    }
  }
}

/** The dates come back as they were typed, with what is wrong beside them. */
function refused(
  res: Response,
  { from = '', to = '' }: WhoCouldComePageQuery,
  errors: FieldErrors,
  show: (state: FormState) => void,
): void {
  res.status(400);
  res.locals['hasErrors'] = true;
  show({ values: { from, to }, errors });
}
