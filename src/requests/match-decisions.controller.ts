import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { IdParam } from '../web/id-param.pipe.js';
import { PageQuery } from '../web/paging.js';
import { DecisionRecords, whoWas } from './decision-records.service.js';
import { MatchDecisionsAnswer } from './dto/match-decision.answer.js';
import { nameIn } from './pages/fit.page.js';
import { decisionJson, toldJson } from './pages/match-decision.json.js';
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
    const guests = await this.records.named(actor, { subject: 'request', subjectId: request.id }, whoWas(items));
    const people = new Map<string, { firstName: string; lastName: string }>(guests);
    for (const { youngPerson } of request.parts) people.set(youngPerson.id, youngPerson);
    return { items: items.map((one) => decisionJson(one, nameIn(people))), next };
  }
}
