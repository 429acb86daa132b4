import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { IdParam } from '../web/id-param.pipe.js';
import { PageQuery } from '../web/paging.js';
import { notFound } from '../kernel/domain-error.js';
import type { NameOf } from '../matching/domain/say-reason.js';
import { DecisionParam } from './decision.pipe.js';
import { DecisionRecords, whoWas, type SignedDecision } from './decision-records.service.js';
import { MatchDecisionsAnswer, RecomputedAnswer } from './dto/match-decision.answer.js';
import { nameIn } from './pages/fit.page.js';
import { decisionJson, recomputedJson, toldJson } from './pages/match-decision.json.js';
import type { OpenedRequest } from './request-view.js';
import { RequestsService } from './requests.service.js';

/** What was decided on who is there with whom. */
@ApiTags('Offers')
@Controller('api/v1/requests/:id/decisions')
export class MatchDecisionsController {
  constructor(
    private readonly requests: RequestsService,
    private readonly records: DecisionRecords,
  ) {}

  @Get()
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({
    operationId: 'listMatchDecisions',
    summary:
      'What a named person decided for the request, latest first, with the advice as it was; a CAS worker is told the decision and the plan',
  })
  @ApiOkResponse({ type: MatchDecisionsAnswer })
  async list(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Query() page: PageQuery,
  ): Promise<MatchDecisionsAnswer> {
    const request = await this.requests.open(actor, id);
    const { items, next } = await this.records.ofRequest(request, page);
    if (actor.role === 'cas_worker') return { items: items.map(toldJson), next };
    const nameOf = await this.namesOf(actor, request, items);
    return { items: items.map((one) => decisionJson(one, nameOf)), next };
  }

  @Get(':decision/recomputed')
  @Access('unit_staff', 'manager')
  @ApiOperation({
    operationId: 'recomputeAdvice',
    summary:
      'The advice on which a decision was signed, judged anew by its version of the matching guide on all that was looked at then',
  })
  @ApiOkResponse({ type: RecomputedAnswer })
  async recomputed(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Param('decision', DecisionParam) decision: number,
  ): Promise<RecomputedAnswer> {
    const request = await this.requests.open(actor, id);
    const found = await this.records.oneOf(request, decision);
    if (!found) throw notFound();
    const again = await this.records.recomputed(actor, found);
    return recomputedJson(found, again, await this.namesOf(actor, request, [found]));
  }

  private async namesOf(actor: Actor, request: OpenedRequest, decisions: readonly SignedDecision[]): Promise<NameOf> {
    const guests = await this.records.named(actor, { subject: 'request', subjectId: request.id }, whoWas(decisions));
    const people = new Map<string, { firstName: string; lastName: string }>(guests);
    for (const { youngPerson } of request.parts) people.set(youngPerson.id, youngPerson);
    return nameIn(people);
  }
}
