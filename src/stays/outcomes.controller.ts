import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { IdParam } from '../web/id-param.pipe.js';
import { nightsOfRange, RangeQuery } from '../web/range.query.js';
import { MeasuresAnswer, OutcomesAnswer, OutcomesOfUnitAnswer } from './dto/outcome.answer.js';
import { MeasureDto, OutcomeDto } from './dto/outcome.dto.js';
import { MeasuresService } from './measures.service.js';
import { OutcomeCounts } from './outcome-counts.service.js';
import { OutcomesService } from './outcomes.service.js';

@ApiTags('Outcomes')
@Controller('api/v1')
export class OutcomesController {
  constructor(
    private readonly outcomes: OutcomesService,
    private readonly measures: MeasuresService,
    private readonly counts: OutcomeCounts,
  ) {}

  @Get('stays/:id/outcomes')
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({ operationId: 'listOutcomes', summary: 'What was measured before a stay and after it' })
  @ApiOkResponse({ type: OutcomesAnswer })
  async list(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string): Promise<OutcomesAnswer> {
    return { items: await this.outcomes.of(actor, id) };
  }

  @Post('stays/:id/outcomes/:measure')
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({
    operationId: 'recordOutcome',
    summary: 'Writes down numbers of a measure; those written down before stay on record',
  })
  @ApiCreatedResponse({ type: OutcomesAnswer })
  async record(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Param('measure', IdParam) measure: string,
    @Body() values: OutcomeDto,
  ): Promise<OutcomesAnswer> {
    return { items: await this.outcomes.record(actor, id, measure, values) };
  }

  @Get('outcome-measures')
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({ operationId: 'listMeasures', summary: 'What the council measures before and after a stay' })
  @ApiOkResponse({ type: MeasuresAnswer })
  async ofCouncil(@CurrentActor() actor: Actor): Promise<MeasuresAnswer> {
    return { items: await this.measures.list(actor) };
  }

  @Post('outcome-measures')
  @Access('manager')
  @ApiOperation({ operationId: 'addMeasure', summary: 'Names something that the council measures from now on' })
  @ApiCreatedResponse({ type: MeasuresAnswer })
  async add(@CurrentActor() actor: Actor, @Body() measure: MeasureDto): Promise<MeasuresAnswer> {
    return { items: await this.measures.add(actor, measure) };
  }

  @Post('outcome-measures/:measure/end')
  @HttpCode(200)
  @Access('manager')
  @ApiOperation({ operationId: 'endMeasure', summary: 'Asks for it no more; what was written down stays' })
  @ApiOkResponse({ type: MeasuresAnswer })
  async end(@CurrentActor() actor: Actor, @Param('measure', IdParam) measure: string): Promise<MeasuresAnswer> {
    return { items: await this.measures.use(actor, measure, false) };
  }

  @Post('outcome-measures/:measure/resume')
  @HttpCode(200)
  @Access('manager')
  @ApiOperation({ operationId: 'resumeMeasure', summary: 'Asks for it again' })
  @ApiOkResponse({ type: MeasuresAnswer })
  async resume(@CurrentActor() actor: Actor, @Param('measure', IdParam) measure: string): Promise<MeasuresAnswer> {
    return { items: await this.measures.use(actor, measure, true) };
  }

  @Get('units/:unit/outcomes')
  @Access('manager')
  @ApiOperation({
    operationId: 'countOutcomes',
    summary: 'How the numbers changed over the stays that were over in the range: counts, no names; `to` is exclusive',
  })
  @ApiOkResponse({ type: OutcomesOfUnitAnswer })
  async count(
    @CurrentActor() actor: Actor,
    @Param('unit', IdParam) unit: string,
    @Query() query: RangeQuery,
  ): Promise<OutcomesOfUnitAnswer> {
    const range = nightsOfRange(query);
    return { from: range.arrival, to: range.departure, items: await this.counts.of(actor, unit, range) };
  }
}
