import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { notFound } from '../kernel/domain-error.js';
import { Access } from '../platform/access.js';
import { IdParam } from '../web/id-param.pipe.js';
import { PageQuery } from '../web/paging.js';
import { FreedBedsAnswer, PassedOverAnswer } from './dto/passed-over.answer.js';
import { WaitingListAnswer, WaitingPlaceAnswer } from './dto/waiting-list.answer.js';
import { FreedBedLooks } from './freed-bed-looks.service.js';
import { freedBedsJson, passedOverJson } from './pages/freed-bed.page.js';
import { placeJson, waitingListJson } from './pages/waiting-list.page.js';
import { PriorityRules } from './priority-rules.service.js';
import { RequestsService } from './requests.service.js';
import { WaitingListService } from './waiting-list.service.js';

/** Who waits for a unit, and where a request stands. */
@ApiTags('Requests')
@Controller('api/v1')
export class WaitingListController {
  constructor(
    private readonly waiting: WaitingListService,
    private readonly requests: RequestsService,
    private readonly looks: FreedBedLooks,
    private readonly rules: PriorityRules,
  ) {}

  @Get('units/:unit/waiting-list')
  @Access('unit_staff', 'manager')
  @ApiOperation({
    operationId: 'listWaiting',
    summary: 'Those who wait for a unit, in the order of the council’s priority rule, each with why',
  })
  @ApiOkResponse({ type: WaitingListAnswer })
  async list(
    @CurrentActor() actor: Actor,
    @Param('unit', IdParam) unit: string,
    @Query() query: PageQuery,
  ): Promise<WaitingListAnswer> {
    return waitingListJson(await this.waiting.of(actor, unit, query), this.rules.rule);
  }

  @Get('units/:unit/freed-beds')
  @Access('unit_staff', 'manager')
  @ApiOperation({
    operationId: 'listFreedBeds',
    summary:
      'The beds of a unit that came back on nights that somebody waited for, the latest first: whom each was held for, and who was passed over and why',
  })
  @ApiOkResponse({ type: FreedBedsAnswer })
  async freedBeds(
    @CurrentActor() actor: Actor,
    @Param('unit', IdParam) unit: string,
    @Query() query: PageQuery,
  ): Promise<FreedBedsAnswer> {
    return freedBedsJson(await this.looks.list(actor, unit, query));
  }

  @Get('offers/:id/passed-over')
  @Access('unit_staff', 'manager')
  @ApiOperation({
    operationId: 'getPassedOver',
    summary:
      'How a bed that came back was put forward for the one whom it is held for, and who was passed over; 404 for an offer that did not come from the waiting list',
  })
  @ApiOkResponse({ type: PassedOverAnswer })
  async passedOver(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string): Promise<PassedOverAnswer> {
    const { unit } = await this.requests.open(actor, id, 'offer');
    const [list] = await this.looks.of(actor, unit.id, [{ id }]);
    if (!list) throw notFound();
    return passedOverJson(list);
  }

  @Get('requests/:id/waiting-place')
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({
    operationId: 'getWaitingPlace',
    summary: 'Where a request on the waiting list stands and why; 404 where it is not on it',
  })
  @ApiOkResponse({ type: WaitingPlaceAnswer })
  async place(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string): Promise<WaitingPlaceAnswer> {
    const place = await this.waiting.placeOf(actor, await this.requests.open(actor, id));
    if (!place) throw notFound();
    return placeJson(place);
  }
}
