import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { ChoiceField, ChoicesField, IdField } from '../web/fields.js';
import { IdParam } from '../web/id-param.pipe.js';
import { PageQuery, pageOf, readCursor } from '../web/paging.js';
import { STAY_STATES, type StayState } from './domain/stay-state.js';
import { ArriveDto, CancelDto, CorrectEndingDto, DepartDto, NoShowDto, ReasonDto } from './dto/stay-steps.dto.js';
import { CorrectEnding } from './correct-ending.service.js';
import { GoneOverService } from './gone-over.service.js';
import { StayWarnings } from './stay-warnings.service.js';
import { stayEvents } from './pages/stay-history.page.js';
import { StayHistory } from './stay-history.service.js';
import { StaySteps } from './stay-steps.service.js';
import { StaysTogether } from './stays-together.service.js';
import { StaysService } from './stays.service.js';
import { UndoArrival } from './undo-arrival.service.js';
import { UndoEnding } from './undo-ending.service.js';
import { OneStayAnswer, StayAnswer, StayEventsAnswer, StaysAnswer } from './dto/stay.answer.js';
import { Versioned } from '../web/versions.js';

class StaysQuery extends PageQuery {
  @ChoicesField('State', STAY_STATES, { required: false, inQuery: true }) state?: StayState[];
  @IdField('Young person', { required: false }) youngPerson?: string;
  /** `undecided`: those whose legal status needs a decision. */
  @ChoiceField('Legal status', ['undecided'], { required: false }) legal?: 'undecided';
}

@ApiTags('Stays')
@Controller('api/v1/stays')
export class StaysController {
  constructor(
    private readonly stays: StaysService,
    private readonly steps: StaySteps,
    private readonly together: StaysTogether,
    private readonly undo: UndoArrival,
    private readonly endings: UndoEnding,
    private readonly rightEnding: CorrectEnding,
    private readonly warnings: StayWarnings,
    private readonly goneOver: GoneOverService,
    private readonly history: StayHistory,
  ) {}

  @Get()
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({ operationId: 'listStays', summary: 'Stays that I may see, latest arrival first' })
  @ApiOkResponse({ type: StaysAnswer })
  async list(
    @CurrentActor() actor: Actor,
    @Query() { limit, cursor, state, youngPerson, legal }: StaysQuery,
  ): Promise<StaysAnswer> {
    const filter = { state, youngPerson, legal };
    const position = readCursor(cursor, ['date', 'id'], filter);
    const stays = await this.stays.list(actor, {
      limit: limit + 1,
      ...(state && { states: state }),
      ...(youngPerson && { youngPersonId: youngPerson }),
      ...(legal && { undecided: true }),
      ...(position && { after: { arrival: String(position[0]), id: String(position[1]) } }),
    });
    return pageOf(stays, limit, (stay) => [stay.arrival, stay.id], filter);
  }

  @Get(':id')
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({ operationId: 'openStay', summary: 'One stay' })
  @Versioned()
  @ApiOkResponse({ type: OneStayAnswer })
  async open(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string): Promise<OneStayAnswer> {
    const stay = await this.stays.open(actor, id);
    const [warnings, goneOver, history] = await Promise.all([
      this.warnings.of(actor, stay),
      this.goneOver.ofStay(actor, id),
      this.history.of(actor, stay),
    ]);
    const events = stayEvents(history.steps, stay.unit.zone);
    return { ...stay, warnings, goneOver, events, olderEvents: history.older };
  }

  @Get(':id/events')
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({
    operationId: 'listStayEvents',
    summary: 'What was recorded and decided of a stay, the latest first; empty for a CAS worker',
  })
  @ApiOkResponse({ type: StayEventsAnswer })
  async events(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Query() page: PageQuery,
  ): Promise<StayEventsAnswer> {
    const stay = await this.stays.open(actor, id);
    const { steps, older } = await this.history.of(actor, stay, page);
    return { items: stayEvents(steps, stay.unit.zone), next: older };
  }

  @Post(':id/arrive')
  @HttpCode(200)
  @Access('unit_staff', 'manager')
  @ApiOperation({
    operationId: 'recordArrival',
    summary: 'Records that they have arrived, now or when it was; or puts the recorded time right, with the reason',
  })
  @Versioned()
  @ApiOkResponse({ type: StayAnswer })
  arrive(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() { together = [], ...arrived }: ArriveDto,
  ): Promise<StayAnswer> {
    return this.together.arrive(actor, [id, ...together], arrived);
  }

  @Post(':id/depart')
  @HttpCode(200)
  @Access('unit_staff', 'manager')
  @ApiOperation({
    operationId: 'recordDeparture',
    summary:
      'Records that they have left, nights after that are free; or puts the recorded time right, with the reason',
  })
  @Versioned()
  @ApiOkResponse({ type: StayAnswer })
  depart(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() { together = [], ...departed }: DepartDto,
  ): Promise<StayAnswer> {
    return this.together.depart(actor, [id, ...together], departed);
  }

  @Post(':id/no-show')
  @HttpCode(200)
  @Access('unit_staff', 'manager')
  @ApiOperation({
    operationId: 'recordNoShow',
    summary: 'Records that they did not come, once they were expected; the bed is free again',
  })
  @Versioned()
  @ApiOkResponse({ type: StayAnswer })
  noShow(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() { together = [], ...said }: NoShowDto,
  ): Promise<StayAnswer> {
    return this.together.noShow(actor, [id, ...together], said);
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({
    operationId: 'cancelStay',
    summary: 'Cancels a stay that has not begun, with who cancelled and why; the bed is free again',
  })
  @Versioned()
  @ApiOkResponse({ type: StayAnswer })
  cancel(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() { together = [], ...said }: CancelDto,
  ): Promise<StayAnswer> {
    return this.together.cancel(actor, [id, ...together], said);
  }

  @Post(':id/correct-ending')
  @HttpCode(200)
  @Access('unit_staff', 'manager')
  @ApiOperation({
    operationId: 'correctEnding',
    summary: 'Puts right who ended a stay or called it off, and why; what was recorded before stays in the history',
  })
  @Versioned()
  @ApiOkResponse({ type: StayAnswer })
  correctEnding(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() right: CorrectEndingDto,
  ): Promise<StayAnswer> {
    return this.rightEnding.correct(actor, id, right);
  }

  @Post(':id/undo-arrival')
  @HttpCode(200)
  @Access('unit_staff', 'manager')
  @ApiOperation({
    operationId: 'undoArrival',
    summary: 'Takes an arrival back that did not happen: the stay is again what it was before, to come or ended',
  })
  @Versioned()
  @ApiOkResponse({ type: StayAnswer })
  async undoArrival(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() { reason }: ReasonDto,
  ): Promise<StayAnswer> {
    return (await this.undo.undo(actor, id, reason)).stay;
  }

  @Post(':id/undo-departure')
  @HttpCode(200)
  @Access('unit_staff', 'manager')
  @ApiOperation({
    operationId: 'undoDeparture',
    summary: 'Takes a departure back that did not happen: they are staying, until the planned departure',
  })
  @Versioned()
  @ApiOkResponse({ type: StayAnswer })
  undoDeparture(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() { reason }: ReasonDto,
  ): Promise<StayAnswer> {
    return this.steps.undoDeparture(actor, id, reason);
  }

  @Post(':id/undo-ending')
  @HttpCode(200)
  @Access('unit_staff', 'manager')
  @ApiOperation({
    operationId: 'undoEnding',
    summary:
      'Takes back that a stay was cancelled or that they did not arrive: it is booked again, where possible in its bed',
  })
  @Versioned()
  @ApiOkResponse({ type: StayAnswer })
  undoEnding(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() { reason }: ReasonDto,
  ): Promise<StayAnswer> {
    return this.endings.undo(actor, id, reason);
  }
}
