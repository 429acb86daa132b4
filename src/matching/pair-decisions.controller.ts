import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { IdParam } from '../web/id-param.pipe.js';
import { DecidePairDto, EndPairDecisionDto, PairReviewsQuery } from './dto/decide-pair.dto.js';
import type { PairDecision } from './pair-decision.entity.js';
import { PairReviewsService } from './pair-reviews.service.js';
import { PairDecisionsService } from './pair-decisions.service.js';
import { PairDecisionAnswer, PairReviewAnswer, PairReviewsAnswer } from './dto/pair-decision.answer.js';

@ApiTags('Pair decisions')
@Controller('api/v1/pair-decisions')
export class PairDecisionsController {
  constructor(
    private readonly pairs: PairDecisionsService,
    private readonly reviews: PairReviewsService,
  ) {}

  @Get()
  @Access('unit_staff', 'manager')
  @ApiOperation({
    operationId: 'listPairDecisions',
    summary: 'Decisions in force, by when they are to be looked at and how soon the two could meet; or all about one',
  })
  @ApiOkResponse({ type: PairReviewsAnswer })
  list(@CurrentActor() actor: Actor, @Query() query: PairReviewsQuery): Promise<PairReviewsAnswer> {
    return this.reviews.list(actor, query);
  }

  @Get(':id')
  @Access('unit_staff', 'manager')
  @ApiOperation({ operationId: 'openPairDecision', summary: 'One decision about two young people' })
  @ApiOkResponse({ type: PairReviewAnswer })
  open(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string): Promise<PairReviewAnswer> {
    return this.reviews.open(actor, id);
  }

  @Post()
  @Access('unit_staff', 'manager')
  @ApiOperation({
    operationId: 'decidePair',
    summary: 'Signs a decision about two young people; it stays in force until a manager ends it',
    description:
      'Beside a decision in force about the same two it is refused with what that one says. To take its place, send its id as `supersedes`, as the list about one of the two has it, and `supersedesWhy`.',
  })
  @ApiCreatedResponse({ type: PairDecisionAnswer })
  async decide(@CurrentActor() actor: Actor, @Body() body: DecidePairDto): Promise<PairDecisionAnswer> {
    return json(await this.pairs.decide(actor, body));
  }

  @Post(':id/end')
  @HttpCode(200)
  @Access('manager')
  @ApiOperation({ operationId: 'endPairDecision', summary: 'Ends a decision, with reasons' })
  @ApiOkResponse({ type: PairDecisionAnswer })
  async end(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() { reasons }: EndPairDecisionDto,
  ): Promise<PairDecisionAnswer> {
    return json(await this.pairs.end(actor, id, reasons));
  }
}

function json({
  id,
  youngPersonA,
  youngPersonB,
  decision,
  evidence,
  mitigation,
  supersedes,
  reviewBy,
  decidedAt,
  endedAt,
}: PairDecision): PairDecisionAnswer {
  return {
    id,
    youngPeople: [youngPersonA, youngPersonB],
    decision,
    evidence,
    mitigation,
    supersedes,
    reviewBy,
    decidedAt,
    endedAt,
  };
}
