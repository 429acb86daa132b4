import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { nightsOfRange, RangeQuery } from '../web/range.query.js';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { IdParam } from '../web/id-param.pipe.js';
import { OccupancyService } from './occupancy.service.js';
import { OccupancyAnswer } from './dto/occupancy.answer.js';

@ApiTags('Units')
@Controller('api/v1/units')
export class OccupancyController {
  constructor(private readonly occupancy: OccupancyService) {}

  @Get(':unit/occupancy')
  @Access('unit_staff', 'manager')
  @ApiOperation({
    operationId: 'countBedNights',
    summary: 'Bed nights of the range by what they are, and week by week; `to` is exclusive',
  })
  @ApiOkResponse({ type: OccupancyAnswer })
  async of(
    @CurrentActor() actor: Actor,
    @Param('unit', IdParam) unit: string,
    @Query() query: RangeQuery,
  ): Promise<OccupancyAnswer> {
    const { from, to, count, withoutBed, weeks } = await this.occupancy.of(actor, unit, nightsOfRange(query));
    return { from, to, ...count, withoutBed, weeks: weeks.map((week) => ({ week: week.week, ...week.count })) };
  }
}
