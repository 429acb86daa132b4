import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../identity/domain/actor.js';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import { Access } from '../platform/access.js';
import { IdParam } from '../web/id-param.pipe.js';
import { Versioned } from '../web/versions.js';
import { CalendarService } from './calendar.service.js';
import { nightsOfRange, RangeQuery } from '../web/range.query.js';
import { calendarJson } from './pages/calendar.json.js';
import { UnitsService } from './units.service.js';
import { CalendarAnswer } from './dto/calendar.answer.js';
import { UnitAnswer, UnitsAnswer } from './dto/unit.answer.js';

@ApiTags('Units')
@Controller('api/v1/units')
export class UnitsController {
  constructor(
    private readonly units: UnitsService,
    private readonly calendar: CalendarService,
  ) {}

  @Get()
  @Access('cas_worker', 'unit_staff', 'manager', 'administrator')
  @ApiOperation({ operationId: 'listUnits', summary: 'Units that I may see, with their beds' })
  @ApiOkResponse({ type: UnitsAnswer })
  async list(@CurrentActor() actor: Actor): Promise<UnitsAnswer> {
    return { items: await this.units.list(actor), next: null };
  }

  @Get(':unit')
  @Access('cas_worker', 'unit_staff', 'manager', 'administrator')
  @ApiOperation({ operationId: 'openUnit', summary: 'One unit with its beds' })
  @Versioned()
  @ApiOkResponse({ type: UnitAnswer })
  open(@CurrentActor() actor: Actor, @Param('unit', IdParam) unit: string): Promise<UnitAnswer> {
    return this.units.open(actor, unit);
  }

  @Get(':unit/calendar')
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({
    operationId: 'viewCalendar',
    summary: 'Beds and nights; `to` is exclusive. What I may not see is only `occupied`',
  })
  @ApiOkResponse({ type: CalendarAnswer })
  async view(
    @CurrentActor() actor: Actor,
    @Param('unit', IdParam) unit: string,
    @Query() query: RangeQuery,
  ): Promise<CalendarAnswer> {
    return calendarJson(query, await this.calendar.view(actor, unit, nightsOfRange(query)));
  }
}
