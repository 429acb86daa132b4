import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { addDays, type Nights, type PlainDate } from '../kernel/nights.js';
import { Access } from '../platform/access.js';
import { IdParam } from '../web/id-param.pipe.js';
import { nightsOfRange, RangeQuery } from '../web/range.query.js';
import { CalendarService } from './calendar.service.js';
import { StaffedNightAnswer, StaffingAnswer, StaffingPatternsAnswer } from './dto/staffing.answer.js';
import { BackToPatternDto, StaffedNightDto, StaffingPatternDto } from './dto/staffing.dto.js';
import { staffedNightJson, patternJson } from './pages/staffing.json.js';
import { StaffingService } from './staffing.service.js';
import { UnitsService } from './units.service.js';

@ApiTags('Staffing')
@Controller('api/v1/units/:unit/staffing')
export class StaffingController {
  constructor(
    private readonly staffing: StaffingService,
    private readonly calendar: CalendarService,
    private readonly units: UnitsService,
  ) {}

  @Get()
  @Access('unit_staff', 'manager')
  @ApiOperation({
    operationId: 'viewStaffing',
    summary: 'How many can be taken on each night, and how many are booked',
  })
  @ApiOkResponse({ type: StaffingAnswer })
  async view(
    @CurrentActor() actor: Actor,
    @Param('unit', IdParam) unitId: string,
    @Query() query: RangeQuery,
  ): Promise<StaffingAnswer> {
    const { unit, nights } = await this.staffing.view(actor, unitId, nightsOfRange(query));
    const { from, to } = query;
    return { unit: { id: unit.id, name: unit.name }, from, to, nights: nights.map(staffedNightJson) };
  }

  @Get('pattern')
  @Access('unit_staff', 'manager')
  @ApiOperation({
    operationId: 'viewStaffingPattern',
    summary: 'The figures of a week: those that hold now, and to come',
  })
  @ApiOkResponse({ type: StaffingPatternsAnswer })
  async pattern(@CurrentActor() actor: Actor, @Param('unit', IdParam) unit: string): Promise<StaffingPatternsAnswer> {
    return { patterns: (await this.staffing.patterns(actor, unit)).map(patternJson) };
  }

  @Post('pattern')
  @Access('manager')
  @ApiOperation({ operationId: 'setStaffingPattern', summary: 'Sets the figures of a week, from a night on' })
  @ApiCreatedResponse({ type: StaffingPatternsAnswer })
  async setPattern(
    @CurrentActor() actor: Actor,
    @Param('unit', IdParam) unit: string,
    @Body() { validFrom, take, high }: StaffingPatternDto,
  ): Promise<StaffingPatternsAnswer> {
    const { zone } = await this.units.open(actor, unit);
    const { today } = this.calendar.horizon(zone);
    await this.staffing.setPattern(actor, unit, { validFrom: validFrom ?? today, take, high });
    return this.pattern(actor, unit);
  }

  @Post('nights')
  @Access('unit_staff', 'manager')
  @ApiOperation({ operationId: 'changeStaffedNight', summary: 'Changes the figure of one night' })
  @ApiCreatedResponse({ type: StaffedNightAnswer })
  async changeNight(
    @CurrentActor() actor: Actor,
    @Param('unit', IdParam) unit: string,
    @Body() { night, take, high, note }: StaffedNightDto,
  ): Promise<StaffedNightAnswer> {
    await this.staffing.changeNight(actor, unit, night, { take, high }, { note });
    return this.one(actor, unit, night);
  }

  @Post('nights/back')
  @Access('unit_staff', 'manager')
  @ApiOperation({ operationId: 'putNightBackToPattern', summary: 'Puts one night back to the pattern' })
  @ApiCreatedResponse({ type: StaffedNightAnswer })
  async backToPattern(
    @CurrentActor() actor: Actor,
    @Param('unit', IdParam) unit: string,
    @Body() { night, note }: BackToPatternDto,
  ): Promise<StaffedNightAnswer> {
    await this.staffing.changeNight(actor, unit, night, null, { note });
    return this.one(actor, unit, night);
  }

  private async one(actor: Actor, unit: string, night: PlainDate): Promise<StaffedNightAnswer> {
    const only: Nights = { arrival: night, departure: addDays(night, 1) };
    const { nights } = await this.staffing.view(actor, unit, only);
    return staffedNightJson(nights[0]!);
  }
}
