import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { AccessService } from '../identity/access.service.js';
import type { Actor } from '../identity/domain/actor.js';
import { notFound, type DomainError } from '../kernel/domain-error.js';
import { sayInstant } from '../kernel/say-date.js';
import { Clock } from '../platform/clock.js';
import { Tonight } from '../platform/tonight.js';
import { inOneGo } from '../platform/in-one-go.js';
import { isUnchanged, refuseIfChanged } from '../platform/unchanged.js';
import { leadOf, mayTakeForAny } from './domain/parts.js';
import type { Action, Transition } from './domain/transitions.js';
import { mayTake, type Availability } from './domain/workflow.js';
import { openedJson } from './pages/request.json.js';
import { story } from './pages/timeline.page.js';
import type { RequestFilter } from './request-filter.js';
import { locateRequest, type By } from './request-place.js';
import { countRequests, readRequest, readRequests, type When } from './request-reader.js';
import { refusalOf } from './request-refused.js';
import type { OpenedRequest, ReadRequest, RequestPlace, RequestView } from './request-view.js';
import { WhichPart } from './which-part.js';
import { TimelineService, type Timeline } from './timeline.service.js';

const LOOKING_BACK = 30 * 86_400_000;
/** Among so many steps is the one that led to where a request stands now; notes are left out. */
const LAST_STEPS = 5;

type Refused = Extract<Availability, { available: false }>;

/** A part that nobody else can change any more, and the step that is to be taken. */
export type LockedPart = OpenedRequest & { transition: Transition };

/** Reading requests, and holding them or their parts while they are changed. */
@Injectable()
export class RequestsService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly access: AccessService,
    private readonly audit: AuditService,
    private readonly timeline: TimelineService,
    private readonly clock: Clock,
    private readonly tonight: Tonight,
  ) {}

  async list(actor: Actor, filter: RequestFilter): Promise<RequestView[]> {
    const requests = await readRequests(this.dataSource.manager, actor, this.when(), filter);
    if (requests.length > 0) {
      await this.audit.record(this.dataSource.manager, actor, {
        action: 'requests.list',
        subject: 'request',
        youngPeople: [...new Set(requests.map((request) => request.youngPerson.id))],
      });
    }
    return requests;
  }

  /** How many there are; counts no further than the limit. */
  count(actor: Actor, filter: RequestFilter): Promise<number> {
    return countRequests(this.dataSource.manager, actor, this.when(), filter);
  }

  /** One request or its part, whose reading is written to the trail. Found by its own id, a part's, an offer's or a stay's. */
  async open(actor: Actor, id: string, by: By = 'request'): Promise<OpenedRequest> {
    const request = await this.find(this.dataSource.manager, actor, id, by);
    await this.wasRead(this.dataSource.manager, actor, request);
    return request;
  }

  /** The same with each part that is meant in full: by the request's own id all of them that the actor may see. */
  async openEach(actor: Actor, id: string): Promise<{ asked: OpenedRequest; parts: OpenedRequest[] }> {
    const { asked, each } = await this.read(this.dataSource.manager, actor, id);
    await this.wasRead(this.dataSource.manager, actor, asked);
    return { asked, parts: asked.standsForAll ? each : [asked] };
  }

  /** Writes to the trail that the actor was shown it. */
  wasRead(manager: EntityManager, actor: Actor, { id, parts }: OpenedRequest): Promise<void> {
    return this.audit.record(manager, actor, {
      action: 'request.read',
      subject: 'request',
      subjectId: id,
      youngPeople: [...new Set(parts.map(({ youngPerson }) => youngPerson.id))],
    });
  }

  /** Its latest steps, or those before a place in the list; see `TimelineService.of`. */
  timelineOf(
    actor: Actor,
    request: OpenedRequest,
    page: { limit?: number; cursor?: string | undefined } = {},
  ): Promise<Timeline> {
    return this.timeline.of(this.dataSource.manager, actor, request, page);
  }

  private when(): When {
    return { now: this.clock.now(), dayBegins: this.tonight.dayBegins };
  }

  async find(manager: EntityManager, actor: Actor, id: string, by: By = 'request'): Promise<OpenedRequest> {
    return (await this.read(manager, actor, id, by)).asked;
  }

  private async read(manager: EntityManager, actor: Actor, id: string, by: By = 'request'): Promise<ReadRequest> {
    const request = await readRequest(manager, actor, this.when(), by, id);
    if (!request) throw notFound();
    return request;
  }

  /** Where a part stands, to lock what has to be locked before it is changed. A request of several asks which one is meant. */
  async locate(actor: Actor, id: string, by: By = 'request'): Promise<RequestPlace> {
    const places = await this.locateAll(actor, id, by);
    if (places.length > 1) throw new WhichPart(await this.find(this.dataSource.manager, actor, id, by));
    return places[0]!;
  }

  /** The same of every part that is meant: by the request's own id all of them that the actor may read. */
  async locateAll(actor: Actor, id: string, by: By = 'request'): Promise<RequestPlace[]> {
    const places = await locateRequest(this.dataSource.manager, actor, this.clock.now(), by, id);
    if (places.length === 0) throw notFound();
    return places;
  }

  /**
   * The request as it stands once nobody else can change it: its part is locked, its state read after that,
   * and the action is one that the actor may take now, with the open offer where it is about one. Refuses with the
   * reason otherwise.
   */
  async lockFor(
    manager: EntityManager,
    actor: Actor,
    place: Pick<RequestPlace, 'partId'>,
    action: Action,
    offerId?: string,
  ): Promise<LockedPart> {
    const [part] = await this.lockAllFor(manager, actor, [place], action, offerId);
    return part!;
  }

  /**
   * The same for several parts of one request: those for which the actor may take the action now, at least one. Where it
   * is possible for none, the refusal is that of the part on which the request's state hangs. `alsoSeenAs` is another way in
   * which a reader sees the whole of it.
   */
  async lockAllFor(
    manager: EntityManager,
    actor: Actor,
    places: readonly Pick<RequestPlace, 'partId'>[],
    action: Action,
    offerId?: string,
    alsoSeenAs?: (request: OpenedRequest) => Promise<object>,
  ): Promise<LockedPart[]> {
    const ids = places.map(({ partId }) => partId);
    const [, { entire, each }] = await inOneGo(
      manager.query(`SELECT 1 FROM request_parts WHERE id = ANY ($1::uuid[]) ORDER BY id FOR UPDATE`, [ids]),
      this.read(manager, actor, ids[0]!),
    );
    const parts = each.filter(({ partId }) => ids.includes(partId));
    const seenAs: object[] = [entire, ...parts].map(openedJson);
    // Looked up only for who saw it so.
    if (alsoSeenAs && !isUnchanged(...seenAs)) seenAs.push(await alsoSeenAs(entire));
    refuseIfChanged(...seenAs);
    const answerFor = (part: OpenedRequest) =>
      mayTake(
        action,
        part,
        actor,
        part.offers.find(({ id }) => id === offerId),
      );
    const possible = parts.flatMap((part): LockedPart[] => {
      const answer = answerFor(part);
      return answer.available ? [{ ...part, transition: answer.transition }] : [];
    });
    if (possible.length > 0) return possible;
    const answer = answerFor(leadOf(parts));
    if (answer.available) throw notFound();
    throw await this.refusal(manager, actor, leadOf(parts), answer);
  }

  /** Refuses the page of a step that is not the actor's, or that cannot be taken now: then it leads back to the request. */
  async requireStep(action: Action, request: OpenedRequest, actor: Actor): Promise<void> {
    const parts = request.standsForAll ? request.parts : [request];
    const answer = mayTakeForAny(action, request, parts, actor);
    if (!answer.available) throw await this.refuses(actor, request, answer);
  }

  /** The refusal of a step of this request, as it is now. */
  refuses(actor: Actor, request: OpenedRequest, answer: Refused): Promise<DomainError> {
    return this.refusal(this.dataSource.manager, actor, request, answer);
  }

  /** Why a step is refused: whose it is; or what was done last, by whom and when, and what can be done now. */
  private async refusal(
    manager: EntityManager,
    actor: Actor,
    request: OpenedRequest,
    answer: Refused,
  ): Promise<DomainError> {
    if (answer.refusal === 'not_yours') return refusalOf(answer, request);
    const { entries } = await this.timeline.of(manager, actor, request, { limit: LAST_STEPS });
    const last = story(entries.filter(({ from, to }) => from !== to)).at(-1);
    const done = last ? `${last.text}, on ${sayInstant(last.at, request.unit.zone)}. ` : '';
    return refusalOf({ ...answer, why: done + answer.why }, request);
  }

  /**
   * Parts that came to nothing give the unit its sight of the young people for a month more, to look back on it;
   * unless the unit still has another request or a stay of theirs.
   */
  async endUnitsSight(manager: EntityManager, parts: readonly OpenedRequest[]): Promise<void> {
    const unitId = parts[0]!.unit.id;
    const gone = await manager.query<{ id: string }[]>(
      `SELECT gone.id FROM unnest($2::uuid[]) AS gone (id)
        WHERE NOT EXISTS (
          SELECT 1 FROM requests r JOIN request_parts p ON p.request_id = r.id
           WHERE r.unit_id = $1 AND p.young_person_id = gone.id AND p.id <> ALL ($3::uuid[])
             AND p.state NOT IN ('draft', 'withdrawn', 'declined'))`,
      [unitId, whose(parts), parts.map(({ partId }) => partId)],
    );
    if (gone.length === 0) return;
    const at = new Date(this.clock.now().getTime() + LOOKING_BACK);
    await this.access.end(manager, { youngPersonId: gone.map(({ id }) => id), unitId, why: 'request', at });
  }

  /** The unit sees the record of the young people as long as it has something of theirs to decide. */
  async beginUnitsSight(manager: EntityManager, actor: Actor, parts: readonly OpenedRequest[]): Promise<void> {
    await this.access.grant(manager, {
      youngPersonId: whose(parts),
      unitId: parts[0]!.unit.id,
      why: 'request',
      grantedBy: actor.id,
      at: this.clock.now(),
    });
  }
}

const whose = (parts: readonly OpenedRequest[]): string[] => [
  ...new Set(parts.map(({ youngPerson }) => youngPerson.id)),
];
