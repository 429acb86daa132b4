import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { HandlesJob, type JobHandler } from '../platform/jobs/job-handlers.js';
import type { OfferState } from '../requests/domain/holding.js';
import type { NoticeKind } from './domain/notice-kinds.js';

/** Writes a notice for whoever may sign at the unit, if the offer is in the state and holds its bed still. */
async function tellSigners(
  manager: EntityManager,
  kind: NoticeKind,
  offer: string,
  { now, state }: { now: Date; state: OfferState },
): Promise<void> {
  await manager.query(
    `INSERT INTO notices (user_id, kind, young_person_id, request_id, offer_id, made_at)
     SELECT m.user_id, $3, c.young_person_id, p.request_id, o.id, $1
       FROM offers o JOIN request_parts p ON p.id = o.part_id JOIN bed_claims c ON c.id = o.claim_id
       JOIN unit_members m ON m.unit_id = c.unit_id JOIN users u ON u.id = m.user_id
      WHERE o.id = $2 AND o.state = $4 AND o.expires_at > $1 AND u.ended_at IS NULL
        AND m.capacity IN ('registered_manager', 'delegate')
     ON CONFLICT ON CONSTRAINT one_notice_of_a_kind DO NOTHING`,
    [now, offer, kind, state],
  );
}

/** A bed that came back is held for somebody who waits: whoever may sign at the unit hears that it waits for them, unless one has. */
@Injectable()
@HandlesJob('tell-of-freed-bed')
export class TellOfFreedBed implements JobHandler<'tell-of-freed-bed'> {
  constructor(private readonly clock: Clock) {}

  async handle({ offer }: { offer: string }, manager: EntityManager): Promise<void> {
    await tellSigners(manager, 'bed_put_forward', offer, { now: this.clock.now(), state: 'proposed' });
  }
}

/** A family said yes to nights that have to be looked at again: whoever may sign at the unit hears that it waits for them. */
@Injectable()
@HandlesJob('tell-of-kept-yes')
export class TellOfKeptYes implements JobHandler<'tell-of-kept-yes'> {
  constructor(private readonly clock: Clock) {}

  async handle({ offer }: { offer: string }, manager: EntityManager): Promise<void> {
    await tellSigners(manager, 'yes_waits', offer, { now: this.clock.now(), state: 'agreed' });
  }
}

/** The offer `o` was not signed, or not once more where the family had said yes and something had changed since. */
const UNSIGNED = '(o.signed_by IS NULL OR o.recorded_by IS NOT NULL)';

/**
 * Nobody signed nights in time: whoever could have and who proposed them hear of it, once of all options that ran out
 * together for the same young person.
 */
export async function tellOfUnsigned(manager: EntityManager, offer: string, now: Date): Promise<void> {
  // One after the other of a request, or two that ran out together would not see each other.
  await manager.query(
    `SELECT 1 FROM offers o JOIN request_parts p ON p.id = o.part_id JOIN requests r ON r.id = p.request_id
      WHERE o.id = $1 AND ${UNSIGNED} FOR NO KEY UPDATE OF r`,
    [offer],
  );
  await manager.query(
    `INSERT INTO notices (user_id, kind, young_person_id, request_id, offer_id, made_at)
     SELECT m.user_id, 'offer_unsigned', c.young_person_id, p.request_id, o.id, $1
       FROM offers o JOIN request_parts p ON p.id = o.part_id JOIN bed_claims c ON c.id = o.claim_id
       JOIN unit_members m ON m.unit_id = c.unit_id JOIN users u ON u.id = m.user_id
      WHERE o.id = $2 AND o.state = 'lapsed' AND ${UNSIGNED} AND u.ended_at IS NULL
        AND (m.capacity IN ('registered_manager', 'delegate') OR m.user_id = o.proposed_by)
        AND NOT EXISTS (
          SELECT 1 FROM notices n JOIN offers x ON x.id = n.offer_id
           WHERE n.user_id = m.user_id AND n.kind = 'offer_unsigned' AND x.part_id = o.part_id AND x.id <> o.id
             AND x.expires_at BETWEEN o.expires_at - ${TOGETHER} AND o.expires_at + ${TOGETHER})
     ON CONFLICT ON CONSTRAINT one_notice_of_a_kind DO NOTHING`,
    [now, offer],
  );
}

/** Options that are proposed together run out within a moment. */
const TOGETHER = `interval '1 minute'`;
