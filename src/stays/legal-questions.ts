import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CalendarService } from '../calendar/calendar.service.js';
import { Clock } from '../platform/clock.js';
import { aroundStays, stayWarnings, type WarnedStay } from './domain/stay-warnings.js';

/** So many children at a time: what their claims are is asked in one query, which is to end in time. */
const AT_ONCE = 20;

/** Keeps on each stay whether its legal status needs a decision beside the one on record: by it the lists are asked. */
@Injectable()
export class LegalQuestions {
  constructor(
    private readonly calendar: CalendarService,
    private readonly clock: Clock,
  ) {}

  /**
   * Looks at a stay whose nights or status have just changed, and at the others of the child that are to come or go on: the
   * limits are about all of them. Those that are over are left as they are until somebody decides.
   */
  async look(manager: EntityManager, youngPersonId: string, stayId: string): Promise<void> {
    await this.lookAtAll(manager, [{ id: stayId, youngPersonId }]);
  }

  /** The same of many stays that changed together, some children at a time: each child's stays are looked at beside their own. */
  async lookAtAll(
    manager: EntityManager,
    changedStays: readonly { id: string; youngPersonId: string }[],
  ): Promise<void> {
    const whose = [...new Set(changedStays.map(({ youngPersonId }) => youngPersonId))];
    const ids = changedStays.map(({ id }) => id);
    for (let from = 0; from < whose.length; from += AT_ONCE)
      await this.lookAt(manager, whose.slice(from, from + AT_ONCE), ids);
  }

  private async lookAt(manager: EntityManager, whose: readonly string[], ids: readonly string[]): Promise<void> {
    const stays = await manager.query<(WarnedStay & { isAsked: boolean; youngPersonId: string })[]>(
      `SELECT s.id, s.state, y.date_of_birth AS "dateOfBirth", kind = 'emergency' AS "isEmergency", arrival, departure, legal_status AS "legalStatus",
              coalesce(legal_decided_at >= departed_at, false) AS "decidedSince", '' AS "keyWorker",
              legal_asked_at IS NOT NULL AS "isAsked", s.young_person_id AS "youngPersonId"
         FROM stays s JOIN young_people y ON y.id = s.young_person_id
        WHERE s.young_person_id = ANY ($1::uuid[]) AND (s.id = ANY ($2::uuid[]) OR s.state IN ('booked', 'in_residence'))
        ORDER BY s.arrival, s.id`,
      [whose, ids],
    );
    if (stays.length === 0) return;
    const claims = await this.calendar.claimsOfYoungPeople(manager, whose, aroundStays(stays));
    const own = new Map(whose.map((id) => [id, claims.filter(({ youngPersonId }) => youngPersonId === id)]));
    const isToAsk = (stay: (typeof stays)[number]) => stayWarnings(stay, own.get(stay.youngPersonId) ?? []).length > 0;
    const changed = stays.filter((stay) => isToAsk(stay) !== stay.isAsked).map(({ id }) => id);
    if (changed.length === 0) return;
    await manager.query(
      `UPDATE stays SET legal_asked_at = CASE WHEN legal_asked_at IS NULL THEN $2::timestamptz END WHERE id = ANY ($1::uuid[])`,
      [changed, this.clock.now()],
    );
  }
}
