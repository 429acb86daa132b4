import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { notFound } from '../kernel/domain-error.js';
import { isPlainDate } from '../kernel/nights.js';
import { Access } from '../platform/access.js';
import { IdParam } from '../web/id-param.pipe.js';
import { Versioned } from '../web/versions.js';
import { OptionalReasonsDto } from './dto/offers.dto.js';
import { refuseUnseen } from './each-said.js';
import { RequestWithEventsAnswer } from './dto/request.answer.js';
import { AcceptSeriesDto, ProposeSeriesDto, ShiftDto, SignSeriesDto } from './dto/series.dto.js';
import { SeriesDoneAnswer } from './dto/series-done.answer.js';
import { WithdrawDto } from './dto/withdraw.dto.js';
import { WithdrawalAnswer } from './dto/withdrawal.answer.js';
import { withdrawalJson } from './pages/withdrawal.json.js';
import { RequestAnswers } from './request-answers.service.js';
import { SeriesLater } from './series-later.service.js';
import { SeriesSteps } from './series-steps.service.js';

/** All breaks of a request that repeats in one step, and one of them later on, with those that follow it or by itself. */
@ApiTags('Series')
@Controller('api/v1/requests/:id/occurrences')
export class SeriesStepsController {
  constructor(
    private readonly steps: SeriesSteps,
    private readonly later: SeriesLater,
    private readonly requests: RequestAnswers,
  ) {}

  @Post('propose')
  @HttpCode(200)
  @Access('unit_staff', 'manager')
  @ApiOperation({ operationId: 'proposeSeries', summary: 'Holds a bed for every break that fits; the others are left' })
  @ApiOkResponse({ type: SeriesDoneAnswer })
  propose(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() { breaks }: ProposeSeriesDto,
  ): Promise<SeriesDoneAnswer> {
    return this.steps.propose(actor, id, breaks);
  }

  @Post('sign')
  @HttpCode(200)
  @Access('manager')
  @ApiOperation({
    operationId: 'signSeries',
    summary: 'The manager’s signature under every break that waits for it, each with a decision of its own on record',
    description:
      'What was seen is named: by `offers` with the word of each in `seenGroups` (a no needs none), or by the ETag of the list of breaks as `If-Match`.',
  })
  @ApiOkResponse({ type: SeriesDoneAnswer })
  async sign(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() signed: SignSeriesDto,
  ): Promise<SeriesDoneAnswer> {
    // Of a list as it was seen every word is said with its ETag.
    const { offers = [], seenGroups = [], decision } = signed;
    const shown = new Map(seenGroups.map(({ offer, seenGroup }) => [offer, seenGroup]));
    for (const offer of offers)
      refuseUnseen({ decision, seenGroup: shown.get(offer) }, 'seenGroups', '/requests/{id}/occurrences', 'seenGroups');
    return this.steps.sign(actor, id, signed);
  }

  @Post('accept')
  @HttpCode(200)
  @Access('cas_worker', 'manager')
  @ApiOperation({
    operationId: 'acceptSeries',
    summary: 'The family’s yes to every break that they are asked about',
    description:
      'What was seen is named: by `offers`, or by the ETag of the list of breaks as `If-Match`. Breaks of which the advice is graver by now than what was signed are in `kept`: a manager looks at their nights again.',
  })
  @ApiOkResponse({ type: SeriesDoneAnswer })
  accept(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() answer: AcceptSeriesDto,
  ): Promise<SeriesDoneAnswer> {
    return this.steps.accept(actor, id, answer);
  }

  @Post(':date/shift')
  @HttpCode(200)
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({
    operationId: 'shiftOccurrence',
    summary: 'Asks for a break on other days, and for those that follow as many days earlier or later where it is said',
  })
  @ApiOkResponse({ type: SeriesDoneAnswer })
  shift(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Param('date') date: string,
    @Body() given: ShiftDto,
  ): Promise<SeriesDoneAnswer> {
    return this.later.shift(actor, id, { ...given, date: dateOf(date) });
  }

  @Get(':date/withdrawal')
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({
    operationId: 'whatEndingSeriesDoes',
    summary: 'What would go if a break and all that follow it were withdrawn now, and what stays',
  })
  @ApiOkResponse({ type: WithdrawalAnswer })
  async wouldEnd(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Param('date') date: string,
  ): Promise<WithdrawalAnswer> {
    return withdrawalJson(await this.later.wouldEnd(actor, id, dateOf(date)));
  }

  @Post(':date/end')
  @HttpCode(200)
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({
    operationId: 'endSeries',
    summary: 'Withdraws a break and all that follow it; no more are to come',
    description:
      'Where booked stays are cancelled with them, `seen`, `by`, `code` and `at` are needed: what goes is said by `GET …/withdrawal`.',
  })
  @ApiOkResponse({ type: SeriesDoneAnswer })
  end(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Param('date') date: string,
    @Body() given: WithdrawDto,
  ): Promise<SeriesDoneAnswer> {
    return this.later.end(actor, id, dateOf(date), given);
  }

  @Post(':date/put-back')
  @HttpCode(200)
  @Versioned()
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({ operationId: 'putOccurrenceBack', summary: 'Puts back a break that was left out' })
  @ApiOkResponse({ type: RequestWithEventsAnswer })
  async putBack(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Param('date') date: string,
    @Body() why: OptionalReasonsDto,
  ): Promise<RequestWithEventsAnswer> {
    await this.later.putBack(actor, id, dateOf(date), why);
    return this.requests.of(actor, id);
  }
}

function dateOf(text: string): string {
  if (!isPlainDate(text)) throw notFound();
  return text;
}
