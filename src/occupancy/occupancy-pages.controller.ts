import { Controller, Get, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CalendarService } from '../calendar/calendar.service.js';
import { UnitsService } from '../calendar/units.service.js';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { OccupancyQuery } from './dto/occupancy.query.js';
import { OccupancyService, type Occupancy } from './occupancy.service.js';
import { occupancyPage, rangesAround } from './pages/occupancy.page.js';

/** How full the unit was and will be: figures only, no names. */
@Controller('occupancy')
export class OccupancyPagesController {
  constructor(
    private readonly occupancy: OccupancyService,
    private readonly calendar: CalendarService,
    private readonly units: UnitsService,
  ) {}

  @Get()
  @Access('unit_staff', 'manager')
  async show(@CurrentActor() actor: Actor, @Query() query: OccupancyQuery, @Res() res: Response): Promise<void> {
    const { unit, units } = await this.units.choose(actor, query.unit);
    if (!unit) return res.render('calendar/pages/no-unit.njk');
    const { today, horizon } = this.calendar.horizon(unit.zone);
    const ranges = rangesAround(query.from, today, horizon);
    const past = await this.occupancy.of(actor, unit.id, ranges.past);
    const next = await this.occupancy.of(actor, unit.id, ranges.next);
    const { weeks } = await this.occupancy.of(actor, unit.id, ranges.drawn);
    res.render('occupancy/pages/occupancy.njk', {
      unit,
      isManager: actor.role === 'manager',
      units: units.map(({ id, name }) => ({ value: id, text: name, selected: id === unit.id })),
      ...occupancyPage({ past: counted(past), next: counted(next), weeks }, ranges, today),
    });
  }
}

const counted = ({ count, withoutBed }: Occupancy) => ({ ...count, withoutBed });
