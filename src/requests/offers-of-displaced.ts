import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditService, type AuditActor } from '../audit/audit.service.js';
import type { Nights, PlainDate } from '../kernel/nights.js';
import { Clock } from '../platform/clock.js';
import { Tonight } from '../platform/tonight.js';
import { OutboxService } from '../platform/jobs/outbox.service.js';
import { BookingService, STATE_BEFORE } from './booking.service.js';
import { Deadlines } from './deadlines.service.js';
import type { Urgency } from './domain/deadlines.js';
import { OPEN_OFFERS, type OpenOfferState } from './domain/holding.js';
import type { PartState } from './domain/states.js';
import { TRANSITIONS } from './domain/transitions.js';
import { RequestEvent } from './request-event.entity.js';
import { Displacement, type MadeWay } from '../stays/displacement.service.js';

interface Taken {
  id: string;
  unitId: string;
  youngPersonId: string;
  partId: string;
  before: OpenOfferState;
  state: PartState;
  urgency: Urgency;
  lastArrival: PlainDate | null;
  zone: string;
}

/** What an offer held once could be held again, and was not booked otherwise meanwhile. */
interface FreeAgain extends Nights {
  id: string;
  partId: string;
  state: PartState;
  bedId: string;
  bed: string;
  firstName: string;
  lastName: string;
}

/** A step of the timeline that moves nothing on. */
const FREE_AGAIN = 'free_again';
const CAN_HOLD = TRANSITIONS.find(({ action }) => action === 'propose')!.from.filter(
  (state) => state !== 'cancelled' && state !== 'no_show',
);
const WHY = 'Somebody who is staying needs the bed.';

/** An offer whose bed is needed by somebody who is really there is taken back, in the transaction that took the bed. */
@Injectable()
export class OffersOfDisplaced implements OnModuleInit {
  constructor(
    private readonly displacement: Displacement,
    private readonly booking: BookingService,
    private readonly audit: AuditService,
    private readonly outbox: OutboxService,
    private readonly deadlines: Deadlines,
    private readonly clock: Clock,
    private readonly tonight: Tonight,
  ) {}

  onModuleInit(): void {
    this.displacement.whenOffersAreInTheWay({
      go: (manager, by, claimIds, stayId) => this.takeBack(manager, by, claimIds, { madeWayFor: stayId }),
      couldReturn: (manager, by, stayId) => this.couldReturn(manager, by, stayId),
    });
  }

  /**
   * The offers of these claims; the beds are given back by the caller. `why` is for the unit alone, and so is the stay
   * whose bed it became.
   */
  async takeBack(
    manager: EntityManager,
    by: AuditActor,
    claimIds: readonly string[],
    { why = WHY, madeWayFor = null }: { why?: string; madeWayFor?: string | null } = {},
  ): Promise<void> {
    await this.lapseFirst(manager, claimIds);
    const taken = await manager.query<Taken[]>(
      `WITH taken AS (
         UPDATE offers o SET state = 'taken_back', made_way_for = $5 FROM bed_claims c
          WHERE c.id = o.claim_id AND c.id = ANY ($1::uuid[]) AND o.state IN (${OPEN_OFFERS})
         RETURNING o.id, o.part_id, ${STATE_BEFORE} AS before, o.arrival, o.departure, o.bed_id, c.young_person_id, c.unit_id),
       parts AS (
         UPDATE request_parts p SET state = n.state, state_since = CASE WHEN p.state = n.state THEN p.state_since ELSE $2 END
           FROM (SELECT DISTINCT part_id, coalesce(
                   (SELECT min(h.state) FROM offers h WHERE h.part_id = taken.part_id AND h.claim_id <> ALL ($1::uuid[])
                       AND h.state IN (${OPEN_OFFERS}) AND h.expires_at > $2), 'in_review') AS state FROM taken) n
          WHERE p.id = n.part_id
         RETURNING p.id, p.request_id, p.state, p.latest_departure - p.nights::int AS last_arrival),
       told AS (
         INSERT INTO request_events
           (request_id, part_id, at, action, from_state, to_state, by_user, note, arrival, departure, bed_id)
         SELECT parts.request_id, parts.id, $2, 'take_back',
                before, parts.state, $3, $4, arrival, departure, bed_id
           FROM parts JOIN taken ON taken.part_id = parts.id)
       SELECT taken.id, taken.unit_id AS "unitId", taken.young_person_id AS "youngPersonId", taken.part_id AS "partId",
              taken.before, parts.state, parts.last_arrival AS "lastArrival", q.urgency, u.zone
         FROM taken JOIN parts ON parts.id = taken.part_id JOIN requests q ON q.id = parts.request_id JOIN units u ON u.id = q.unit_id`,
      [claimIds, this.clock.now(), by.id, why, madeWayFor],
    );
    for (const { id, unitId, youngPersonId, partId, before, state, ...reckoned } of taken) {
      await this.deadlines.begin(manager, partId, state, reckoned);
      await this.outbox.write(manager, 'offer.taken-back', { offer: id }, { unitId });
      await this.audit.record(manager, by, {
        ...{ action: 'offer.taken_back', subject: 'offer', subjectId: id },
        youngPeople: [youngPersonId],
      });
      const { urgency, zone } = reckoned;
      if (before === 'agreed') await this.booking.askAgain(manager, { partId, unit: { id: unitId, zone }, urgency });
    }
  }

  /**
   * The stay did not happen: of the offers that made way for it those whose nights are to come, whose bed is free on all
   * of them, and for whom nothing else was booked since. Each request tells that they are free again; whether they are
   * offered once more is for people, for a family was told that they are not. One for whom the same was held twice is named once.
   */
  private async couldReturn(manager: EntityManager, by: AuditActor, stayId: string): Promise<MadeWay[]> {
    const free = await manager.query<FreeAgain[]>(
      `SELECT DISTINCT ON (o.part_id, o.bed_id, o.arrival, o.departure)
              r.id, p.id AS "partId", p.state, o.bed_id AS "bedId", b.name AS bed, o.arrival, o.departure,
              y.first_name AS "firstName", y.last_name AS "lastName"
         FROM offers o JOIN request_parts p ON p.id = o.part_id JOIN requests r ON r.id = p.request_id
         JOIN young_people y ON y.id = p.young_person_id JOIN beds b ON b.id = o.bed_id JOIN units u ON u.id = r.unit_id
        WHERE o.made_way_for = $1 AND o.state = 'taken_back' AND p.state = ANY ($2)
          AND o.arrival >= ${this.tonight.sql('$3')}
          AND NOT EXISTS (SELECT 1 FROM bed_claims c WHERE c.bed_id = o.bed_id AND c.live
                             AND c.arrival < o.departure AND c.departure > o.arrival)`,
      [stayId, CAN_HOLD, this.clock.now()],
    );
    for (const { id, partId, state, arrival, departure, bedId } of free)
      await manager.insert(RequestEvent, {
        ...{ requestId: id, partId, at: this.clock.now(), byUser: by.id, action: FREE_AGAIN },
        ...{ fromState: state, toState: state, note: '', arrival, departure, bedId },
      });
    return free.map(({ partId, arrival, departure, bedId, ...named }) => ({
      ...named,
      ...{ arrival, departure },
      href: `/requests/${partId}/propose?arrival=${arrival}&bed=${bedId}`,
    }));
  }

  /** What has run out beside them had its end before: else it would come after, and to a request that has moved on. */
  private async lapseFirst(manager: EntityManager, claimIds: readonly string[]): Promise<void> {
    const places = await manager.query<{ unitId: string; youngPeople: string[] }[]>(
      `SELECT unit_id AS "unitId", array_agg(young_person_id) AS "youngPeople"
         FROM bed_claims WHERE id = ANY ($1::uuid[]) AND purpose = 'offer' GROUP BY unit_id`,
      [claimIds],
    );
    for (const { unitId, youngPeople } of places) await this.booking.lapse(manager, unitId, youngPeople);
  }
}
