import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { IdParam } from '../web/id-param.pipe.js';
import { PageQuery } from '../web/paging.js';
import { Versioned } from '../web/versions.js';
import { ClosuresService } from './closures.service.js';
import type { WantedClosure } from './domain/check-closure.js';
import { ClosureCheckAnswer, ClosuresAnswer, ClosureWithEventsAnswer } from './dto/closure.answer.js';
import { CloseUnitDto, EndClosureDto, ReviseClosureDto, TakeBedOutDto } from './dto/closure.dto.js';
import { checkJson, closureJson, stepJson } from './pages/closure.json.js';

@ApiTags('Closures')
@Controller('api/v1')
export class ClosuresController {
  constructor(private readonly closures: ClosuresService) {}

  @Post('units/:unit/closures')
  @Access('manager')
  @ApiOperation({ operationId: 'closeUnit', summary: 'Closes the unit for nights on which nobody is booked' })
  @Versioned()
  @ApiCreatedResponse({ type: ClosureWithEventsAnswer })
  async close(
    @CurrentActor() actor: Actor,
    @Param('unit', IdParam) unit: string,
    @Body() body: CloseUnitDto,
  ): Promise<ClosureWithEventsAnswer> {
    return this.answer(actor, await this.closures.make(actor, unit, wantedOf(body, null)));
  }

  @Post('units/:unit/closures/check')
  @HttpCode(200)
  @Access('manager')
  @ApiOperation({ operationId: 'checkClosure', summary: 'What closing the unit would meet; saves nothing' })
  @ApiOkResponse({ type: ClosureCheckAnswer })
  async check(
    @CurrentActor() actor: Actor,
    @Param('unit', IdParam) unit: string,
    @Body() body: CloseUnitDto,
  ): Promise<ClosureCheckAnswer> {
    return checkJson(await this.closures.preview(actor, unit, wantedOf(body, null)));
  }

  @Get('units/:unit/closures')
  @Access('unit_staff', 'manager')
  @ApiOperation({ operationId: 'listClosures', summary: 'Closures of the unit and its beds, the latest first' })
  @ApiOkResponse({ type: ClosuresAnswer })
  async list(
    @CurrentActor() actor: Actor,
    @Param('unit', IdParam) unit: string,
    @Query() query: PageQuery,
  ): Promise<ClosuresAnswer> {
    const { items, next } = await this.closures.list(actor, unit, query);
    return { items: items.map(closureJson), next };
  }

  @Post('beds/:bed/out-of-service')
  @Access('unit_staff', 'manager')
  @ApiOperation({ operationId: 'takeBedOut', summary: 'Takes a bed out of service for nights on which nobody has it' })
  @Versioned()
  @ApiCreatedResponse({ type: ClosureWithEventsAnswer })
  async takeOut(
    @CurrentActor() actor: Actor,
    @Param('bed', IdParam) bed: string,
    @Body() body: TakeBedOutDto,
  ): Promise<ClosureWithEventsAnswer> {
    const unit = await this.closures.unitOfBed(actor, bed);
    return this.answer(actor, await this.closures.make(actor, unit, wantedOf(body, bed)));
  }

  @Post('beds/:bed/out-of-service/check')
  @HttpCode(200)
  @Access('unit_staff', 'manager')
  @ApiOperation({ operationId: 'checkBedOut', summary: 'What taking the bed out of service would meet; saves nothing' })
  @ApiOkResponse({ type: ClosureCheckAnswer })
  async checkOut(
    @CurrentActor() actor: Actor,
    @Param('bed', IdParam) bed: string,
    @Body() body: TakeBedOutDto,
  ): Promise<ClosureCheckAnswer> {
    const unit = await this.closures.unitOfBed(actor, bed);
    return checkJson(await this.closures.preview(actor, unit, wantedOf(body, bed)));
  }

  @Get('closures/:id')
  @Access('unit_staff', 'manager')
  @ApiOperation({ operationId: 'openClosure', summary: 'One closure with what was decided of it' })
  @Versioned()
  @ApiOkResponse({ type: ClosureWithEventsAnswer })
  open(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string): Promise<ClosureWithEventsAnswer> {
    return this.answer(actor, id);
  }

  @Post('closures/:id/revise')
  @HttpCode(200)
  @Access('unit_staff', 'manager')
  @ApiOperation({ operationId: 'reviseClosure', summary: 'Another end, reason or note; what is left out stays' })
  @Versioned()
  @ApiOkResponse({ type: ClosureWithEventsAnswer })
  async revise(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() { to, reason, note }: ReviseClosureDto,
  ): Promise<ClosureWithEventsAnswer> {
    await this.closures.revise(actor, id, { departure: to, reason, note });
    return this.answer(actor, id);
  }

  @Post('closures/:id/end')
  @HttpCode(200)
  @Access('unit_staff', 'manager')
  @ApiOperation({ operationId: 'endClosure', summary: 'In use again from tonight, or from the night given' })
  @Versioned()
  @ApiOkResponse({ type: ClosureWithEventsAnswer })
  async end(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() { on }: EndClosureDto,
  ): Promise<ClosureWithEventsAnswer> {
    await this.closures.end(actor, id, on);
    return this.answer(actor, id);
  }

  private async answer(actor: Actor, id: string): Promise<ClosureWithEventsAnswer> {
    const closure = await this.closures.open(actor, id);
    return { ...closureJson(closure), events: (await this.closures.stepsOf(closure)).map(stepJson) };
  }
}

function wantedOf(body: CloseUnitDto | TakeBedOutDto, bedId: string | null): WantedClosure {
  const { from, to, reason, note = '', rrule = null } = body;
  return { bedId, arrival: from, departure: to, reason, note, rule: rrule };
}
