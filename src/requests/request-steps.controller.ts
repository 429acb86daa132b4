import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { Access, JointWork } from '../platform/access.js';
import { IdParam } from '../web/id-param.pipe.js';
import { Versioned } from '../web/versions.js';
import { DeclineDto, ToldReasonsDto } from './dto/offers.dto.js';
import { RequestWithEventsAnswer } from './dto/request.answer.js';
import type { PlainAction } from './domain/parts.js';
import { RequestActionsService, type Given } from './request-actions.service.js';
import { RequestAnswers } from './request-answers.service.js';

/** The steps that only move a request on, one path each. */
@ApiTags('Requests')
@Controller('api/v1/requests/:id')
export class RequestStepsController {
  constructor(
    private readonly actions: RequestActionsService,
    private readonly answers: RequestAnswers,
  ) {}

  @Post('review')
  @HttpCode(200)
  @Access('unit_staff', 'manager')
  @ApiOperation({ operationId: 'reviewRequest', summary: 'Takes a request up' })
  @Versioned()
  @ApiOkResponse({ type: RequestWithEventsAnswer })
  review(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string): Promise<RequestWithEventsAnswer> {
    return this.take(actor, id, 'review');
  }

  @Post('ask-information')
  @HttpCode(200)
  @Access('unit_staff', 'manager')
  @ApiOperation({
    operationId: 'askForInformation',
    summary: 'Asks the key worker for more information; the time to decide stops',
  })
  @Versioned()
  @ApiOkResponse({ type: RequestWithEventsAnswer })
  askInformation(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() given: ToldReasonsDto,
  ): Promise<RequestWithEventsAnswer> {
    return this.take(actor, id, 'ask_information', given);
  }

  @Post('give-information')
  @JointWork()
  @HttpCode(200)
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({
    operationId: 'giveInformation',
    summary: 'Answers what the unit has asked; the time to decide starts anew',
  })
  @Versioned()
  @ApiOkResponse({ type: RequestWithEventsAnswer })
  giveInformation(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() given: ToldReasonsDto,
  ): Promise<RequestWithEventsAnswer> {
    return this.take(actor, id, 'give_information', given);
  }

  @Post('answer-late')
  @HttpCode(200)
  @Access('cas_worker', 'manager')
  @ApiOperation({
    operationId: 'answerLate',
    summary: 'What the family said after the time had run out; the unit looks for nights again',
  })
  @Versioned()
  @ApiOkResponse({ type: RequestWithEventsAnswer })
  answerLate(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() given: ToldReasonsDto,
  ): Promise<RequestWithEventsAnswer> {
    return this.take(actor, id, 'answer_late', given);
  }

  @Post('waitlist')
  @HttpCode(200)
  @Access('unit_staff', 'manager')
  @ApiOperation({ operationId: 'waitlistRequest', summary: 'Puts a request on the waiting list' })
  @Versioned()
  @ApiOkResponse({ type: RequestWithEventsAnswer })
  waitlist(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() given: ToldReasonsDto,
  ): Promise<RequestWithEventsAnswer> {
    return this.take(actor, id, 'waitlist', given);
  }

  @Post('decline')
  @HttpCode(200)
  @Access('manager')
  @ApiOperation({
    operationId: 'declineRequest',
    summary: 'Declines a request, with a reason from the list and reasons',
  })
  @Versioned()
  @ApiOkResponse({ type: RequestWithEventsAnswer })
  decline(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() given: DeclineDto,
  ): Promise<RequestWithEventsAnswer> {
    return this.take(actor, id, 'decline', given);
  }

  @Post('reopen')
  @HttpCode(200)
  @Access('manager')
  @ApiOperation({ operationId: 'reopenRequest', summary: 'Opens a request again that was declined or withdrawn' })
  @Versioned()
  @ApiOkResponse({ type: RequestWithEventsAnswer })
  reopen(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() given: ToldReasonsDto,
  ): Promise<RequestWithEventsAnswer> {
    return this.take(actor, id, 'reopen', given);
  }

  private async take(actor: Actor, id: string, action: PlainAction, given?: Given): Promise<RequestWithEventsAnswer> {
    await this.actions.take(actor, id, action, given);
    return this.answers.of(actor, id);
  }
}
