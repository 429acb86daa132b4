import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { notFound } from '../kernel/domain-error.js';
import type { NameOf } from '../matching/domain/say-reason.js';
import { Access } from '../platform/access.js';
import { StaysService, type StayView } from '../stays/stays.service.js';
import { IdParam } from '../web/id-param.pipe.js';
import { PageQuery } from '../web/paging.js';
import { DecisionParam } from './decision.pipe.js';
import { DecisionRecords, whoWas, type SignedDecision } from './decision-records.service.js';
import { MatchDecisionsAnswer, RecomputedAnswer } from './dto/match-decision.answer.js';
import { nameIn } from './pages/fit.page.js';
import { decisionJson, recomputedJson, toldJson } from './pages/match-decision.json.js';

/** What was decided on who is there with whom, of a stay: also of one that was booked by hand, or came of an emergency. */
@ApiTags('Stays')
@Controller('api/v1/stays/:id/decisions')
export class StayMatchDecisionsController {
  constructor(
    private readonly stays: StaysService,
    private readonly records: DecisionRecords,
  ) {}

  @Get()
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({
    operationId: 'listDecisionsOfStay',
    summary:
      'What a named person decided on the stay, or on the offer or the emergency that it came of, latest first, with the advice as it was; a CAS worker is told the decision and the plan',
  })
  @ApiOkResponse({ type: MatchDecisionsAnswer })
  async list(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Query() page: PageQuery,
  ): Promise<MatchDecisionsAnswer> {
    const stay = await this.stays.open(actor, id);
    const { items, next } = await this.records.ofStay(stay, page);
    if (actor.role === 'cas_worker') return { items: items.map(toldJson), next };
    const nameOf = await this.namesOf(actor, stay, items);
    return { items: items.map((one) => decisionJson(one, nameOf)), next };
  }

  @Get(':decision/recomputed')
  @Access('unit_staff', 'manager')
  @ApiOperation({
    operationId: 'recomputeAdviceOnStay',
    summary:
      'The advice on which a decision on the stay was signed, judged anew by its version of the matching guide on all that was looked at then',
  })
  @ApiOkResponse({ type: RecomputedAnswer })
  async recomputed(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Param('decision', DecisionParam) decision: number,
  ): Promise<RecomputedAnswer> {
    const stay = await this.stays.open(actor, id);
    const found = await this.records.oneOfStay(stay, decision);
    if (!found) throw notFound();
    const again = await this.records.recomputed(actor, found);
    return recomputedJson(found, again, await this.namesOf(actor, stay, [found]));
  }

  private async namesOf(
    actor: Actor,
    { id, youngPerson }: StayView,
    decisions: readonly SignedDecision[],
  ): Promise<NameOf> {
    const guests = await this.records.named(actor, { subject: 'stay', subjectId: id }, whoWas(decisions));
    return nameIn(new Map<string, { firstName: string; lastName: string }>([...guests, [youngPerson.id, youngPerson]]));
  }
}
