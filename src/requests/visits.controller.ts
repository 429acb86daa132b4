import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AccessService } from '../identity/access.service.js';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';

import { VisitsService } from '../stays/visits.service.js';
import { IdParam } from '../web/id-param.pipe.js';
import { pageOf, readCursor } from '../web/paging.js';
import { nightsOfRange } from '../web/range.query.js';
import { Versioned } from '../web/versions.js';
import { OneVisitAnswer, VisitAnswer, VisitsAnswer } from './dto/visit.answer.js';
import { DecidedDto } from './dto/stay-changes.dto.js';
import {
  CancelVisitDto,
  CorrectVisitDto,
  MoveVisitDto,
  PlanVisitDto,
  VisitHappenedDto,
  VisitsQuery,
} from './dto/visit.dto.js';
import { VisitPlansService } from './visit-plans.service.js';

@ApiTags('Visits')
@Controller('api/v1')
export class VisitsController {
  constructor(
    private readonly visits: VisitsService,
    private readonly plans: VisitPlansService,
    private readonly access: AccessService,
  ) {}

  @Get('units/:unit/visits')
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({ operationId: 'listVisits', summary: 'Visits without a night that I may see, soonest first' })
  @ApiOkResponse({ type: VisitsAnswer })
  async list(
    @CurrentActor() actor: Actor,
    @Param('unit', IdParam) unitId: string,
    @Query() query: VisitsQuery,
  ): Promise<VisitsAnswer> {
    this.access.requireUnit(actor, unitId);
    const { arrival: from, departure: before } = nightsOfRange(query);
    const filter = { unitId, from, before };
    const position = readCursor(query.cursor, ['date', 'text', 'id'], filter);
    const visits = await this.visits.list(actor, {
      ...filter,
      limit: query.limit + 1,
      ...(position && { after: positionOf(position) }),
    });
    return pageOf(visits, query.limit, (last) => [last.date, last.startsAt, last.id], filter);
  }

  @Post('units/:unit/visits')
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({
    operationId: 'planVisit',
    summary: 'Plans a visit that the day allows; with `whoWasThere`, writes down one that took place',
  })
  @Versioned()
  @ApiCreatedResponse({ type: VisitAnswer })
  plan(
    @CurrentActor() actor: Actor,
    @Param('unit', IdParam) unit: string,
    @Body() { youngPerson, ...wanted }: PlanVisitDto,
  ): Promise<VisitAnswer> {
    return this.plans.plan(actor, unit, { ...wanted, youngPersonId: youngPerson });
  }

  @Get('visits/:id')
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({ operationId: 'openVisit', summary: 'One visit with what was done to it, and what it meets' })
  @Versioned()
  @ApiOkResponse({ type: OneVisitAnswer })
  async open(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string): Promise<OneVisitAnswer> {
    const visit = await this.visits.open(actor, id);
    const conflicts = await this.visits.conflictsOf(actor, [visit]);
    return { ...visit, toSolve: conflicts.get(id) ?? null, events: await this.visits.eventsOf(actor, visit) };
  }

  @Post('visits/:id/happened')
  @HttpCode(200)
  @Access('unit_staff', 'manager')
  @ApiOperation({ operationId: 'recordVisit', summary: 'Records that the visit took place, and who was there' })
  @Versioned()
  @ApiOkResponse({ type: VisitAnswer })
  happened(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() told: VisitHappenedDto,
  ): Promise<VisitAnswer> {
    return this.plans.happened(actor, id, told);
  }

  @Post('visits/:id/move')
  @HttpCode(200)
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({ operationId: 'moveVisit', summary: 'Another day or time for a visit that has not taken place' })
  @Versioned()
  @ApiOkResponse({ type: VisitAnswer })
  move(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Body() to: MoveVisitDto): Promise<VisitAnswer> {
    return this.plans.move(actor, id, to);
  }

  @Post('visits/:id/decided')
  @HttpCode(200)
  @Access('manager')
  @ApiOperation({
    operationId: 'decideVisit',
    summary: 'A visit goes ahead in spite of what it meets, by who signs for the unit',
  })
  @Versioned()
  @ApiOkResponse({ type: VisitAnswer })
  decided(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() { reasons }: DecidedDto,
  ): Promise<VisitAnswer> {
    return this.plans.decided(actor, id, reasons);
  }

  @Post('visits/:id/correct')
  @HttpCode(200)
  @Access('unit_staff', 'manager')
  @ApiOperation({
    operationId: 'correctVisit',
    summary: 'Puts right what was written down of a visit that took place; what it said before is kept',
  })
  @Versioned()
  @ApiOkResponse({ type: VisitAnswer })
  correct(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() { reason, certain, namesNobodyElse, startedAt: startsAt, endedAt: endsAt, ...rest }: CorrectVisitDto,
  ): Promise<VisitAnswer> {
    return this.plans.correct(actor, id, { ...rest, startsAt, endsAt }, { reason, certain, namesNobodyElse });
  }

  @Post('visits/:id/take-back')
  @HttpCode(200)
  @Access('unit_staff', 'manager')
  @ApiOperation({
    operationId: 'takeVisitBack',
    summary:
      'A visit that was written down did not take place: it counts as cancelled, and what was said of it is kept',
  })
  @Versioned()
  @ApiOkResponse({ type: VisitAnswer })
  takeBack(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() why: CancelVisitDto,
  ): Promise<VisitAnswer> {
    return this.plans.takeBack(actor, id, why);
  }

  @Post('visits/:id/cancel')
  @HttpCode(200)
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({ operationId: 'cancelVisit', summary: 'Cancels a visit that has not taken place' })
  @Versioned()
  @ApiOkResponse({ type: VisitAnswer })
  cancel(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() why: CancelVisitDto,
  ): Promise<VisitAnswer> {
    return this.plans.cancel(actor, id, why);
  }
}

/** A forged time never reaches the database: what is no time sorts before all. */
function positionOf([date, startsAt, id]: readonly (string | number)[]) {
  return {
    date: String(date),
    startsAt: /^\d\d:\d\d$/.test(String(startsAt)) ? String(startsAt) : '00:00',
    id: String(id),
  };
}
