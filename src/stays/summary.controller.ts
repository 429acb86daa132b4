import { Controller, Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { IdParam } from '../web/id-param.pipe.js';
import { SummaryAnswer } from './dto/summary.answer.js';
import { SummaryService } from './summary.service.js';

@ApiTags('Stays')
@Controller('api/v1/stays')
export class SummaryController {
  constructor(private readonly summaries: SummaryService) {}

  @Get(':id/summary')
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({
    operationId: 'summariseStay',
    summary: 'A stay on a page, to be filed under its case number: nothing of another child',
  })
  @ApiOkResponse({ type: SummaryAnswer })
  of(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string): Promise<SummaryAnswer> {
    return this.summaries.of(actor, id);
  }
}
