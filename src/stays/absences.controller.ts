import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { IdParam } from '../web/id-param.pipe.js';
import { Versioned } from '../web/versions.js';
import { AbsencesService } from './absences.service.js';
import { StayAnswer } from './dto/stay.answer.js';
import { AwayDto, HappenedDto } from './dto/stay-steps.dto.js';

@ApiTags('Stays')
@Controller('api/v1/stays')
export class AbsencesController {
  constructor(private readonly absences: AbsencesService) {}

  @Post(':id/away')
  @HttpCode(200)
  @Access('unit_staff', 'manager')
  @ApiOperation({
    operationId: 'recordAway',
    summary: 'Staying, and not there: at home, in hospital, missing. Keeps the bed',
  })
  @Versioned()
  @ApiOkResponse({ type: StayAnswer })
  away(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Body() body: AwayDto): Promise<StayAnswer> {
    return this.absences.begin(actor, id, body);
  }

  @Post(':id/back')
  @HttpCode(200)
  @Access('unit_staff', 'manager')
  @ApiOperation({ operationId: 'recordBack', summary: 'There again: now, or when it was' })
  @Versioned()
  @ApiOkResponse({ type: StayAnswer })
  back(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() { at }: HappenedDto,
  ): Promise<StayAnswer> {
    return this.absences.end(actor, id, at);
  }
}
