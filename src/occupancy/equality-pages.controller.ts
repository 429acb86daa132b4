import { Controller, Get, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { UnitsService } from '../calendar/units.service.js';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import { worksAt, type Actor } from '../identity/domain/actor.js';
import { dateIn } from '../kernel/nights.js';
import { Access } from '../platform/access.js';
import { Clock } from '../platform/clock.js';
import { sendCsv } from '../web/csv.js';
import { EqualityQuery } from './dto/equality.query.js';
import { EqualityService } from './equality.service.js';
import { equalityCsv, equalityPage } from './pages/equality.page.js';

/** What came of the breaks that were asked for, by group: for managers, and as a table to reckon with. */
@Controller('equality')
export class EqualityPagesController {
  constructor(
    private readonly equality: EqualityService,
    private readonly units: UnitsService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access('manager')
  async show(@CurrentActor() actor: Actor, @Query() query: EqualityQuery, @Res() res: Response): Promise<void> {
    const { unit, units } = await this.where(actor, query);
    if (!unit) return res.render('calendar/pages/no-unit.njk');
    const figures = await this.equality.of(actor, unit.id, query.until);
    res.render('occupancy/pages/equality.njk', {
      unit,
      units: units.map(({ id, name }) => ({ value: id, text: name, selected: id === unit.id })),
      ...equalityPage(figures, dateIn(this.clock.now(), unit.zone), unit.id),
    });
  }

  @Get('export')
  @Access('manager')
  async export(@CurrentActor() actor: Actor, @Query() query: EqualityQuery, @Res() res: Response): Promise<void> {
    const { unit } = await this.where(actor, query);
    if (!unit) return res.render('calendar/pages/no-unit.njk');
    const figures = await this.equality.of(actor, unit.id, query.until);
    sendCsv(res, `equality-${figures.range.arrival}-${figures.range.departure}.csv`, equalityCsv(figures));
  }

  private async where(actor: Actor, query: EqualityQuery) {
    const { unit, units } = await this.units.choose(actor, query.unit);
    return { unit: unit && worksAt(actor, unit.id) ? unit : undefined, units };
  }
}
