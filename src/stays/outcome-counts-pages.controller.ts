import { Controller, Get, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { UnitsService } from '../calendar/units.service.js';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import { worksAt, type Actor } from '../identity/domain/actor.js';
import { dateIn } from '../kernel/nights.js';
import { Access } from '../platform/access.js';
import { Clock } from '../platform/clock.js';
import { sendCsv } from '../web/csv.js';
import { UnitRangeQuery } from './dto/outcome.dto.js';
import { OutcomeCounts } from './outcome-counts.service.js';
import { countedRange, countsPage } from './pages/outcomes.page.js';

/** How what is measured changed over a unit's stays: counts for its managers, and a table to reckon with. */
@Controller('outcomes')
export class OutcomeCountsPagesController {
  constructor(
    private readonly counts: OutcomeCounts,
    private readonly units: UnitsService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access('manager')
  async show(@CurrentActor() actor: Actor, @Query() query: UnitRangeQuery, @Res() res: Response): Promise<void> {
    const found = await this.where(actor, query);
    if (!found) return res.render('calendar/pages/no-unit.njk');
    const { unit, units, range } = found;
    res.render('stays/pages/outcome-counts.njk', {
      unit,
      units: units.map(({ id, name }) => ({ value: id, text: name, selected: id === unit.id })),
      ...countsPage(await this.counts.of(actor, unit.id, range), range, unit.id),
    });
  }

  @Get('export')
  @Access('manager')
  async export(@CurrentActor() actor: Actor, @Query() query: UnitRangeQuery, @Res() res: Response): Promise<void> {
    const found = await this.where(actor, query);
    if (!found) return res.render('calendar/pages/no-unit.njk');
    const { unit, range } = found;
    const name = `outcomes-${range.arrival}-${range.departure}.csv`;
    sendCsv(res, name, await this.counts.export(actor, unit.id, range));
  }

  private async where(actor: Actor, query: UnitRangeQuery) {
    const { unit, units } = await this.units.choose(actor, query.unit);
    if (!unit || !worksAt(actor, unit.id)) return undefined;
    return { unit, units, range: countedRange(query, dateIn(this.clock.now(), unit.zone)) };
  }
}
