import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { conflict } from '../kernel/domain-error.js';
import type { PlainDate } from '../kernel/nights.js';
import { sayInstant } from '../kernel/say-date.js';
import { ABSENCE_TEXT, type AbsenceKind } from './domain/absence.js';
import type { StayView } from './stay-reader.js';

type Whose = Pick<StayView, 'id' | 'unit' | 'youngPerson' | 'arrivedAt' | 'departedAt'>;

/**
 * The other stays of the same young person, as they are recorded: nobody is at two places at once, so what contradicts them
 * is said, with what has to be put right first. The young person is locked by the caller.
 */
@Injectable()
export class OwnStays {
  /** An arrival while they are recorded as having been here on another stay. */
  async refuseBeforeDeparture(manager: EntityManager, stay: Whose, arrivedAt: Date): Promise<void> {
    const [earlier] = await manager.query<{ departedAt: Date }[]>(
      `SELECT departed_at AS "departedAt" FROM stays
        WHERE young_person_id = $1 AND id <> $2 AND unit_id = $3 AND state = 'completed' AND departed_at > $4
          AND arrived_at < coalesce($5::timestamptz, 'infinity') ORDER BY departed_at DESC LIMIT 1`,
      [stay.youngPerson.id, stay.id, stay.unit.id, arrivedAt, stay.departedAt],
    );
    if (!earlier) return;
    const text = `They are recorded as having left on ${sayInstant(earlier.departedAt, stay.unit.zone)}: correct that departure first, or check this time.`;
    throw conflict('left-later', text, [{ field: 'at', message: text }]);
  }

  /** A departure after they are recorded as having arrived on another stay, here or at another unit. */
  async refuseAfterArrival(manager: EntityManager, stay: Whose, departedAt: Date): Promise<void> {
    const later = await this.next(manager, stay, departedAt);
    if (!later) return;
    const text = `They are recorded as having arrived ${later.said}. Check the time of this departure, or have that arrival corrected first.`;
    throw conflict('arrived-later', text, [{ field: 'at', message: text }]);
  }

  /** A departure that is to be undone though they have been somewhere since. */
  async refuseIfSince(manager: EntityManager, stay: Whose): Promise<void> {
    const later = await this.next(manager, stay);
    if (!later) return;
    throw conflict(
      'arrived-later',
      `They are recorded as having arrived ${later.said} since then, so they did leave here. If that is wrong, have that arrival undone first.`,
    );
  }

  /** Times of the stay itself outside which it has an absence on record: which one to put right first. */
  async refuseAwayOutside(
    manager: EntityManager,
    { id, unit }: Pick<Whose, 'id' | 'unit'>,
    { arrivedAt, departedAt }: { arrivedAt?: Date; departedAt?: Date },
  ): Promise<void> {
    // One that goes on, or that the departure ended, ends with the departure that is written down now. Those of an arrival
    // that was undone are no part of the stay.
    const [away] = await manager.query<{ kind: AbsenceKind; since: Date; until: Date | null }[]>(
      `SELECT kind, since, back_at AS until FROM absences
        WHERE stay_id = $1 AND ended_by IS DISTINCT FROM 'taken_back' AND recorded_at > coalesce(
                (SELECT max(at) FROM stay_events WHERE stay_id = $1 AND action = 'arrival_undone'), '-infinity')
          AND (since < $2 OR since > $3 OR (back_at > $3 AND ended_by NOT IN ('left', 'stay_ended')))
        ORDER BY since LIMIT 1`,
      [id, arrivedAt ?? null, departedAt ?? null],
    );
    if (!away) return;
    const until = away.until ? ` until ${sayInstant(away.until, unit.zone)}` : '';
    const which = `“${ABSENCE_TEXT[away.kind]}” from ${sayInstant(away.since, unit.zone)}${until}`;
    const text = `They are recorded as away then: ${which}. Correct that absence first, or check this time.`;
    throw conflict('away-outside', text, [{ field: 'at', message: text }]);
  }

  /**
   * The first night that is theirs here when they came in this one: later where they had left another stay in the same
   * night, or are on record for it at another unit. No night is spent in two places.
   */
  async firstNight(manager: EntityManager, stay: Whose, night: PlainDate): Promise<PlainDate> {
    const [other] = await manager.query<{ departure: PlainDate }[]>(
      `SELECT c.departure FROM bed_claims c JOIN stays s ON s.id = c.stay_id
        WHERE c.young_person_id = $1 AND c.live AND s.id <> $2 AND s.state = 'completed' AND c.nights @> $3::date
        ORDER BY c.departure DESC LIMIT 1`,
      [stay.youngPerson.id, stay.id, night],
    );
    return other?.departure ?? night;
  }

  private async next(manager: EntityManager, stay: Whose, until?: Date): Promise<{ said: string } | undefined> {
    const [later] = await manager.query<{ here: boolean; arrivedAt: Date }[]>(
      `SELECT unit_id = $3 AS here, arrived_at AS "arrivedAt" FROM stays
        WHERE young_person_id = $1 AND id <> $2 AND arrived_at > $4 AND ($5::timestamptz IS NULL OR arrived_at < $5)
        ORDER BY arrived_at LIMIT 1`,
      [stay.youngPerson.id, stay.id, stay.unit.id, stay.arrivedAt, until ?? null],
    );
    if (!later) return undefined;
    return { said: `${later.here ? 'here' : 'at another unit'} on ${sayInstant(later.arrivedAt, stay.unit.zone)}` };
  }
}
