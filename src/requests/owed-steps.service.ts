import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Nights } from '../kernel/nights.js';
import { Clock } from '../platform/clock.js';
import { Tonight } from '../platform/tonight.js';
import { OPEN_STATES, type RequestState } from './domain/states.js';
import { DUE, HELD, STATE, storedStates } from './request-filter.js';

/** A step that somebody owes of a part, and by when. */
export interface OwedStep {
  partId: string;
  requestId: string;
  youngPersonId: string;
  state: RequestState;
  due: Date;
}

/** An offer that a family is asked about. */
export interface AskedOffer extends Nights {
  offerId: string;
  partId: string;
  requestId: string;
  youngPersonId: string;
  expires: Date;
}

/** Of a draft nobody but its author knows, and of an offer that the family is asked about each is looked at by itself. */
const OWED: readonly RequestState[] = OPEN_STATES.filter((state) => state !== 'draft' && state !== 'offered');
/** Also where the family is asked about nights, and more are proposed beside them. */
const STORED = [...new Set([...storedStates(OWED), 'offered'])];

/** What of the requests to a unit is owed by an instant, whoever asks: figures and ids, no names. */
@Injectable()
export class OwedSteps {
  constructor(
    private readonly clock: Clock,
    private readonly tonight: Tonight,
  ) {}

  /** Steps without which a request has no answer; what waits for a signature beside an offer is one. One query. */
  async ofUnit(manager: EntityManager, unitId: string, until: Date): Promise<OwedStep[]> {
    return manager.query(
      `SELECT "partId", "requestId", "youngPersonId", state, due FROM (
         SELECT p.id AS "partId", r.id AS "requestId", r.number, p.position, p.young_person_id AS "youngPersonId",
                CASE WHEN ${STATE} = 'offered' THEN 'proposed' ELSE ${STATE} END AS state,
                CASE WHEN ${STATE} = 'offered' THEN o.sign_by ELSE ${DUE} END AS due
           FROM request_parts p JOIN requests r ON r.id = p.request_id AND r.unit_id = p.unit_id
           JOIN units u ON u.id = r.unit_id ${HELD} LEFT JOIN stays s ON false
          WHERE p.unit_id = $3 AND p.state = ANY ($4::text[])) owed
        WHERE state = ANY ($5::text[]) AND due <= $6 ORDER BY due, number, position`,
      [this.clock.now(), this.tonight.dayBegins, unitId, STORED, OWED, until],
    );
  }

  /** Offers that a family is asked about and that run out by then, the first first; none beside one that it took. One query. */
  async offers(manager: EntityManager, unitId: string, until: Date): Promise<AskedOffer[]> {
    return manager.query(
      `SELECT o.id AS "offerId", p.id AS "partId", p.request_id AS "requestId", p.young_person_id AS "youngPersonId",
              o.arrival, o.departure, o.expires_at AS expires
         FROM offers o JOIN request_parts p ON p.id = o.part_id
        WHERE p.unit_id = $1 AND p.state = 'offered' AND o.state = 'offered'
          AND o.expires_at > $2 AND o.expires_at <= $3
        ORDER BY o.expires_at, o.id`,
      [unitId, this.clock.now(), until],
    );
  }
}
