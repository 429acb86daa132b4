import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { AccessService } from '../identity/access.service.js';
import type { Actor } from '../identity/domain/actor.js';
import { conflict, forbidden, notFound } from '../kernel/domain-error.js';
import { Clock } from '../platform/clock.js';
import { inOneGo } from '../platform/in-one-go.js';
import { refuseIfChanged } from '../platform/unchanged.js';
import type { Action, Transition } from './domain/transitions.js';
import { mayTake } from './domain/workflow.js';
import { requestJson } from './pages/request.json.js';
import type { RequestFilter } from './request-filter.js';
import { countRequests, locateRequest, readRequest, readRequests } from './request-reader.js';
import type { RequestPlace, RequestView } from './request-view.js';
import { TimelineService, type TimelineEntry } from './timeline.service.js';

const LOOKING_BACK = 30 * 86_400_000;

/** Reading requests, and holding one while it is changed. */
@Injectable()
export class RequestsService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly access: AccessService,
    private readonly audit: AuditService,
    private readonly timeline: TimelineService,
    private readonly clock: Clock,
  ) {}

  async list(actor: Actor, filter: RequestFilter): Promise<RequestView[]> {
    const requests = await readRequests(this.dataSource.manager, actor, this.clock.now(), filter);
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
    return countRequests(this.dataSource.manager, actor, this.clock.now(), filter);
  }

  /** One request, whose reading is written to the trail. Found by its own id, an offer's or a stay's. */
  async open(actor: Actor, id: string, by: 'request' | 'offer' | 'stay' = 'request'): Promise<RequestView> {
    const { manager } = this.dataSource;
    const request = await this.find(manager, actor, id, by);
    await this.audit.record(manager, actor, {
      action: 'request.read',
      subject: 'request',
      subjectId: request.id,
      youngPeople: [request.youngPerson.id],
    });
    return request;
  }

  timelineOf(actor: Actor, request: RequestView): Promise<TimelineEntry[]> {
    return this.timeline.of(this.dataSource.manager, actor, request);
  }

  async find(
    manager: EntityManager,
    actor: Actor,
    id: string,
    by: 'request' | 'offer' | 'stay' = 'request',
  ): Promise<RequestView> {
    const request = await readRequest(manager, actor, this.clock.now(), by, id);
    if (!request) throw notFound();
    return request;
  }

  /** Where a request stands, to lock what has to be locked before it is changed. */
  async locate(actor: Actor, id: string, by: 'request' | 'offer' = 'request'): Promise<RequestPlace> {
    const place = await locateRequest(this.dataSource.manager, actor, this.clock.now(), by, id);
    if (!place) throw notFound();
    return place;
  }

  /**
   * The request as it stands once nobody else can change it: its part is locked, its state read after that,
   * and the action is one that the actor may take now. Refuses with the reason otherwise.
   */
  async lockFor(
    manager: EntityManager,
    actor: Actor,
    place: Pick<RequestPlace, 'id' | 'partId'>,
    action: Action,
  ): Promise<RequestView & { transition: Transition }> {
    const [, request] = await inOneGo(
      manager.query(`SELECT 1 FROM request_parts WHERE id = $1 FOR UPDATE`, [place.partId]),
      this.find(manager, actor, place.id),
    );
    refuseIfChanged(requestJson(request));
    const answer = mayTake(action, request, actor);
    if (answer.available) return { ...request, transition: answer.transition };
    throw answer.refusal === 'not_yours' ? forbidden(answer.why) : conflict('not-possible-now', answer.why);
  }

  /**
   * A request that came to nothing gives the unit its sight of the young person for a month more, to look back on it;
   * unless the unit still has another request or a stay of theirs.
   */
  async endUnitsSight(manager: EntityManager, request: RequestView): Promise<void> {
    const [other] = await manager.query<unknown[]>(
      `SELECT 1 FROM requests r JOIN request_parts p ON p.request_id = r.id
        WHERE r.unit_id = $1 AND p.young_person_id = $2 AND r.id <> $3
          AND p.state NOT IN ('draft', 'withdrawn', 'declined') LIMIT 1`,
      [request.unit.id, request.youngPerson.id, request.id],
    );
    if (other) return;
    const at = new Date(this.clock.now().getTime() + LOOKING_BACK);
    const grant = { youngPersonId: request.youngPerson.id, unitId: request.unit.id, why: 'request' as const };
    await this.access.end(manager, { ...grant, at });
  }

  /** The unit sees the record of the young person as long as it has something of theirs to decide. */
  async beginUnitsSight(manager: EntityManager, actor: Actor, request: RequestView): Promise<void> {
    await this.access.grant(manager, {
      youngPersonId: request.youngPerson.id,
      unitId: request.unit.id,
      why: 'request',
      grantedBy: actor.id,
      at: this.clock.now(),
    });
  }
}
