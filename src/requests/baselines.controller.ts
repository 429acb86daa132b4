import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { IdParam } from '../web/id-param.pipe.js';
import { BaselinesService, type Baseline } from './baselines.service.js';
import { BaselinesAnswer } from './dto/baseline.answer.js';
import { BaselineDto } from './dto/baseline.dto.js';

@ApiTags('Outcomes')
@Controller('api/v1/requests/:id/baseline')
export class BaselinesController {
  constructor(private readonly baselines: BaselinesService) {}

  @Get()
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({
    operationId: 'openBaseline',
    summary: 'How things were when the break was asked for, of each of those for whom it is',
  })
  @ApiOkResponse({ type: BaselinesAnswer })
  async open(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string): Promise<BaselinesAnswer> {
    return answer(await this.baselines.of(actor, id));
  }

  @Post()
  @HttpCode(200)
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({
    operationId: 'recordBaseline',
    summary: 'Writes down how things are when a break is asked for, to compare the stay with',
  })
  @ApiOkResponse({ type: BaselinesAnswer })
  async record(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() { values = [] }: BaselineDto,
  ): Promise<BaselinesAnswer> {
    return answer(await this.baselines.record(actor, id, values));
  }
}

const answer = (each: readonly Baseline[]): BaselinesAnswer => ({
  items: each.map(({ youngPerson: { id, firstName, lastName }, measures }) => ({
    youngPerson: { id, firstName, lastName },
    measures,
  })),
});
