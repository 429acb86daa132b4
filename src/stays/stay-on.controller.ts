import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { IdParam } from '../web/id-param.pipe.js';
import { Versioned } from '../web/versions.js';
import { StayAnswer } from './dto/stay.answer.js';
import { StayOnDto } from './dto/stay-steps.dto.js';
import { StayOnService } from './stay-on.service.js';

@ApiTags('Stays')
@Controller('api/v1/stays')
export class StayOnController {
  constructor(private readonly stays: StayOnService) {}

  @Post(':id/stay-on')
  @HttpCode(200)
  @Access('unit_staff', 'manager')
  @ApiOperation({
    operationId: 'stayOn',
    summary: 'They cannot go home yet and keep the bed, whatever was planned on it: that becomes a conflict to solve',
  })
  @Versioned()
  @ApiOkResponse({ type: StayAnswer })
  stayOn(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() { departure, reason }: StayOnDto,
  ): Promise<StayAnswer> {
    return this.stays.stayOn(actor, id, departure, reason);
  }
}
