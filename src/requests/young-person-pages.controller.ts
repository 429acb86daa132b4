import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import { signsSomewhere, type Actor } from '../identity/domain/actor.js';
import { dateIn } from '../kernel/nights.js';
import { AssessedNeeds } from '../matching/assessed-needs.service.js';
import { AssessmentsService } from '../matching/assessments.service.js';
import { ContactNotes } from '../people/contact-notes.service.js';
import { needLines } from '../people/pages/characteristics.page.js';
import { NeedsToMeet } from '../people/needs-to-meet.service.js';
import { contactPage } from '../people/pages/contact.page.js';
import { pastFactLines } from '../people/pages/past-facts.page.js';
import { HomeAddresses } from '../people/home-addresses.service.js';
import { FamilyPlans } from '../people/family-plan.service.js';
import { planPage } from '../people/pages/family-plan.page.js';
import { youngPersonPage } from '../people/pages/young-person.page.js';
import { PastFacts } from '../people/past-facts.service.js';
import { PeopleService } from '../people/people.service.js';
import { Access } from '../platform/access.js';
import { Clock } from '../platform/clock.js';
import { STAY_STATE_TEXT } from '../stays/domain/stay-steps.js';
import { openText } from '../stays/domain/readiness.js';
import { allOf, ReadinessService } from '../stays/readiness.service.js';
import { StaysService } from '../stays/stays.service.js';
import { VisitsService } from '../stays/visits.service.js';
import { IdParam } from '../web/id-param.pipe.js';
import { pageOf, PageQuery, readCursor } from '../web/paging.js';
import { AllocationUseService } from './allocation-use.service.js';
import { allocationTable } from './pages/allocation.page.js';
import { unitsToAsk } from './pages/ask.page.js';
import { listLink, requestRow } from './pages/list.page.js';
import { visitPage } from './pages/visit.page.js';
import { afterNewest, NEWEST, newestPlace } from './request-paging.js';
import { RequestsService } from './requests.service.js';

const STAYS = 20;
const VISITS = 10;
const ZONE = 'Europe/London';

class RecordQuery extends PageQuery {
  override limit: number = 10;
}

/** The record of a young person: who they are, what was asked for them, and when they stayed. */
@Controller('young-people')
export class YoungPersonPagesController {
  constructor(
    private readonly people: PeopleService,
    private readonly requests: RequestsService,
    private readonly stays: StaysService,
    private readonly visits: VisitsService,
    private readonly uses: AllocationUseService,
    private readonly contact: ContactNotes,
    private readonly homes: HomeAddresses,
    private readonly needs: NeedsToMeet,
    private readonly assessedNeeds: AssessedNeeds,
    private readonly past: PastFacts,
    private readonly plans: FamilyPlans,
    private readonly readiness: ReadinessService,
    private readonly assessments: AssessmentsService,
    private readonly clock: Clock,
  ) {}

  @Get(':id')
  @Access('cas_worker', 'unit_staff', 'manager')
  async show(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Query() { limit, cursor }: RecordQuery,
    @Res() res: Response,
  ) {
    const person = await this.people.open(actor, id);
    const position = readCursor(cursor, NEWEST, id);
    const rows = await this.requests.list(actor, { youngPersonId: id, ...afterNewest(position), limit: limit + 1 });
    const page = pageOf(rows, limit, newestPlace, id);
    const stays = await this.stays.list(actor, { youngPersonId: id, limit: STAYS + 1 });
    const visits = await this.visits.list(actor, { youngPersonId: id, latestFirst: true, limit: VISITS + 1 });
    const checklist = await this.readiness.ofPerson(person);
    const now = this.clock.now();
    const today = dateIn(now, ZONE);
    const granted = (await this.uses.standing(actor, id)).filter(({ lastDay }) => lastDay >= today);
    const aims = await this.plans.of(actor, id);
    const isTheirs = await this.people.worksWith(actor, id);
    res.render('requests/pages/young-person.njk', {
      ...youngPersonPage(person, actor, isTheirs),
      past: pastFactLines(await this.past.of(actor, id)),
      otherwise: await this.assessedNeeds.otherwise(person),
      needs: needLines(await this.needs.of(actor, id)),
      home: (await this.homes.of(actor, id)).address,
      contact: contactPage(await this.contact.of(actor, id), id),
      ask: isTheirs && unitsToAsk(actor).length > 0 ? listLink('/requests/new', { youngPerson: id }) : null,
      plan: planPage(aims, actor, id, isTheirs),
      ofHouse: actor.role !== 'cas_worker',
      standing: (await this.assessments.standings(actor, [id])).get(id),
      checks: openText(checklist.open, allOf(checklist)),
      allocations: granted.slice(0, 3).map((one) => allocationTable(one, id)),
      mayGrant: signsSomewhere(actor),
      requests: page.items.map((request) => requestRow(request, now)),
      older: page.next && listLink(`/young-people/${id}`, { cursor: page.next }),
      newest: cursor && `/young-people/${id}`,
      stays: stays.slice(0, STAYS).map((stay) => ({ ...stay, stateText: STAY_STATE_TEXT[stay.state] })),
      moreStays: stays.length > STAYS,
      planVisit: isTheirs && unitsToAsk(actor).length > 0 ? listLink('/visits/new', { youngPerson: id }) : null,
      visits: visits.slice(0, VISITS).map((visit) => visitPage(visit, now)),
      moreVisits: visits.length > VISITS,
    });
  }
}
