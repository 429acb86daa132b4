import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditService, type AuditActor } from '../audit/audit.service.js';
import { ClaimsService } from '../calendar/claims.service.js';
import { AccessService } from '../identity/access.service.js';
import { Clock } from '../platform/clock.js';
import { StayBeds } from '../stays/stay-beds.service.js';
import type { Urgency } from './domain/deadlines.js';
import { OPEN_OFFERS } from './domain/holding.js';
import { TRANSITIONS } from './domain/transitions.js';
import type { PartState } from './domain/states.js';
import { OffersOfDisplaced } from './offers-of-displaced.js';
import { TimelineService } from './timeline.service.js';

interface TakenUp {
  id: string;
  partId: string;
  state: PartState;
  urgency: Urgency;
  unit: { id: string; name: string; zone: string };
  youngPersonId: string;
  /** The claims that are held for offers that are open. */
  heldBy: string[];
}

const CAME = 'They came after all, on the stay that was booked before.';
const { to } = TRANSITIONS.find(({ action }) => action === 'take_place')!;

/**
 * A request wants one stay. Where it was taken up again because the young person did not come, and they did come after
 * all, that stay is the one: an offer that was made since is taken back, and the request follows the stay again. Another
 * stay that was booked since is left to people; the request shows both.
 */
@Injectable()
export class StaysAfterAll implements OnModuleInit {
  constructor(
    private readonly beds: StayBeds,
    private readonly offers: OffersOfDisplaced,
    private readonly claims: ClaimsService,
    private readonly access: AccessService,
    private readonly timeline: TimelineService,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.beds.whenTheyCome((manager, by, stayId) => this.tookPlace(manager, by, stayId));
  }

  private async tookPlace(manager: EntityManager, by: AuditActor, stayId: string): Promise<void> {
    const [request] = await manager.query<TakenUp[]>(
      `SELECT r.id, p.id AS "partId", p.state, r.urgency, p.young_person_id AS "youngPersonId",
              json_build_object('id', u.id, 'name', u.name, 'zone', u.zone) AS unit,
              ARRAY(SELECT o.claim_id FROM offers o WHERE o.part_id = p.id AND o.state IN (${OPEN_OFFERS})) AS "heldBy"
         FROM stays s JOIN request_parts p ON p.id = s.part_id JOIN requests r ON r.id = p.request_id
         JOIN units u ON u.id = r.unit_id
        WHERE s.id = $1 AND p.state <> 'booked' FOR UPDATE OF p`,
      [stayId],
    );
    if (!request) return;
    const holds = request.heldBy.length > 0;
    if (holds) {
      await this.claims.release(manager, request.heldBy, by.id, 'offer_taken_back');
      await this.offers.takeBack(manager, by, request.heldBy, { why: CAME });
    }
    const from = holds ? 'in_review' : request.state;
    // What is booked is due by its stay: nothing is reckoned from the nights that were asked for.
    const part = { ...request, nights: null, to: null };
    await this.timeline.step(manager, part, { action: 'take_place', from, to, by: by.id });
    const { youngPersonId } = request;
    // Of a request that had come to nothing the unit was about to lose sight.
    const grant = {
      youngPersonId,
      unitId: request.unit.id,
      why: 'request',
      ...(by.id && { grantedBy: by.id }),
    } as const;
    await this.access.grant(manager, { ...grant, at: this.clock.now() });
    await this.audit.record(manager, by, {
      ...{ action: 'request.take_place', subject: 'request', subjectId: request.id },
      youngPeople: [youngPersonId],
    });
  }
}
