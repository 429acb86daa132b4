import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { IdParam } from '../web/id-param.pipe.js';
import { FROM_STAY, OF_YOUNG_PERSON } from './domain/confirmation.js';
import type { ReadyItem } from './domain/readiness.js';
import { UnitChecks } from './unit-checks.service.js';
import { ChecklistAnswer, UnitChecklistAnswer } from './dto/readiness.answer.js';
import { ChooseCheckDto, ConfirmDto, OwnCheckDto, UnitCheckDto } from './dto/readiness.dto.js';
import { ReadinessService } from './readiness.service.js';
import { ReadyItemParam } from './ready-item.pipe.js';

@ApiTags('Stays')
@Controller('api/v1')
export class ChecklistController {
  constructor(
    private readonly readiness: ReadinessService,
    private readonly checks: UnitChecks,
  ) {}

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

  @Post('stays/:id/own-checks/:check')
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({
    operationId: 'confirmOwnCheck',
    summary: 'Says of something that the unit asks for of its own that it is in order, or why it is not',
  })
  @ApiCreatedResponse({ type: ChecklistAnswer })
  confirmOwn(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Param('check', IdParam) check: string,
    @Body() said: OwnCheckDto,
  ): Promise<ChecklistAnswer> {
    return this.readiness.confirmOwn(actor, id, check, said);
  }

  @Get('units/:unit/checklist')
  @Access('unit_staff', 'manager')
  @ApiOperation({
    operationId: 'openUnitChecklist',
    summary: 'What the unit asks for before an arrival, and who changed it',
  })
  @ApiOkResponse({ type: UnitChecklistAnswer })
  ofUnit(@CurrentActor() actor: Actor, @Param('unit', IdParam) unit: string): Promise<UnitChecklistAnswer> {
    return this.checks.of(actor, unit);
  }

  @Post('units/:unit/checklist')
  @Access('manager')
  @ApiOperation({ operationId: 'addUnitCheck', summary: 'Adds something that the unit asks for of its own' })
  @ApiCreatedResponse({ type: UnitChecklistAnswer })
  add(
    @CurrentActor() actor: Actor,
    @Param('unit', IdParam) unit: string,
    @Body() check: UnitCheckDto,
  ): Promise<UnitChecklistAnswer> {
    return this.checks.add(actor, unit, check);
  }

  @Post('units/:unit/checklist/:which')
  @HttpCode(200)
  @Access('manager')
  @ApiOperation({
    operationId: 'chooseUnitCheck',
    summary: 'Asks for an item from now on, or leaves it out: by its name, or by the id of one of the unit’s own',
  })
  @ApiOkResponse({ type: UnitChecklistAnswer })
  choose(
    @CurrentActor() actor: Actor,
    @Param('unit', IdParam) unit: string,
    @Param('which') which: string,
    @Body() { applies }: ChooseCheckDto,
  ): Promise<UnitChecklistAnswer> {
    return this.checks.choose(actor, unit, which, applies);
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
