import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { HandlesJob, type JobHandler } from '../platform/jobs/job-handlers.js';
import type { NoticeKind } from './domain/notice-kinds.js';
import { tellOfUnsigned } from './tell-managers.js';

/**
 * In SQL, the key worker of the young person `y` and whoever stands in for them at the instant `$NOW`, and who works on
 * the request of the part `p` beside them.
 */
export const WHOSE_NOTICE = `(
        SELECT y.key_worker_id AS id UNION
        SELECT d.deputy_id FROM deputies d
         WHERE d.absent_id = y.key_worker_id AND d.ended_at IS NULL AND d.begins_at <= $NOW AND d.ends_at > $NOW UNION
        SELECT c.user_id FROM request_co_workers c
         WHERE c.request_id = p.request_id AND (c.ended_at IS NULL OR c.ended_at > $NOW))`;

/** Of the offer `o`, or of the stay that it became. */
const NOT_SUITABLE = `EXISTS (
  SELECT 1 FROM match_decisions d WHERE (d.offer_id = o.id OR d.stay_id = o.stay_id) AND d.decision = 'not_suitable')`;

/** Writes a notice for the key worker of an offer's young person and whoever stands in for them now, if the offer is as the condition says. */
async function tell(
  manager: EntityManager,
  kind: NoticeKind,
  offer: string,
  { now, condition }: { now: Date; condition: string },
): Promise<void> {
  await manager.query(
    `INSERT INTO notices (user_id, kind, young_person_id, request_id, offer_id, made_at)
     SELECT w.id, $1, y.id, p.request_id, o.id, $2
       FROM offers o JOIN request_parts p ON p.id = o.part_id JOIN young_people y ON y.id = p.young_person_id
      CROSS JOIN LATERAL ${WHOSE_NOTICE.replaceAll('$NOW', '$2')} w
      WHERE o.id = $3 AND o.signed_by IS NOT NULL AND ${condition}
     ON CONFLICT ON CONSTRAINT one_notice_of_a_kind DO NOTHING`,
    [kind, now, offer],
  );
}

/**
 * A family is to be asked about nights that were signed: the key worker hears of it, once of all that were signed with them
 * for the same young person, be they options or the breaks of a series.
 */
@Injectable()
@HandlesJob('tell-of-offered-nights')
export class TellOfOfferedNights implements JobHandler<'tell-of-offered-nights'> {
  constructor(private readonly clock: Clock) {}

  async handle({ offer }: { offer: string }, manager: EntityManager): Promise<void> {
    // One after the other of a request, or two of one signature would not see each other.
    await manager.query(
      `SELECT 1 FROM offers o JOIN request_parts p ON p.id = o.part_id JOIN requests r ON r.id = p.request_id
        WHERE o.id = $1 FOR NO KEY UPDATE OF r`,
      [offer],
    );
    const condition = `o.state = 'offered' AND o.expires_at > $2 AND NOT EXISTS (
      SELECT 1 FROM notices n JOIN offers x ON x.id = n.offer_id
       WHERE n.user_id = w.id AND n.kind = $1 AND n.read_at IS NULL AND n.request_id = p.request_id
         AND n.young_person_id = y.id AND x.id <> o.id AND x.signed_by = o.signed_by
         AND x.signed_at BETWEEN o.signed_at - ${TOGETHER} AND o.signed_at + ${TOGETHER})`;
    await tell(manager, 'nights_offered', offer, { now: this.clock.now(), condition });
  }
}

/** What one step signs is signed within a moment. */
const TOGETHER = `interval '30 seconds'`;

/**
 * Half-way through the time to answer: the key worker is reminded, unless the family has answered. Where it was given more time,
 * or is asked anew, they are reminded half-way through that, and once more where they were before.
 */
@Injectable()
@HandlesJob('remind-of-offer')
export class RemindOfOffer implements JobHandler<'remind-of-offer'> {
  constructor(private readonly clock: Clock) {}

  async handle({ offer }: { offer: string }, manager: EntityManager): Promise<void> {
    const now = this.clock.now();
    const [later] = await manager.query<object[]>(
      `SELECT 1 FROM outbox e
        WHERE e.topic = 'offer.half-way' AND e.state = 'waiting' AND e.payload->>'offer' = $1 AND e.due_at > $2 LIMIT 1`,
      [offer, now],
    );
    if (later) return;
    await manager.query(`DELETE FROM notices WHERE offer_id = $1 AND kind = 'offer_half_way'`, [offer]);
    // Options that are asked about together are reminded of once; beside one that the family took it is not asked.
    const condition = `o.state = 'offered' AND p.state = 'offered' AND o.expires_at > $2 AND NOT EXISTS (
      SELECT 1 FROM notices n JOIN offers x ON x.id = n.offer_id
       WHERE n.user_id = w.id AND n.kind = $1 AND n.read_at IS NULL AND x.part_id = o.part_id AND x.id <> o.id
         AND x.state = 'offered' AND x.expires_at > $2)`;
    await tell(manager, 'offer_half_way', offer, { now, condition });
  }
}

/**
 * The key worker hears that nobody answered in time; where the family said yes in time, it is the unit that had to take the
 * nights back. Of a proposal that was never signed they never knew: who could have signed and who proposed it hear of that.
 */
@Injectable()
@HandlesJob('tell-of-lapsed-offer')
export class TellOfLapsedOffer implements JobHandler<'tell-of-lapsed-offer'> {
  constructor(private readonly clock: Clock) {}

  async handle({ offer }: { offer: string }, manager: EntityManager): Promise<void> {
    const now = this.clock.now();
    // Nor is the family late with what was kept beside the option that it took.
    const late = `o.state = 'lapsed' AND o.recorded_by IS NULL AND p.state <> 'agreed'`;
    await tell(manager, 'offer_lapsed', offer, { now, condition: late });
    await tell(manager, 'offer_taken_back', offer, {
      ...{ now, condition: `o.state = 'lapsed' AND o.recorded_by IS NOT NULL` },
    });
    await tellOfUnsigned(manager, offer, now);
  }
}

/**
 * The key worker hears that nights were decided not to suit; why, may concern other children, and is not told. That nights
 * are suitable they hear as a step of their own: to ask the family.
 */
@Injectable()
@HandlesJob('tell-of-decision')
export class TellOfDecision implements JobHandler<'tell-of-decision'> {
  constructor(private readonly clock: Clock) {}

  async handle({ offer }: { offer: string }, manager: EntityManager): Promise<void> {
    await manager.query(
      `INSERT INTO notices (user_id, kind, young_person_id, request_id, offer_id, made_at)
       SELECT w.id, 'offer_decided', y.id, p.request_id, o.id, $2
         FROM offers o JOIN request_parts p ON p.id = o.part_id JOIN young_people y ON y.id = p.young_person_id
        CROSS JOIN LATERAL ${WHOSE_NOTICE.replaceAll('$NOW', '$2')} w
        WHERE o.id = $1 AND o.state IN ('taken_back', 'accepted')
          AND ${NOT_SUITABLE}
       ON CONFLICT ON CONSTRAINT one_notice_of_a_kind DO NOTHING`,
      [offer, this.clock.now()],
    );
  }
}

/** The key worker hears that nights which were looked at again are booked, as the family said. */
@Injectable()
@HandlesJob('tell-of-booked-nights')
export class TellOfBookedNights implements JobHandler<'tell-of-booked-nights'> {
  constructor(private readonly clock: Clock) {}

  async handle({ offer }: { offer: string }, manager: EntityManager): Promise<void> {
    await tell(manager, 'nights_booked', offer, { now: this.clock.now(), condition: `o.state = 'accepted'` });
  }
}

/** The key worker hears that the unit took back what a family was asked about. Why, and who is there now, they are not told. */
@Injectable()
@HandlesJob('tell-of-taken-back-offer')
export class TellOfTakenBackOffer implements JobHandler<'tell-of-taken-back-offer'> {
  constructor(private readonly clock: Clock) {}

  async handle({ offer }: { offer: string }, manager: EntityManager): Promise<void> {
    // Of nights that were decided not to suit they are told that. What a key worker withdrew, the unit did not take back.
    const condition = `o.state = 'taken_back' AND NOT ${NOT_SUITABLE} AND NOT EXISTS (
      SELECT 1 FROM bed_claims c JOIN users b ON b.id = c.released_by WHERE c.id = o.claim_id AND b.role = 'cas_worker')`;
    await tell(manager, 'offer_taken_back', offer, { now: this.clock.now(), condition });
  }
}

/** Writes a notice of a stay for its key worker and the others, if the stay is as the condition says. */
async function tellOfStay(
  manager: EntityManager,
  kind: NoticeKind,
  stay: string,
  { now, condition }: { now: Date; condition: string },
): Promise<void> {
  await manager.query(
    `INSERT INTO notices (user_id, kind, young_person_id, request_id, stay_id, made_at)
     SELECT w.id, $3, y.id, p.request_id, s.id, $1
       FROM stays s JOIN young_people y ON y.id = s.young_person_id LEFT JOIN request_parts p ON p.id = s.part_id
      CROSS JOIN LATERAL ${WHOSE_NOTICE.replaceAll('$NOW', '$1')} w
      WHERE s.id = $2 AND ${condition}
     ON CONFLICT ON CONSTRAINT one_notice_of_a_stay DO NOTHING`,
    [now, stay, kind],
  );
}

/** The key worker hears that a stay is over: somebody owes a word on how it went. */
@Injectable()
@HandlesJob('tell-of-stay-to-review')
export class TellOfStayToReview implements JobHandler<'tell-of-stay-to-review'> {
  constructor(private readonly clock: Clock) {}

  async handle({ stay }: { stay: string }, manager: EntityManager): Promise<void> {
    const condition = `s.state = 'completed' AND s.reviewed_at IS NULL`;
    await tellOfStay(manager, 'stay_over', stay, { now: this.clock.now(), condition });
  }
}

/** The key worker hears, once, that how a stay went should be on record by now. */
@Injectable()
@HandlesJob('tell-of-overdue-review')
export class TellOfOverdueReview implements JobHandler<'tell-of-overdue-review'> {
  constructor(private readonly clock: Clock) {}

  async handle({ stay }: { stay: string }, manager: EntityManager): Promise<void> {
    // A departure that was undone and written down anew is due later. Who works on it with the key worker owes nothing.
    const condition = `s.state = 'completed' AND s.reviewed_at IS NULL AND s.review_due_at <= $1 AND NOT EXISTS (
      SELECT 1 FROM request_co_workers c WHERE c.request_id = p.request_id AND c.user_id = w.id)`;
    await tellOfStay(manager, 'review_overdue', stay, { now: this.clock.now(), condition });
  }
}

/** The key worker hears that a child of theirs has a place that nobody had asked for, unless they wrote it down themself. */
@Injectable()
@HandlesJob('tell-of-emergency')
export class TellOfEmergency implements JobHandler<'tell-of-emergency'> {
  constructor(private readonly clock: Clock) {}

  async handle({ stay }: { stay: string }, manager: EntityManager): Promise<void> {
    const condition = `s.kind = 'emergency' AND s.state NOT IN ('cancelled', 'no_show') AND w.id <> s.booked_by`;
    await tellOfStay(manager, 'emergency_placed', stay, { now: this.clock.now(), condition });
  }
}
