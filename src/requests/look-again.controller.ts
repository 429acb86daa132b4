import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { IdParam } from '../web/id-param.pipe.js';
import { PageQuery } from '../web/paging.js';
import { Versioned } from '../web/versions.js';
import { LookAgainAnswer, MatchDecisionAnswer, ToLookAgainAnswer } from './dto/match-decision.answer.js';
import { OpenedRequestAnswer } from './dto/request.answer.js';
import { DecisionDto } from './dto/offers.dto.js';
import { refuseUnseen } from './each-said.js';
import { KeptYeses } from './kept-yeses.service.js';
import { LookAgainViews } from './look-again-views.service.js';
import { LookAgain } from './look-again.service.js';
import { openedJson } from './pages/request.json.js';
import { RequestsService } from './requests.service.js';

/** Looking again at what was decided on who is there with whom. */
@ApiTags('Offers')
@Controller('api/v1')
export class LookAgainController {
  constructor(
    private readonly again: LookAgain,
    private readonly views: LookAgainViews,
    private readonly kept: KeptYeses,
    private readonly requests: RequestsService,
  ) {}

  @Get('look-again')
  @Access('unit_staff', 'manager')
  @ApiOperation({
    operationId: 'listToLookAgain',
    summary: 'Everything that is to be looked at again at your units, by arrival, however far ahead',
  })
  @ApiOkResponse({ type: ToLookAgainAnswer })
  async list(@CurrentActor() actor: Actor, @Query() query: PageQuery): Promise<ToLookAgainAnswer> {
    return this.views.pageJson(actor, query);
  }

  @Get('stays/:id/look-again')
  @Access('unit_staff', 'manager')
  @ApiOperation({
    operationId: 'lookAgainAtStay',
    summary: 'What was decided on a stay, what has changed since, and the advice as it is now',
  })
  @ApiOkResponse({ type: LookAgainAnswer })
  async stay(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string): Promise<LookAgainAnswer> {
    return this.views.json(actor, await this.again.ofStay(actor, id));
  }

  @Post('stays/:id/look-again')
  @Access('unit_staff', 'manager')
  @ApiOperation({
    operationId: 'decideAgainOnStay',
    summary:
      'Decides on a stay again: against the advice who the matching guide says, otherwise the unit’s own staff, too',
  })
  @ApiCreatedResponse({ type: MatchDecisionAnswer })
  async signStay(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() said: DecisionDto,
  ): Promise<MatchDecisionAnswer> {
    refuseUnseen(said, 'seenGroup', '/stays/{id}/look-again');
    await this.again.signStay(actor, id, said);
    return this.views.last(actor, { stayId: id });
  }

  @Get('offers/:id/look-again')
  @Access('unit_staff', 'manager')
  @ApiOperation({
    operationId: 'lookAgainAtOffer',
    summary: 'What was decided on an offer that the family is asked about, what has changed since, and the advice now',
  })
  @ApiOkResponse({ type: LookAgainAnswer })
  async offer(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string): Promise<LookAgainAnswer> {
    return this.views.json(actor, await this.again.ofOffer(actor, id));
  }

  @Post('offers/:id/look-again')
  @Access('unit_staff', 'manager')
  @ApiOperation({
    operationId: 'decideAgainOnOffer',
    summary:
      'Decides on an offer again; not suitable takes its nights back, by who signs for the unit. Of one that is `agreed` it is the same as `confirmOffer`',
  })
  @ApiCreatedResponse({ type: MatchDecisionAnswer })
  async signOffer(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() said: DecisionDto,
  ): Promise<MatchDecisionAnswer> {
    refuseUnseen(said, 'seenGroup', '/offers/{id}/look-again');
    await this.again.signOffer(actor, id, said);
    return this.views.last(actor, { offerId: id });
  }

  @Post('offers/:id/confirm')
  @HttpCode(200)
  @Access('manager')
  @ApiOperation({
    operationId: 'confirmOffer',
    summary:
      'Decides again on an offer that is `agreed`: suitable books the stay with the yes that is kept, not suitable takes its nights back; `decision` is needed',
  })
  @Versioned()
  @ApiOkResponse({ type: OpenedRequestAnswer })
  async confirm(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() said: DecisionDto,
  ): Promise<OpenedRequestAnswer> {
    refuseUnseen(said, 'seenGroup', '/offers/{id}/look-again');
    await this.kept.sign(actor, id, said);
    return openedJson(await this.requests.open(actor, id, 'offer'));
  }
}
