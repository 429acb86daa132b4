import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { ContactNotes } from '../people/contact-notes.service.js';
import { contactPage } from '../people/pages/contact.page.js';
import { sayList } from '../kernel/say-words.js';
import { Access } from '../platform/access.js';
import { Tonight } from '../platform/tonight.js';
import { Clock } from '../platform/clock.js';
import { PageQuery } from '../web/paging.js';
import { IdParam } from '../web/id-param.pipe.js';
import { missingPage } from './pages/missing.page.js';
import { isStillToCome } from '../stays/domain/stay-steps.js';
import { REFUSED_TOLD, refusedMove } from '../stays/domain/refusal.js';
import { ReadinessService } from '../stays/readiness.service.js';
import { BeforeSubmittingService } from './before-submitting.service.js';
import { reach } from './domain/holding.js';
import { peopleOf } from './domain/parts.js';
import { OPEN_STATES } from './domain/states.js';
import { EmergencyRecords } from './emergency-records.service.js';
import { emergencyPath } from './pages/emergency-record.page.js';
import { DecisionRecords } from './decision-records.service.js';
import { LookAgainViews } from './look-again-views.service.js';
import { CompanyService } from './company.service.js';
import { alikeLine } from './pages/alike.page.js';
import { decisionCards } from './pages/decision-cards.page.js';
import { letterAbout } from './pages/letter.page.js';
import { sayMoves } from './pages/moves.page.js';
import { requestHead, requestPage, storyOf, storyPath } from './pages/request.page.js';
import type { OfferView, OpenedRequest } from './request-view.js';
import { RequestsService } from './requests.service.js';
import { WaitingListService } from './waiting-list.service.js';
import { placeShown } from './pages/waiting-list.page.js';
import { GoneOverService } from '../stays/gone-over.service.js';

/** So many of what was decided last are shown; all of them are in its story. */
const DECISIONS = 6;

/** One request: where it stands, whose move it is, and its story. */
@Controller('requests/:id')
export class RequestPagesController {
  constructor(
    private readonly requests: RequestsService,
    private readonly goneOver: GoneOverService,
    private readonly company: CompanyService,
    private readonly contact: ContactNotes,
    private readonly before: BeforeSubmittingService,
    private readonly readiness: ReadinessService,
    private readonly emergencies: EmergencyRecords,
    private readonly again: LookAgainViews,
    private readonly decisions: DecisionRecords,
    private readonly waiting: WaitingListService,
    private readonly clock: Clock,
    private readonly tonight: Tonight,
  ) {}

  @Get()
  @Access('cas_worker', 'unit_staff', 'manager')
  async show(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response) {
    const request = await this.requests.open(actor, id);
    const { standsForAll: isEntire } = request;
    const moves = isEntire ? [] : request.offers.flatMap((offer) => offer.moves);
    const isOpen = OPEN_STATES.includes(request.state) && !request.stay && !isEntire;
    const people = isEntire ? peopleOf(request.parts) : [request.youngPerson];
    const arrival = reach(request.offers)?.arrival ?? request.from;
    const offered = isEntire || actor.role === 'cas_worker' ? [] : request.offers.filter(isOffered);
    const [timeline, goneOver, moved, contacts, alike, checklist, beside, place] = await Promise.all([
      this.requests.timelineOf(actor, request),
      isEntire ? [] : this.goneOver.ofPart(actor, request.partId),
      this.company.ofMoves(actor, request.id, moves),
      this.contactsOf(actor, people, request.jointly),
      OPEN_STATES.includes(request.state) ? this.before.alikeOfEach(actor, request) : undefined,
      isOpen && arrival ? this.readiness.beforeOffer(request.youngPerson, arrival, request.unit.id) : undefined,
      isOpen ? this.emergencies.beside(actor, request.unit.id, request.youngPerson.id) : undefined,
      isOpen ? this.waiting.placeOf(actor, request) : undefined,
    ]);
    const decisions = await this.decisions.ofRequest(request, { limit: DECISIONS });
    const changed = await Promise.all(
      offered.map(async ({ id }) => [id, await this.again.ofOffer(actor, id)] as const),
    );
    const isRefused = request.state === 'booked' && request.stay?.isRefused === true;
    const page = requestPage(request, timeline.entries, actor, this.clock.now(), this.ofStay(request));
    res.render('requests/pages/request.njk', {
      request: {
        ...page,
        offers: page.offers.map((offer) => ({
          ...{ ...offer, movesSaid: sayMoves(offer.moves, moved) },
          changed: changed.find(([one]) => one === offer.id)?.[1] ?? [],
        })),
      },
      decisions: decisionCards(decisions.items, { isUnits: actor.role !== 'cas_worker', zone: request.unit.zone }),
      older: timeline.older && storyPath(request, timeline.older),
      goneOver,
      emergency: beside && emergencyPath(beside.id),
      place: place && placeShown(place),
      missing: checklist && missingPage(checklist, request.youngPerson, !request.jointly),
      contacts,
      alike: peopleOf(request.parts).map(({ id: person, firstName }) => ({
        firstName,
        lines: (alike?.get(person) ?? []).map(alikeLine),
      })),
      isRefused:
        isRefused &&
        (actor.role === 'cas_worker' ? REFUSED_TOLD : refusedMove({ isThere: request.state === 'in_residence' })),
      letter: !isEntire && !isRefused && letterAbout(request) && `/requests/${id}/letter`,
    });
  }

  private ofStay({ stay, unit: { zone } }: OpenedRequest) {
    const hasBegun = stay !== null && this.tonight.hasBegun(stay.arrival, zone);
    // What was asked for was planned: a placement in an emergency has no request.
    const isToCome =
      stay !== null && isStillToCome({ kind: 'planned', state: 'booked', ...stay }, this.tonight.in(zone));
    return { hasBegun, isToCome };
  }

  @Get('story')
  @Access('cas_worker', 'unit_staff', 'manager')
  async story(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Query() page: PageQuery,
    @Res() res: Response,
  ) {
    const request = await this.requests.open(actor, id);
    const { entries, older } = await this.requests.timelineOf(actor, request, page);
    res.render('requests/pages/story.njk', {
      request: requestHead(request, this.clock.now()),
      names: sayList(
        (request.standsForAll ? peopleOf(request.parts) : [request.youngPerson]).map(
          ({ firstName, lastName }) => `${firstName} ${lastName}`,
        ),
      ),
      story: storyOf(request, entries),
      latest: page.cursor ? storyPath(request) : undefined,
      older: older && storyPath(request, older),
    });
  }

  /** What to know before anybody calls: of brothers and sisters each by name. */
  private async contactsOf(actor: Actor, people: readonly OpenedRequest['youngPerson'][], isOthers: boolean) {
    return Promise.all(
      people.map(async ({ id, firstName }) => ({
        ...{ isOthers, firstName: people.length > 1 ? firstName : '' },
        ...contactPage(await this.contact.of(actor, id), id),
      })),
    );
  }
}

const isOffered = ({ state }: OfferView): boolean => state !== 'proposed';
