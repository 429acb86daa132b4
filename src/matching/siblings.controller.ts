import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { IdParam } from '../web/id-param.pipe.js';
import { SiblingsAnswer } from './dto/sibling.answer.js';
import { SiblingDto } from './dto/sibling.dto.js';
import { SiblingRecords } from './sibling-records.service.js';

@ApiTags('Pair decisions')
@Controller('api/v1/young-people/:id/siblings')
export class SiblingsController {
  constructor(private readonly siblings: SiblingRecords) {}

  @Get()
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({ operationId: 'listSiblings', summary: 'Brothers and sisters whom I may read' })
  @ApiOkResponse({ type: SiblingsAnswer })
  async list(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string): Promise<SiblingsAnswer> {
    return { items: await this.siblings.of(actor, id) };
  }

  @Post()
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({
    operationId: 'recordSibling',
    summary: 'Records that two are brothers or sisters, together if it can be done or apart; the last word holds',
  })
  @ApiCreatedResponse({ type: SiblingsAnswer })
  async record(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() said: SiblingDto,
  ): Promise<SiblingsAnswer> {
    return { items: await this.siblings.record(actor, id, said) };
  }
}
