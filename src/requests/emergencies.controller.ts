import { Body, Controller, Get, HttpCode, Param, Patch, Post, Req } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { notFound } from '../kernel/domain-error.js';
import { Access } from '../platform/access.js';
import { Clock } from '../platform/clock.js';
import { StayAnswer } from '../stays/dto/stay.answer.js';
import { IdParam } from '../web/id-param.pipe.js';
import { requireIfMatch, Versioned } from '../web/versions.js';
import {
  CountersignDto,
  EmergencyAnswersDto,
  EmergencyDecisionDto,
  EndEmergencyDto,
  HoldDto,
  ImpactDto,
  NewEmergencyDto,
} from './dto/emergencies.dto.js';
import { EmergenciesAnswer, EmergencyAnswer } from './dto/emergency.answer.js';
import { EmergencyAdmissions } from './emergency-admissions.service.js';
import { EmergencyDecisions } from './emergency-decisions.service.js';
import { EmergencyHouse } from './emergency-house.service.js';
import { EmergencyRecords } from './emergency-records.service.js';
import type { EmergencyStanding } from './emergency-view.js';
import { emergencyJson } from './pages/emergency.json.js';

/** A child needs a place tonight: what is known, what the on-call manager decides, and the countersignature. */
@ApiTags('Emergencies')
@Controller('api/v1')
export class EmergenciesController {
  constructor(
    private readonly records: EmergencyRecords,
    private readonly decisions: EmergencyDecisions,
    private readonly house: EmergencyHouse,
    private readonly admissions: EmergencyAdmissions,
    private readonly clock: Clock,
  ) {}

  @Post('units/:unit/emergencies')
  @Access('unit_staff', 'manager')
  @ApiOperation({
    operationId: 'beginEmergency',
    summary: 'A place is asked for tonight; what is not known yet is left out',
  })
  @Versioned()
  @ApiCreatedResponse({ type: EmergencyAnswer })
  async begin(
    @CurrentActor() actor: Actor,
    @Param('unit', IdParam) unit: string,
    @Body() body: NewEmergencyDto,
  ): Promise<EmergencyAnswer> {
    const { youngPerson, caseNumber, firstName, lastName, dateOfBirth, newYoungPerson, ...answers } = body;
    const who = { youngPerson: youngPerson ?? { caseNumber, firstName, lastName, dateOfBirth }, newYoungPerson };
    return this.answer(actor, await this.records.begin(actor, unit, who, answers));
  }

  @Get('units/:unit/emergencies')
  @Access('unit_staff', 'manager')
  @ApiOperation({ operationId: 'listEmergencies', summary: 'Those of the unit of which something is owed' })
  @ApiOkResponse({ type: EmergenciesAnswer })
  async list(@CurrentActor() actor: Actor, @Param('unit', IdParam) unit: string): Promise<EmergenciesAnswer> {
    const open = await this.records.list(actor, unit);
    const missing = await this.house.missingOfEach(actor, open);
    const now = this.clock.now();
    return { items: open.map((one, place) => emergencyJson(one, missing[place]!, now)), next: null };
  }

  @Get('emergencies/:id')
  @Access('unit_staff', 'manager')
  @ApiOperation({ operationId: 'openEmergency', summary: 'One emergency' })
  @Versioned()
  @ApiOkResponse({ type: EmergencyAnswer })
  async open(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string): Promise<EmergencyAnswer> {
    return this.answer(actor, await this.records.open(actor, id));
  }

  @Patch('emergencies/:id')
  @Access('unit_staff', 'manager')
  @ApiOperation({ operationId: 'answerEmergency', summary: 'Answers; what is left out stays as it is' })
  @Versioned()
  @ApiOkResponse({ type: EmergencyAnswer })
  async change(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() body: EmergencyAnswersDto,
    @Req() req: Request,
  ): Promise<EmergencyAnswer> {
    requireIfMatch(req);
    return this.answer(actor, await this.records.answer(actor, id, body));
  }

  @Post('emergencies/:id/impact')
  @HttpCode(200)
  @Access('unit_staff', 'manager')
  @ApiOperation({ operationId: 'tellImpact', summary: 'What it means for one of those who are staying tonight' })
  @Versioned()
  @ApiOkResponse({ type: EmergencyAnswer })
  async impact(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() body: ImpactDto,
  ): Promise<EmergencyAnswer> {
    return this.answer(actor, await this.records.tellImpacts(actor, id, [body]));
  }

  @Post('emergencies/:id/decision')
  @HttpCode(200)
  @Access('unit_staff', 'manager')
  @ApiOperation({
    operationId: 'recordEmergencyDecision',
    summary: 'Records what the on-call manager decided, with what was on record then',
  })
  @Versioned()
  @ApiOkResponse({ type: EmergencyAnswer })
  async decide(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() body: EmergencyDecisionDto,
  ): Promise<EmergencyAnswer> {
    return this.answer(actor, await this.decisions.decide(actor, id, body));
  }

  @Post('emergencies/:id/hold')
  @HttpCode(200)
  @Access('unit_staff', 'manager')
  @ApiOperation({
    operationId: 'holdEmergencyBed',
    summary: 'A manager has agreed and they are on the way: a stay to come, with a bed',
  })
  @Versioned()
  @ApiOkResponse({ type: StayAnswer })
  hold(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Body() body: HoldDto): Promise<StayAnswer> {
    return this.admissions.hold(actor, id, body);
  }

  @Post('emergencies/:id/countersign')
  @HttpCode(200)
  @Access('manager')
  @ApiOperation({
    operationId: 'countersignEmergency',
    summary: 'Signs one of the decisions, or says what was otherwise',
  })
  @Versioned()
  @ApiOkResponse({ type: EmergencyAnswer })
  async countersign(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() body: CountersignDto,
  ): Promise<EmergencyAnswer> {
    return this.answer(actor, await this.decisions.countersign(actor, id, body));
  }

  @Post('emergencies/:id/end')
  @HttpCode(200)
  @Access('unit_staff', 'manager')
  @ApiOperation({ operationId: 'endEmergency', summary: 'No place is needed any more' })
  @Versioned()
  @ApiOkResponse({ type: EmergencyAnswer })
  async end(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() { reason }: EndEmergencyDto,
  ): Promise<EmergencyAnswer> {
    return this.answer(actor, await this.records.end(actor, id, reason));
  }

  @Get('stays/:id/emergency')
  @Access('unit_staff', 'manager')
  @ApiOperation({ operationId: 'openEmergencyOfStay', summary: 'The emergency that a stay came of' })
  @Versioned()
  @ApiOkResponse({ type: EmergencyAnswer })
  async ofStay(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string): Promise<EmergencyAnswer> {
    const found = await this.records.ofStay(actor, id);
    if (!found) throw notFound();
    return this.answer(actor, await this.records.open(actor, found.id));
  }

  @Post('stays/:id/countersign')
  @HttpCode(200)
  @Access('manager')
  @ApiOperation({
    operationId: 'countersignStay',
    summary: 'Countersigns the decision of the night that an emergency stay came of',
  })
  @Versioned()
  @ApiOkResponse({ type: StayAnswer })
  countersignStay(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() body: CountersignDto,
  ): Promise<StayAnswer> {
    return this.decisions.countersignStay(actor, id, body);
  }

  private async answer(actor: Actor, emergency: EmergencyStanding): Promise<EmergencyAnswer> {
    return emergencyJson(emergency, await this.house.missing(actor, emergency), this.clock.now());
  }
}
