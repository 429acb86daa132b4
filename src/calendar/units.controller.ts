import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../identity/domain/actor.js';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import { Access } from '../platform/access.js';
import { IdParam } from '../web/id-param.pipe.js';
import { CalendarService } from './calendar.service.js';
import { nightsOfRange, RangeQuery } from '../web/range.query.js';
import { calendarJson } from './pages/calendar.json.js';
import { UnitsService } from './units.service.js';

@ApiTags('units')
@ApiBearerAuth()
@Controller('api/v1/units')
export class UnitsController {
  constructor(
    private readonly units: UnitsService,
    private readonly calendar: CalendarService,
  ) {}

  /** Units that I may see, with their beds. */
  @Get()
  @Access('cas_worker', 'unit_staff', 'manager', 'administrator')
  async list(@CurrentActor() actor: Actor) {
    return { items: await this.units.list(actor), next: null };
  }

  @Get(':unit')
  @Access('cas_worker', 'unit_staff', 'manager', 'administrator')
  open(@CurrentActor() actor: Actor, @Param('unit', IdParam) unit: string) {
    return this.units.open(actor, unit);
  }

  /** Beds × nights; `to` is exclusive. What I may not see is only "occupied". */
  @Get(':unit/calendar')
  @Access('cas_worker', 'unit_staff', 'manager')
  async view(@CurrentActor() actor: Actor, @Param('unit', IdParam) unit: string, @Query() query: RangeQuery) {
    return calendarJson(query, await this.calendar.view(actor, unit, nightsOfRange(query)));
  }
}
