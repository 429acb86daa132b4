import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Actor } from '../identity/domain/actor.js';
import { conflict } from '../kernel/domain-error.js';
import { addDays, type Nights, type PlainDate } from '../kernel/nights.js';
import { Clock } from '../platform/clock.js';
import { Tonight } from '../platform/tonight.js';
import { endAbsence, reopenAbsence } from './absence-records.js';
import type { Placed } from './displacement.service.js';
import { GOES_ON } from './domain/ending.js';
import { nightsFromArrival, nightsUntilDeparture } from './domain/real-nights.js';
import type { StayAction } from './domain/stay-state.js';
import { ReviewsDue } from './reviews-due.service.js';
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
    private readonly reviews: ReviewsDue,
  ) {}

  /**
   * In the transaction of the arrival, before its own beds are looked for. The young person is locked. An arrival before
   * that stay began leaves it without a night, so whoever writes it down is asked first whether they are sure. Whether
   * there was one.
   */
  async leave(
    manager: EntityManager,
    actor: Actor,
    here: Here,
    { arrivedAt, certain }: { arrivedAt: Date; certain: boolean },
  ): Promise<boolean> {
    const [seen] = await this.residence(manager, here);
    if (!seen) return false;
    await this.beds.begin(manager, seen);
    const [there] = await this.residence(manager, here);
    if (!there) return false;
    if (there.arrivedAt > arrivedAt && !certain)
      throw conflict('staying-already', LATER, [{ field: 'certain', message: LATER }]);
    const departedAt = there.arrivedAt > arrivedAt ? there.arrivedAt : arrivedAt;
    const zone = await this.beds.zoneOf(manager, there.unit.id);
    // The night in which they came here is spent here.
    const spent = nightsUntilDeparture(there, this.tonight.in(zone, arrivedAt));
    const why = { why: 'departed', isOver: true, tonight: this.tonight.in(zone) };
    const found = spent && (await this.beds.follow(manager, actor, there, spent, why));
    if (!found) await this.beds.giveBack(manager, actor.id, [there.id], 'left_on_arrival_day');
    const nights: Nights = found?.nights ?? { arrival: there.arrival, departure: addDays(there.arrival, 1) };
    const told = { by: actor.id, now: this.clock.now() };
    await endAbsence(manager, there.id, { until: departedAt, ended: 'end_of_stay' }, told);
    const end = { state: 'completed' as const, departedAt, endedWhy: WHY, overdueSince: null };
    await manager.update(Stay, { id: there.id }, { ...end, ...nights });
    await this.beds.settle(manager, actor.id, there, 'departed');
    await this.reviews.begin(manager, there.id, { id: there.unit.id, zone });
    await this.write(manager, here, there.id, { action: 'departed', note: WHY, ...nights, happenedAt: departedAt });
    await this.audit.record(manager, actor, {
      ...{ action: 'stay.ended_elsewhere', subject: 'stay', subjectId: there.id },
      youngPeople: [here.youngPerson.id],
    });
    return true;
  }

  /**
   * In the transaction in which the arrival here is undone, after its own beds are given up: the stay that it ended goes
   * on. Not where its unit has corrected the departure since, or they have been somewhere else: that unit is told to look.
   */
  async goBack(manager: EntityManager, actor: Actor, here: Here): Promise<void> {
    const [seen] = await this.ended(manager, here);
    if (!seen) return;
    await this.beds.begin(manager, seen);
    const [there] = await this.ended(manager, here);
    if (!there) return;
    const { departedAt, isContradicted, ...stay } = there;
    if (isContradicted) {
      const { arrival, departure } = stay;
      await this.write(manager, here, stay.id, { action: 'elsewhere_undone', note: LOOK, arrival, departure });
    } else {
      const tonight = this.tonight.in(await this.beds.zoneOf(manager, stay.unit.id));
      const wanted = nightsFromArrival(
        { arrival: stay.plannedArrival, departure: stay.plannedDeparture },
        stay.arrival,
      );
      const { nights } = await this.beds.follow(manager, actor, stay, wanted, { why: 'departure_undone', tonight });
      const back = { state: 'in_residence' as const, departedAt: null, ...GOES_ON };
      await manager.update(Stay, { id: stay.id }, { ...back, ...nights });
      await reopenAbsence(manager, stay.id, { by: actor.id, now: this.clock.now() });
      await this.beds.settle(manager, actor.id, stay, 'departure_undone');
      const event = { action: 'departure_undone' as const, note: UNDONE, insteadOf: departedAt };
      await this.write(manager, here, stay.id, { ...event, ...nights });
    }
    await this.audit.record(manager, actor, {
      ...{ action: 'stay.elsewhere_undone', subject: 'stay', subjectId: stay.id },
      youngPeople: [here.youngPerson.id],
    });
  }

  /** Written down by the service: those who caused it cannot see that stay. */
  private async write(
    manager: EntityManager,
    here: Here,
    stayId: string,
    what: Nights & { action: StayAction; note: string; happenedAt?: Date; insteadOf?: Date },
  ): Promise<void> {
    await manager.insert(StayEvent, { ...what, stayId, at: this.clock.now(), byUser: null, becauseOf: here.id });
  }

  /** The stay that the arrival here ended, and whether what was recorded since says that they did leave there. */
  private ended(manager: EntityManager, here: Here): Promise<Ended[]> {
    return manager.query(
      `SELECT s.id, json_build_object('id', s.unit_id) AS unit, json_build_object('id', s.young_person_id) AS "youngPerson",
              p.request_id AS "requestId", s.arrival, s.planned_arrival AS "plannedArrival",
              s.departure, s.planned_departure AS "plannedDeparture", s.departed_at AS "departedAt",
              (SELECT json_build_object('id', c.bed_id) FROM bed_claims c WHERE c.stay_id = s.id
                ORDER BY c.live DESC, c.released_at DESC, c.arrival DESC LIMIT 1) AS bed,
              s.departed_at <> e.happened_at OR EXISTS (
                SELECT FROM stays o WHERE o.young_person_id = s.young_person_id AND o.id NOT IN (s.id, $1)
                   AND o.arrived_at > s.arrived_at) AS "isContradicted"
         FROM stay_events e JOIN stays s ON s.id = e.stay_id LEFT JOIN request_parts p ON p.id = s.part_id
        WHERE e.because_of = $1 AND e.action = 'departed' AND s.state = 'completed'
          AND NOT EXISTS (SELECT FROM stay_events l WHERE l.stay_id = s.id AND l.id > e.id
                             AND l.action IN ('departure_undone', 'elsewhere_undone'))
        ORDER BY e.id DESC LIMIT 1`,
      [here.id],
    );
  }

  private residence(
    manager: EntityManager,
    { unit, youngPerson }: Here,
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

/** The stay whose arrival it is. */
type Here = Pick<Placed, 'id' | 'unit' | 'youngPerson'>;

interface Ended extends Placed, Nights {
  plannedArrival: PlainDate;
  plannedDeparture: PlainDate;
  departedAt: Date;
  isContradicted: boolean;
}

const UNDONE = 'Their arrival at another unit was undone, so this stay goes on.';
const LOOK = 'Their arrival at another unit was undone, because of which this stay was ended.';
const WHY = 'They arrived at another unit.';
const LATER =
  'At that time they had not come to the other unit yet, where they are recorded as staying. Check the date and the time. If they are right, say so: the stay there is then on record without a night, and that unit is told to look.';
