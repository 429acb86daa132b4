import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { IdParam } from '../web/id-param.pipe.js';
import { Versioned } from '../web/versions.js';
import { AbsenceEpisodes } from './absence-episodes.service.js';
import { AbsencesService } from './absences.service.js';
import { AbsencesAnswer } from './dto/absence.answer.js';
import { StayAnswer } from './dto/stay.answer.js';
import { AbsenceDto, AwayDto, CorrectAbsenceDto, HappenedDto, ReasonDto } from './dto/stay-steps.dto.js';

@ApiTags('Stays')
@Controller('api/v1/stays')
export class AbsencesController {
  constructor(
    private readonly absences: AbsencesService,
    private readonly episodes: AbsenceEpisodes,
  ) {}

  @Get(':id/absences')
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({
    operationId: 'listAbsences',
    summary: 'When they were away during the stay, and how each time ended',
  })
  @ApiOkResponse({ type: AbsencesAnswer })
  async list(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string): Promise<AbsencesAnswer> {
    return { items: await this.episodes.of(actor, id) };
  }

  @Post(':id/absences')
  @Access('unit_staff', 'manager')
  @ApiOperation({ operationId: 'tellAbsence', summary: 'An absence that is over and that nobody had recorded' })
  @ApiCreatedResponse({ type: AbsencesAnswer })
  async tell(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() absence: AbsenceDto,
  ): Promise<AbsencesAnswer> {
    return { items: await this.episodes.tell(actor, id, absence) };
  }

  @Post(':id/absences/:absence/correct')
  @HttpCode(200)
  @Access('unit_staff', 'manager')
  @ApiOperation({ operationId: 'correctAbsence', summary: 'Puts an absence right; what it said before is kept' })
  @ApiOkResponse({ type: AbsencesAnswer })
  async correct(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Param('absence', IdParam) absence: string,
    @Body() correction: CorrectAbsenceDto,
  ): Promise<AbsencesAnswer> {
    return { items: await this.episodes.correct(actor, id, absence, correction) };
  }

  @Post(':id/absences/:absence/take-back')
  @HttpCode(200)
  @Access('unit_staff', 'manager')
  @ApiOperation({
    operationId: 'takeAbsenceBack',
    summary: 'Takes an absence back that never was: recorded for another child, or by a slip; what it said is kept',
  })
  @ApiOkResponse({ type: AbsencesAnswer })
  async takeBack(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Param('absence', IdParam) absence: string,
    @Body() { reason }: ReasonDto,
  ): Promise<AbsencesAnswer> {
    return { items: await this.episodes.takeBack(actor, id, absence, reason) };
  }

  @Post(':id/away')
  @HttpCode(200)
  @Access('unit_staff', 'manager')
  @ApiOperation({
    operationId: 'recordAway',
    summary: 'Staying, and not there: at home, in hospital, missing. Keeps the bed',
  })
  @Versioned()
  @ApiOkResponse({ type: StayAnswer })
  away(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Body() body: AwayDto): Promise<StayAnswer> {
    return this.absences.begin(actor, id, body);
  }

  @Post(':id/back')
  @HttpCode(200)
  @Access('unit_staff', 'manager')
  @ApiOperation({ operationId: 'recordBack', summary: 'There again: now, or when it was' })
  @Versioned()
  @ApiOkResponse({ type: StayAnswer })
  back(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() { at }: HappenedDto,
  ): Promise<StayAnswer> {
    return this.absences.end(actor, id, at);
  }
}
