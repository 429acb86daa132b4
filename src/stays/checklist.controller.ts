import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { IdParam } from '../web/id-param.pipe.js';
import { FROM_STAY, OF_YOUNG_PERSON } from './domain/confirmation.js';
import type { ReadyItem } from './domain/readiness.js';
import { ChecklistAnswer } from './dto/readiness.answer.js';
import { ConfirmDto } from './dto/readiness.dto.js';
import { ReadinessService } from './readiness.service.js';
import { ReadyItemParam } from './ready-item.pipe.js';

@ApiTags('Stays')
@Controller('api/v1')
export class ChecklistController {
  constructor(private readonly readiness: ReadinessService) {}

  @Get('stays/:id/checklist')
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({
    operationId: 'openChecklist',
    summary: 'What has to be in order before they arrive, and whose it is',
  })
  @ApiOkResponse({ type: ChecklistAnswer })
  open(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string): Promise<ChecklistAnswer> {
    return this.readiness.of(actor, id);
  }

  @Post('stays/:id/checklist/:item')
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({
    operationId: 'confirmCheck',
    summary: 'Confirms one of them; what was confirmed before stays on record',
  })
  @ApiParam({ name: 'item', enum: FROM_STAY })
  @ApiCreatedResponse({ type: ChecklistAnswer })
  confirm(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Param('item', ReadyItemParam) item: ReadyItem,
    @Body() said: ConfirmDto,
  ): Promise<ChecklistAnswer> {
    return this.readiness.confirm(actor, id, item, said);
  }

  @Get('young-people/:id/checklist')
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({
    operationId: 'openChecklistOfYoungPerson',
    summary: 'What has to be in order before nights are offered, as of today',
  })
  @ApiOkResponse({ type: ChecklistAnswer })
  openOf(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string): Promise<ChecklistAnswer> {
    return this.readiness.ofYoungPerson(actor, id);
  }

  @Post('young-people/:id/checklist/:item')
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({
    operationId: 'confirmCheckOfYoungPerson',
    summary: 'Confirms one of them, for whichever stay comes next',
  })
  @ApiParam({ name: 'item', enum: OF_YOUNG_PERSON })
  @ApiCreatedResponse({ type: ChecklistAnswer })
  confirmFor(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Param('item', ReadyItemParam) item: ReadyItem,
    @Body() said: ConfirmDto,
  ): Promise<ChecklistAnswer> {
    return this.readiness.confirmFor(actor, id, item, said);
  }
}
