import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { IdParam } from '../web/id-param.pipe.js';
import { WhatChangedAnswer } from './dto/what-changed.answer.js';
import { answersIn, WhatChangedDto } from './dto/what-changed.dto.js';
import { WhatChangedService } from './what-changed.service.js';

@ApiTags('Assessments')
@Controller('api/v1/stays/:id/what-changed')
export class WhatChangedController {
  constructor(private readonly changed: WhatChangedService) {}

  @Get()
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({ operationId: 'openWhatChanged', summary: 'What was answered before a stay, or whose move it is' })
  @ApiOkResponse({ type: WhatChangedAnswer })
  open(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string): Promise<WhatChangedAnswer> {
    return this.changed.of(actor, id);
  }

  @Post()
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({
    operationId: 'answerWhatChanged',
    summary: 'Answers the three questions before a stay; what has changed is reported as new information',
  })
  @ApiCreatedResponse({ type: WhatChangedAnswer })
  answer(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() sent: WhatChangedDto,
  ): Promise<WhatChangedAnswer> {
    return this.changed.answer(actor, id, answersIn(sent));
  }
}
