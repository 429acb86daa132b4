import { Controller, Get, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import {
  actsAs,
  onlyLooksOn,
  signsSomewhere,
  withoutJointWork,
  worksAt,
  type Actor,
} from '../identity/domain/actor.js';
import { standsInText } from '../identity/domain/deputy.js';
import { StaffingService } from '../calendar/staffing.service.js';
import { addDays, dateIn } from '../kernel/nights.js';
import { AssessmentsService } from '../matching/assessments.service.js';
import type { Owner, Standing } from '../matching/domain/standing.js';
import { WhatChangedService } from '../matching/what-changed.service.js';
import { InformationService } from '../matching/information.service.js';
import { informationItem } from './pages/information.page.js';
import { CompletionService } from '../people/completion.service.js';
import { completionItem } from '../people/pages/completion.page.js';
import { PeopleService } from '../people/people.service.js';
import { Access } from '../platform/access.js';
import { Clock } from '../platform/clock.js';
import { Tonight } from '../platform/tonight.js';
import { bedName } from '../stays/domain/conflict.js';
import { REFUSED_SHORT } from '../stays/domain/refusal.js';
import { ReadinessService } from '../stays/readiness.service.js';
import { StayWarnings } from '../stays/stay-warnings.service.js';
import { StaysService, type StayView } from '../stays/stays.service.js';
import { VisitsService } from '../stays/visits.service.js';
import { pageOf, PageQuery, readCursor } from '../web/paging.js';
import { SuggestionsService } from '../stays/suggestions.service.js';
import { askedFor, assessmentsOwed } from './pages/assessment-owed.page.js';
import { suggestionItem, toReviewItem } from './pages/after.page.js';
import { unitsToAsk } from './pages/ask.page.js';
import { EmergencyRecords } from './emergency-records.service.js';
import { ASKED_IN_EMERGENCY, askedInEmergency } from './pages/emergency-request.page.js';
import { byDue, countersignItems, emergencyItems } from './pages/emergency-record.page.js';
import { STILL_MEANT } from './domain/states.js';
import { requestRow } from './pages/list.page.js';
import {
  byArrival,
  houseToday,
  KEY_WORKERS_STATES,
  myAction,
  othersAction,
  stayDecision,
  whoseStates,
} from './pages/today.page.js';
import { inRows, taken } from './pages/today-series.page.js';
import { overfullItem } from './pages/overfull.page.js';
import { enquiryItem } from './pages/enquiry.page.js';
import { openOfUnit, openOfWorker } from './pages/readiness.page.js';
import { visitPage } from './pages/visit.page.js';
import { leavingDue, personFacts } from './pages/words.page.js';
import { solveItem, workerLine } from './pages/conflict.page.js';
import { LookAgainViews } from './look-again-views.service.js';
import { StayConflictsService } from './stay-conflicts.service.js';
import { afterUrgent, URGENT, urgentPlace } from './request-paging.js';
import { OpenEnquiries } from './open-enquiries.service.js';
import type { RequestView } from './request-view.js';
import { RequestsService } from './requests.service.js';

const ON_A_PAGE = 12;
/** How many are read for each row: the breaks of a series that wait for the same step are one. */
const READ_FOR_ONE = 4;

const ZONE = 'Europe/London';
const VISITS = 20;
const TOGETHER = 20;
/** Of how many of their units the nights with too many are shown: a queue of them helps nobody. */
const UNITS = 10;
/** Stays of a unit that come or go on. */
const STAYS = 100;
/** Stays whose legal status is to be decided: the rest is on a list of its own. */
const DECISIONS = 10;
/** How long before a stay its legal status is work of the day; before that it is on its list. */
const DECIDED_BEFORE_DAYS = 7;

/** How long before an arrival what is open is work of the key worker's day. */
const READY_BEFORE_DAYS = 7;
const READY_STAYS = 20;
/** How long before an arrival an assessment that is missing is work of somebody's day: it takes two people and some days. */
const ASSESSED_BEFORE_DAYS = 14;
const ASSESSED_STAYS = 100;
/** Stays of which somebody is to record how they went: the latest of them, so that they do not bury the rest of the day. */
const REVIEWS = 3;

class TodayQuery extends PageQuery {
  override limit: number = ON_A_PAGE;
}

/** The first page of everybody who works with young people: what is theirs to do, and what the day brings. */
@Controller()
export class TodayPagesController {
  constructor(
    private readonly requests: RequestsService,
    private readonly stays: StaysService,
    private readonly visits: VisitsService,
    private readonly staffing: StaffingService,
    private readonly warnings: StayWarnings,
    private readonly people: PeopleService,
    private readonly conflicts: StayConflictsService,
    private readonly again: LookAgainViews,
    private readonly completion: CompletionService,
    private readonly readiness: ReadinessService,
    private readonly suggestions: SuggestionsService,
    private readonly emergencies: EmergencyRecords,
    private readonly information: InformationService,
    private readonly changed: WhatChangedService,
    private readonly assessments: AssessmentsService,
    private readonly enquiries: OpenEnquiries,
    private readonly clock: Clock,
    private readonly tonight: Tonight,
  ) {}

  @Get()
  @Access('anyone-signed-in')
  async show(@CurrentActor() actor: Actor, @Query() { limit, cursor }: TodayQuery, @Res() res: Response) {
    if (actor.role === 'administrator') return res.redirect(303, '/accounts');
    const now = this.clock.now();
    const today = dateIn(now, ZONE);
    const { mine, others } = whoseStates(actor);
    const own = withoutJointWork(actor);
    const after = readCursor(cursor, URGENT, 'today');
    const orToSign = mine.includes('proposed') && actor.role === 'manager';
    const left = actor.role === 'manager' && signsSomewhere(actor) ? KEY_WORKERS_STATES : [];
    const rows = await this.requests.list(own, {
      ...{
        states: [...mine, ...left],
        orToSign,
        draftsOnce: true,
        ...afterUrgent(after),
        limit: READ_FOR_ONE * limit + 1,
      },
      ...(left.length > 0 && { keyWorkerLeft: { in: left, is: true } }),
    });
    const read = rows.slice(0, READ_FOR_ONE * limit);
    const todo = inRows(read, (request) => myAction(request, actor, now));
    const page = pageOf(rows, taken(read, todo, limit), urgentPlace, 'today');
    const waiting = await this.requests.list(own, {
      ...{ states: others, urgent: true, limit: READ_FOR_ONE * ON_A_PAGE + 1 },
      ...(left.length > 0 && { keyWorkerLeft: { in: left, is: false } }),
    });
    const waits = inRows(waiting, (request) => othersAction(request, now));
    const open = [todo.slice(0, limit), waits.slice(0, ON_A_PAGE + 1)].flat().flatMap(({ requests }) => requests);
    const toSolve = await this.conflicts.today(actor);
    const isWorker = actor.role === 'cas_worker';
    const again = isWorker ? undefined : await this.again.lines(actor, today);
    res.render('requests/pages/today.njk', {
      today,
      solve: isWorker ? [] : [...toSolve.items.map((item) => solveItem(item, this.tonight.in(ZONE))), ...again!.lines],
      lookLater: again?.later,
      moreToSolve: toSolve.more,
      solveUnits: actor.units.filter(
        ({ id }) =>
          (toSolve.more && worksAt(actor, id)) ||
          toSolve.items.some(({ stay, visit }) => (stay ?? visit).unit.id === id),
      ),
      uncertain: isWorker ? toSolve.items.map(workerLine) : [],
      worker: isWorker,
      // Who is in the house comes first for those who are in it.
      houseFirst: actor.role === 'unit_staff',
      looksOn: onlyLooksOn(actor),
      mayAsk: unitsToAsk(actor).length > 0,
      standsIn: standsInText(actor),
      mine: todo.slice(0, limit).map(({ item }) => item),
      next: page.next,
      later: cursor !== undefined,
      others: waits.slice(0, ON_A_PAGE).map(({ item }) => item),
      moreOthers: waits.length > ON_A_PAGE || waiting.length > READ_FOR_ONE * ON_A_PAGE,
      enquiries: (await this.enquiries.ofDay(actor)).map((one) => enquiryItem(one, isWorker, now)),
      together: isWorker ? await this.together(actor, now) : [],
      ...(isWorker ? await this.ofWorker(own, now, open) : await this.ofHouse(actor, now, open)),
    });
  }

  /** The requests on which they work with others, and with the young person otherwise not. */
  private async together(actor: Actor, now: Date) {
    const requests = await this.requests.list(actor, {
      coWorks: true,
      states: STILL_MEANT,
      urgent: true,
      limit: TOGETHER,
    });
    return requests.filter(({ jointly }) => jointly).map((request) => othersAction(request, now));
  }

  private async ofWorker(actor: Actor, now: Date, open: readonly RequestView[]) {
    const coming = await this.requests.list(actor, { states: ['booked', 'in_residence'], urgent: true, limit: 20 });
    const people = await this.people.list(actor, { limit: 10 });
    return {
      ...(await this.decisions(actor, dateIn(now, ZONE))),
      ...(await this.beforeArrivals(actor, dateIn(now, ZONE), open)),
      ...(await this.after(actor, now)),
      coming: byArrival(coming).map((request) => requestRow(request, now)),
      people: people.items.map((person) => personFacts(person, dateIn(now, ZONE))),
      morePeople: people.next !== null,
    };
  }

  private async ofHouse(actor: Actor, now: Date, open: readonly RequestView[]) {
    const [today, tonight] = [dateIn(now, ZONE), this.tonight.in(ZONE)];
    const units = actor.units.filter((unit) => worksAt(actor, unit.id)).slice(0, UNITS);
    const [emergencies, asked, stays, visits, nights] = await Promise.all([
      this.emergencies.list(actor),
      this.requests.list(actor, ASKED_IN_EMERGENCY),
      this.stays.list(actor, { states: ['booked', 'in_residence'], arrivesBy: addDays(today, 1), limit: STAYS }),
      this.visits.list(actor, { states: ['planned'], before: addDays(today, 1), limit: VISITS }),
      Promise.all(units.map(({ id }) => this.staffing.overfull(id, tonight))),
    ]);
    const coming = stays.filter(({ state }) => state === 'booked');
    const checklists = await this.readiness.ofAll(actor, coming);
    const withFacts = stays.map((stay) => ({
      ...stay,
      open: openOfUnit(checklists.get(stay.id)),
      bedName: bedName(stay),
      refusedText: stay.refused ? REFUSED_SHORT : '',
      leaving: leavingDue(stay, now),
      person: personFacts(stay.youngPerson, today),
    }));
    const decisions = actor.role === 'manager' ? await this.decisions(actor, today) : {};
    const information = await this.information.toLookAt(actor);
    const incomplete = actor.role === 'manager' ? await this.completion.toComplete(actor) : [];
    return {
      ...decisions,
      ...(actor.role === 'manager' ? await this.after(actor, now) : {}),
      emergencies: byDue([...emergencyItems(emergencies, now), ...askedInEmergency(asked, actor, now)]),
      toCountersign: countersignItems(emergencies, actor, now),
      toAssess: await this.toAssess(actor, await this.coming(actor, today), open, today),
      information: information.map((one) => informationItem(one, today)),
      incomplete: incomplete.map(completionItem),
      house: {
        ...houseToday(withFacts, today, tonight),
        visits: visits.map((visit) => visitPage(visit, now)),
      },
      overfull: units
        .flatMap((unit, place) => nights[place]!.map((night) => overfullItem(night, unit)))
        .toSorted((a, b) => a.night.localeCompare(b.night)),
      severalUnits: units.length > 1,
    };
  }

  /** What is the worker's own to put in order before those arrive who come soon, the earliest first. */
  private async beforeArrivals(actor: Actor, today: string, open: readonly RequestView[]) {
    const coming = await this.coming(actor, today);
    const theirs = coming.filter(({ youngPerson }) => actsAs(actor, youngPerson.keyWorker.id));
    const soon = addDays(today, READY_BEFORE_DAYS);
    const own = theirs.filter(({ arrival }) => arrival <= soon).slice(0, READY_STAYS);
    const checklists = await this.readiness.ofAll(actor, own);
    const toAsk = await this.changed.unanswered(actor, own);
    return {
      toReady: own.flatMap((stay) => openOfWorker(stay, checklists.get(stay.id)!, today, !toAsk.has(stay.id))),
      toAssess: await this.toAssess(actor, theirs, open, today),
    };
  }

  /** Who is there, and who is to come within the days in which somebody can still be assessed, the earliest first. */
  private coming(actor: Actor, today: string) {
    const by = addDays(today, ASSESSED_BEFORE_DAYS);
    return this.stays.list(actor, {
      ...{ states: ['booked', 'in_residence'], arrivesBy: by, soonestFirst: true, limit: ASSESSED_STAYS },
    });
  }

  /**
   * Those of them, and of those whose open requests the page shows, who do not count as assessed, where it is the actor's
   * move: in as many queries for many as for one.
   */
  private async toAssess(actor: Actor, stays: readonly StayView[], open: readonly RequestView[], today: string) {
    const coming = [...stays, ...askedFor(open, today)];
    const people = [...new Set(coming.map(({ youngPerson }) => youngPerson.id))];
    const standings = people.length > 0 ? await this.assessments.standings(actor, people) : new Map<string, Standing>();
    const owes = (owner: Owner, keyWorkerId: string) =>
      owner === 'key_worker' ? actsAs(actor, keyWorkerId) : actor.role !== 'cas_worker';
    return assessmentsOwed(coming, standings, owes, today);
  }

  /** What comes after stays: how they went, of the worker's own young people, and what a stay has shown. */
  private async after(actor: Actor, now: Date) {
    const isWorker = actor.role === 'cas_worker';
    const wanted = { toReview: true, soonestFirst: true, limit: REVIEWS + 1 } as const;
    const stays = isWorker ? await this.stays.list(actor, wanted) : [];
    const own = stays.filter(({ youngPerson }) => actsAs(actor, youngPerson.keyWorker.id));
    return {
      toReview: own.slice(0, REVIEWS).map((stay) => toReviewItem(stay, now)),
      moreToReview: stays.length > REVIEWS,
      suggested: (await this.suggestions.mine(actor)).map((one) => suggestionItem(one, dateIn(now, ZONE))),
    };
  }

  /** The stays whose legal status somebody has to decide, the earliest first: those that begin soon, have begun or are over. */
  private async decisions(actor: Actor, today: string) {
    const stays = await this.stays.list(actor, { undecided: true, soonestFirst: true, limit: DECISIONS + 1 });
    const soon = addDays(today, DECIDED_BEFORE_DAYS);
    const shown = stays.slice(0, DECISIONS).filter(({ arrival }) => arrival <= soon);
    const warnings = await this.warnings.ofAll(actor, shown);
    return {
      decisions: shown.map((stay) => stayDecision(stay, warnings.get(stay.id)?.[0]?.sentence, today)),
      moreDecisions: stays.length > shown.length,
    };
  }
}
