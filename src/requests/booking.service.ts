import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService, THE_SERVICE } from '../audit/audit.service.js';
import { CalendarService } from '../calendar/calendar.service.js';
import { ClaimsService } from '../calendar/claims.service.js';
import { standsInTheWay, takenSentence } from '../calendar/domain/taken.js';
import type { Actor } from '../identity/domain/actor.js';
import { conflict, DomainError } from '../kernel/domain-error.js';
import type { Nights, PlainDate } from '../kernel/nights.js';
import { Clock } from '../platform/clock.js';
import { inOneGo } from '../platform/in-one-go.js';
import { OutboxService } from '../platform/jobs/outbox.service.js';
import { inTransaction } from '../platform/transaction.js';
import { Deadlines } from './deadlines.service.js';
import type { Urgency } from './domain/deadlines.js';
import { OPEN_OFFERS, type OpenOfferState } from './domain/holding.js';
import { BedTaken } from './ground.service.js';
import { OpenOffers } from './open-offers.service.js';
import { RAN_OUT } from './request-filter.js';
import { TakenOptions } from './taken-options.service.js';

interface Lapsed {
  id: string;
  unit_id: string;
  young_person_id: string;
  part_id: string;
  before: OpenOfferState;
  /** What is left of the part: it leaves only with the last of its offers. */
  state: OpenOfferState | 'offer_lapsed' | 'in_review';
  urgency: Urgency;
  last_arrival: PlainDate | null;
  zone: string;
}

/** In SQL, the state of the open offer `o` as it was before the statement that ends it: what a row tells that is kept of it. */
export const STATE_BEFORE = `CASE WHEN o.recorded_by IS NOT NULL THEN 'agreed' WHEN o.signed_by IS NOT NULL THEN 'offered' ELSE 'proposed' END`;

/** The booking path's shared steps: locks in their fixed order, offers past their time, who came first. */
@Injectable()
export class BookingService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly calendar: CalendarService,
    private readonly claims: ClaimsService,
    private readonly audit: AuditService,
    private readonly outbox: OutboxService,
    private readonly deadlines: Deadlines,
    private readonly open: OpenOffers,
    private readonly taken: TakenOptions,
    private readonly clock: Clock,
  ) {}

  /** The locks of a booking in their order; offers whose time has run out have lapsed after it. What `then` sends comes last. */
  async lock<Then = void>(
    manager: EntityManager,
    { unitId, youngPersonId }: { unitId: string; youngPersonId: string | readonly string[] },
    then: () => Promise<Then> = async () => undefined as Then,
  ): Promise<Then> {
    return this.claims.begin(manager, unitId, youngPersonId, async () => {
      const [, result] = await inOneGo(this.lapse(manager, unitId, youngPersonId), then());
      return result;
    });
  }

  /**
   * Runs a booking in its transaction. Whoever comes too late, by a rule or by the constraint, is told what took
   * the nights, by name where they may see it; that reading is written to the trail.
   */
  async decide<T>(
    actor: Actor,
    unitId: string,
    wanted: Nights & { bed?: string | undefined },
    work: (manager: EntityManager) => Promise<T>,
  ): Promise<T> {
    try {
      return await inTransaction(this.dataSource, work);
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'bed-taken' || wanted.arrival >= wanted.departure)
        throw error;
      const { nights, bedId } = error instanceof BedTaken ? error : { nights: wanted, bedId: wanted.bed };
      throw conflict('bed-taken', takenSentence(...(await this.taking(actor, unitId, nights, bedId))));
    }
  }

  /** What stands on a bed on some of the nights, in a sentence; `undefined` where it is nothing. */
  async whatTakes(actor: Actor, unitId: string, nights: Nights, bedId: string): Promise<string | undefined> {
    const [beds, taking, names] = await this.taking(actor, unitId, nights, bedId);
    return taking.length > 0 ? takenSentence(beds, taking, names) : undefined;
  }

  private async taking(
    actor: Actor,
    unitId: string,
    wanted: Nights,
    bedId?: string,
  ): Promise<Parameters<typeof takenSentence>> {
    const { manager } = this.dataSource;
    const { beds, claims } = await this.calendar.load(manager, unitId, wanted);
    const taking = standsInTheWay(claims, wanted, bedId);
    const guests = await this.calendar.guests(manager, actor, taking);
    if (guests.size > 0) {
      const youngPeople = [...guests.keys()];
      await this.audit.record(manager, actor, {
        action: 'company.read',
        subject: 'unit',
        subjectId: unitId,
        youngPeople,
      });
    }
    const names = new Map([...guests].map(([id, guest]) => [id, `${guest.firstName} ${guest.lastName}`]));
    return [beds, taking, names];
  }

  /** The nights that a family took are gone otherwise than by its word: it is asked anew about what was kept beside them. */
  async askAgain(
    manager: EntityManager,
    { partId, ...request }: { partId: string; unit: { id: string; zone: string }; urgency: Urgency },
  ): Promise<void> {
    const others = await this.open.of(manager, { partId });
    await this.taken.askAgain(manager, request, [{ state: 'agreed' }], others);
  }

  /** Writes down which offers of the unit and of these young people have run out, and what their requests wait for now. */
  async lapse(manager: EntityManager, unitId: string, youngPeople: string | readonly string[]): Promise<void> {
    const lapsed: Lapsed[] = await manager.query(
      `WITH lapsed AS (
         UPDATE offers o SET state = 'lapsed' FROM bed_claims c
          WHERE c.id = o.claim_id AND (c.unit_id = $1 OR c.young_person_id = ANY ($2::uuid[]))
            AND o.state IN (${OPEN_OFFERS}) AND o.expires_at <= $3
         RETURNING o.id, o.part_id, ${STATE_BEFORE} AS before, o.arrival, o.departure, o.bed_id, c.unit_id, c.young_person_id),
       parts AS (
         UPDATE request_parts p SET state = coalesce(n.state, ${RAN_OUT}), state_since = CASE WHEN p.state = coalesce(n.state, ${RAN_OUT}) THEN p.state_since ELSE $3 END
           FROM (SELECT DISTINCT part_id, coalesce(
                   (SELECT min(h.state) FROM offers h WHERE h.part_id = lapsed.part_id
                       AND h.state IN (${OPEN_OFFERS}) AND h.expires_at > $3)) AS state FROM lapsed) n
          WHERE p.id = n.part_id
         RETURNING p.id, p.request_id, p.state, p.latest_departure - p.nights::int AS last_arrival),
       told AS (
         INSERT INTO request_events (request_id, part_id, at, action, from_state, to_state, arrival, departure, bed_id)
         SELECT parts.request_id, parts.id, $3, 'lapse', before,
                parts.state, arrival, departure, bed_id
           FROM parts JOIN lapsed ON lapsed.part_id = parts.id)
       SELECT lapsed.id, lapsed.unit_id, lapsed.young_person_id, lapsed.part_id, lapsed.before, parts.state, parts.last_arrival, q.urgency, u.zone
         FROM lapsed JOIN parts ON parts.id = lapsed.part_id JOIN requests q ON q.id = parts.request_id JOIN units u ON u.id = q.unit_id`,
      [unitId, [youngPeople].flat(), this.clock.now()],
    );
    if (lapsed.length === 0) return;
    for (const { id, unit_id: unitId, part_id: partId, before, state, ...of } of lapsed) {
      const { urgency, last_arrival: lastArrival, zone } = of;
      await this.deadlines.begin(manager, partId, state, { urgency, lastArrival, zone });
      await this.outbox.write(manager, 'offer.lapsed', { offer: id }, { unitId });
      if (before === 'agreed') await this.askAgain(manager, { partId, unit: { id: unitId, zone }, urgency });
    }
    await this.audit.record(manager, THE_SERVICE, {
      action: 'offer.lapsed',
      subject: 'offer',
      youngPeople: lapsed.map((offer) => offer.young_person_id),
      details: { offers: lapsed.map((offer) => offer.id) },
    });
  }
}
