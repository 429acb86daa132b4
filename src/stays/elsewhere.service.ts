import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Actor } from '../identity/domain/actor.js';
import { conflict } from '../kernel/domain-error.js';
import { addDays, type Nights } from '../kernel/nights.js';
import { Clock } from '../platform/clock.js';
import { Tonight } from '../platform/tonight.js';
import { endAbsence } from './absence-records.js';
import type { Placed } from './displacement.service.js';
import { nightsUntilDeparture } from './domain/real-nights.js';
import { StayBeds } from './stay-beds.service.js';
import { StayEvent } from './stay-event.entity.js';
import { Stay } from './stay.entity.js';

/**
 * Whoever has come here is no longer there. A stay at another unit that nobody has ended is ended at this arrival, because
 * those who record it cannot see that one; its unit is told to look.
 */
@Injectable()
export class Elsewhere {
  constructor(
    private readonly beds: StayBeds,
    private readonly audit: AuditService,
    private readonly clock: Clock,
    private readonly tonight: Tonight,
  ) {}

  /**
   * In the transaction of the arrival, before its own beds are looked for. The young person is locked. An arrival before
   * that stay began leaves it without a night, so whoever writes it down is asked first whether they are sure.
   */
  async leave(
    manager: EntityManager,
    actor: Actor,
    here: { unit: { id: string }; youngPerson: { id: string } },
    { arrivedAt, certain }: { arrivedAt: Date; certain: boolean },
  ): Promise<void> {
    const [seen] = await this.residence(manager, here);
    if (!seen) return;
    await this.beds.begin(manager, seen);
    const [there] = await this.residence(manager, here);
    if (!there) return;
    if (there.arrivedAt > arrivedAt && !certain)
      throw conflict('staying-already', LATER, [{ field: 'certain', message: LATER }]);
    const departedAt = there.arrivedAt > arrivedAt ? there.arrivedAt : arrivedAt;
    const zone = await this.beds.zoneOf(manager, there.unit.id);
    // The night in which they came here is spent here.
    const spent = nightsUntilDeparture(there, this.tonight.in(zone, arrivedAt));
    const why = { why: 'departed', isOver: true, tonight: this.tonight.in(zone) };
    const found = spent && (await this.beds.follow(manager, actor, there, spent, why));
    if (!found) await this.beds.giveBack(manager, actor.id, there.id, 'left_on_arrival_day');
    const nights: Nights = found?.nights ?? { arrival: there.arrival, departure: addDays(there.arrival, 1) };
    const told = { by: actor.id, now: this.clock.now() };
    await endAbsence(manager, there.id, { until: departedAt, ended: 'end_of_stay' }, told);
    const end = { state: 'completed' as const, departedAt, endedWhy: WHY, overdueSince: null };
    await manager.update(Stay, { id: there.id }, { ...end, ...nights });
    await this.beds.settle(manager, actor.id, there, 'departed');
    const event = { stayId: there.id, at: this.clock.now(), byUser: null, action: 'departed' as const, note: WHY };
    const { arrival, departure } = nights;
    await manager.insert(StayEvent, { ...event, arrival, departure, happenedAt: departedAt });
    await this.audit.record(manager, actor, {
      ...{ action: 'stay.ended_elsewhere', subject: 'stay', subjectId: there.id },
      youngPeople: [here.youngPerson.id],
    });
  }

  private residence(
    manager: EntityManager,
    { unit, youngPerson }: { unit: { id: string }; youngPerson: { id: string } },
  ): Promise<(Placed & Nights & { arrivedAt: Date })[]> {
    return manager.query(
      `SELECT s.id, json_build_object('id', s.unit_id) AS unit, json_build_object('id', s.young_person_id) AS "youngPerson",
              p.request_id AS "requestId", s.arrival, s.departure, s.arrived_at AS "arrivedAt",
              (SELECT json_build_object('id', c.bed_id) FROM bed_claims c WHERE c.stay_id = s.id AND c.live
                ORDER BY c.arrival DESC LIMIT 1) AS bed
         FROM stays s LEFT JOIN request_parts p ON p.id = s.part_id
        WHERE s.young_person_id = $1 AND s.state = 'in_residence' AND s.unit_id <> $2`,
      [youngPerson.id, unit.id],
    );
  }
}

const WHY = 'They arrived at another unit.';
const LATER =
  'At that time they had not come to the other unit yet, where they are recorded as staying. Check the date and the time. If they are right, say so: the stay there is then on record without a night, and that unit is told to look.';
