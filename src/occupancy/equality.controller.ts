import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { IdParam } from '../web/id-param.pipe.js';
import { EqualityAnswer } from './dto/equality.answer.js';
import { EqualityRangeQuery } from './dto/equality.query.js';
import { EqualityService } from './equality.service.js';

@ApiTags('Units')
@Controller('api/v1/units')
export class EqualityController {
  constructor(private readonly equality: EqualityService) {}

  @Get(':unit/equality')
  @Access('manager')
  @ApiOperation({
    operationId: 'monitorEquality',
    summary:
      'Breaks asked for, refusals, waiting time and the advice by group, of the twelve whole months before that of a day; small figures are hidden',
  })
  @ApiOkResponse({ type: EqualityAnswer })
  async of(
    @CurrentActor() actor: Actor,
    @Param('unit', IdParam) unit: string,
    @Query() { until }: EqualityRangeQuery,
  ): Promise<EqualityAnswer> {
    const { range, totals, characteristics } = await this.equality.of(actor, unit, until);
    return {
      ...{ from: range.arrival, to: range.departure, all: totals },
      characteristics: characteristics.map(({ kind, groups }) => ({ kind, groups })),
    };
  }
}
