import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Nights, PlainDate } from '../kernel/nights.js';
import { TAKEN_AGAIN } from './claims.service.js';

/** Nights of a bed that were given back. */
export interface GivenBack extends Nights {
  id: string;
  bedId: string;
  bed: string;
  releasedAt: Date;
}

/** Most that are looked at in one go, the latest. */
const MOST = 100;

/** What was given back lately, whatever became of it since. */
@Injectable()
export class GivenBackNights {
  /**
   * What was given back at a unit since an instant and reaches beyond a night, the latest first: not what somebody took again
   * in the same step, nor nights that were kept for emergencies until their time. One query.
   */
  since(manager: EntityManager, unitId: string, since: Date, from: PlainDate): Promise<GivenBack[]> {
    return manager.query(
      `SELECT c.id, c.bed_id AS "bedId", b.name AS bed, c.arrival, c.departure, c.released_at AS "releasedAt"
         FROM bed_claims c JOIN beds b ON b.id = c.bed_id
        WHERE c.unit_id = $1 AND NOT c.live AND c.released_at >= $2 AND c.departure > $3::date AND c.purpose <> 'reserve'
          AND c.released_why <> ALL ($4::text[])
        ORDER BY c.released_at DESC, c.id LIMIT ${MOST}`,
      [unitId, since, from, TAKEN_AGAIN],
    );
  }
}
