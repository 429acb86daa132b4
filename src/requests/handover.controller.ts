import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { UnitsService } from '../calendar/units.service.js';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { HandoverNotes, type HandoverNote } from '../stays/handover-notes.service.js';
import { ShiftNotes } from '../stays/shift-notes.service.js';
import { IdParam } from '../web/id-param.pipe.js';
import { HandoverAnswer, type HandoverNoteAnswer } from './dto/handover.answer.js';
import { ReadNotesDto, ShiftNoteDto, TakeNoteBackDto } from './dto/handover.dto.js';
import { HandoverService } from './handover.service.js';

@ApiTags('Handover')
@Controller('api/v1/units/:unit/handover')
export class HandoverController {
  constructor(
    private readonly handover: HandoverService,
    private readonly notes: HandoverNotes,
    private readonly shiftNotes: ShiftNotes,
    private readonly units: UnitsService,
  ) {}

  @Get()
  @Access('unit_staff', 'manager')
  @ApiOperation({ operationId: 'openHandover', summary: 'Who is where, and what the next shift should know' })
  @ApiOkResponse({ type: HandoverAnswer })
  async open(@CurrentActor() actor: Actor, @Param('unit', IdParam) unit: string): Promise<HandoverAnswer> {
    const house = await this.handover.of(actor, await this.units.open(actor, unit));
    const { now: _, today: __, tonight: ____, visits: ___, ...where } = house;
    return { ...where, notes: (await this.notes.list(actor, unit)).map(noteJson) };
  }

  @Post()
  @Access('unit_staff', 'manager')
  @ApiOperation({
    operationId: 'writeShiftNote',
    summary: 'A note of the house for the next shift; answers the handover',
  })
  @ApiCreatedResponse({ type: HandoverAnswer })
  async write(
    @CurrentActor() actor: Actor,
    @Param('unit', IdParam) unit: string,
    @Body() { text }: ShiftNoteDto,
  ): Promise<HandoverAnswer> {
    await this.notes.write(actor, unit, text);
    return this.open(actor, unit);
  }

  @Post('notes/:note/correct')
  @HttpCode(200)
  @Access('unit_staff', 'manager')
  @ApiOperation({
    operationId: 'correctShiftNote',
    summary: 'Another note takes the place of one of the house, which stays on record; answers the handover',
  })
  @ApiOkResponse({ type: HandoverAnswer })
  async correct(
    @CurrentActor() actor: Actor,
    @Param('unit', IdParam) unit: string,
    @Param('note', IdParam) note: string,
    @Body() { text }: ShiftNoteDto,
  ): Promise<HandoverAnswer> {
    await this.shiftNotes.correct(actor, unit, note, text);
    return this.open(actor, unit);
  }

  @Post('notes/:note/take-back')
  @HttpCode(200)
  @Access('unit_staff', 'manager')
  @ApiOperation({
    operationId: 'takeShiftNoteBack',
    summary: 'Says that a note of the house does not hold any more, and why; it stays on record. Answers the handover',
  })
  @ApiOkResponse({ type: HandoverAnswer })
  async takeBack(
    @CurrentActor() actor: Actor,
    @Param('unit', IdParam) unit: string,
    @Param('note', IdParam) note: string,
    @Body() { reason }: TakeNoteBackDto,
  ): Promise<HandoverAnswer> {
    await this.shiftNotes.takeBack(actor, unit, note, reason);
    return this.open(actor, unit);
  }

  @Post('read')
  @HttpCode(204)
  @Access('unit_staff', 'manager')
  @ApiOperation({ operationId: 'markNotesRead', summary: 'I have read these notes' })
  @ApiNoContentResponse()
  async read(
    @CurrentActor() actor: Actor,
    @Param('unit', IdParam) unit: string,
    @Body() { notes }: ReadNotesDto,
  ): Promise<void> {
    await this.notes.markRead(actor, unit, notes);
  }
}

function noteJson({ stay, ...note }: HandoverNote): HandoverNoteAnswer {
  const youngPerson = stay && { id: stay.youngPersonId, firstName: stay.firstName, lastName: stay.lastName };
  return { ...note, stay: stay && stay.id, youngPerson };
}
