import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { IdParam } from '../web/id-param.pipe.js';
import { PageQuery } from '../web/paging.js';
import { MadeReserveAnswer, ReservesAnswer, ReserveWithNightsAnswer } from './dto/reserve.answer.js';
import { KeepBedDto, ReleaseNightDto, wantedOf } from './dto/reserve.dto.js';
import { reserveJson } from './pages/reserves.page.js';
import { ReservesService } from './reserves.service.js';

@ApiTags('Reserves')
@Controller('api/v1')
export class ReservesController {
  constructor(private readonly reserves: ReservesService) {}

  @Post('units/:unit/reserves')
  @Access('manager')
  @ApiOperation({ operationId: 'keepBed', summary: 'Holds a bed back for emergencies on the nights that are free' })
  @ApiCreatedResponse({ type: MadeReserveAnswer })
  async keep(
    @CurrentActor() actor: Actor,
    @Param('unit', IdParam) unit: string,
    @Body() body: KeepBedDto,
  ): Promise<MadeReserveAnswer> {
    const { id, taken } = await this.reserves.make(actor, unit, wantedOf(body));
    return { ...(await this.answer(actor, id)), taken };
  }

  @Get('units/:unit/reserves')
  @Access('unit_staff', 'manager')
  @ApiOperation({ operationId: 'listReserves', summary: 'Beds of the unit that are held back, the latest first' })
  @ApiOkResponse({ type: ReservesAnswer })
  async list(
    @CurrentActor() actor: Actor,
    @Param('unit', IdParam) unit: string,
    @Query() query: PageQuery,
  ): Promise<ReservesAnswer> {
    const { items, next } = await this.reserves.list(actor, unit, query);
    return { items: items.map(reserveJson), next };
  }

  @Get('reserves/:id')
  @Access('unit_staff', 'manager')
  @ApiOperation({ operationId: 'openReserve', summary: 'One reserve with the nights that it keeps' })
  @ApiOkResponse({ type: ReserveWithNightsAnswer })
  open(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string): Promise<ReserveWithNightsAnswer> {
    return this.answer(actor, id);
  }

  @Post('reserves/:id/release')
  @HttpCode(200)
  @Access('unit_staff', 'manager')
  @ApiOperation({ operationId: 'releaseNight', summary: 'One night can be booked again' })
  @ApiOkResponse({ type: ReserveWithNightsAnswer })
  async release(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() { night }: ReleaseNightDto,
  ): Promise<ReserveWithNightsAnswer> {
    await this.reserves.release(actor, id, night);
    return this.answer(actor, id);
  }

  @Post('reserves/:id/end')
  @HttpCode(200)
  @Access('manager')
  @ApiOperation({ operationId: 'endReserve', summary: 'No night is kept any more, from tonight on' })
  @ApiOkResponse({ type: ReserveWithNightsAnswer })
  async end(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string): Promise<ReserveWithNightsAnswer> {
    await this.reserves.end(actor, id);
    return this.answer(actor, id);
  }

  private async answer(actor: Actor, id: string): Promise<ReserveWithNightsAnswer> {
    const reserve = await this.reserves.open(actor, id);
    const { nights, steps } = await this.reserves.detailsOf(reserve);
    return { ...reserveJson(reserve), nights, events: steps };
  }
}
