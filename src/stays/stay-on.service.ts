import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService, THE_SERVICE, type AuditActor } from '../audit/audit.service.js';
import { CalendarService } from '../calendar/calendar.service.js';
import type { Actor } from '../identity/domain/actor.js';
import { conflict, invalidField } from '../kernel/domain-error.js';
import { addDays, type PlainDate } from '../kernel/nights.js';
import { sayDate } from '../kernel/say-date.js';
import { Clock } from '../platform/clock.js';
import { Tonight } from '../platform/tonight.js';
import { inTransaction } from '../platform/transaction.js';
import { refuseIfChanged } from '../platform/unchanged.js';
import type { Placed } from './displacement.service.js';
import { bedNoted } from './domain/bed-said.js';
import { StayBeds } from './stay-beds.service.js';
import { StayEvent } from './stay-event.entity.js';
import { Stay } from './stay.entity.js';
import { StaysService, type StayView } from './stays.service.js';

/** The most nights from today for which one entry may say that somebody stays on. */
export const LONGEST_ON = 31;

export interface NextInBed {
  name: string;
  /** Held by an offer, not booked yet. */
  isOffer: boolean;
  arrival: PlainDate;
}

/**
 * Somebody who cannot go home yet. They keep the bed, and it is never refused for what was planned, by a limit or for
 * staffing: what is on those nights makes way, and is on the list of what has to be solved.
 */
@Injectable()
export class StayOnService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly stays: StaysService,
    private readonly beds: StayBeds,
    private readonly calendar: CalendarService,
    private readonly audit: AuditService,
    private readonly clock: Clock,
    private readonly tonight: Tonight,
  ) {}

  /** From when to when the new departure can be; refuses where nobody is staying. */
  range({ state, unit }: Pick<StayView, 'state' | 'unit'>): { earliest: PlainDate; latest: PlainDate } {
    if (state !== 'in_residence')
      throw conflict('not-possible-now', 'Only somebody who is staying now can stay on. Record the arrival first.');
    const tonight = this.tonight.in(unit.zone);
    return { earliest: addDays(tonight, 1), latest: addDays(tonight, LONGEST_ON) };
  }

  /** Who is to have the bed after them, soonest first, as far as one entry can reach: their plans make way. */
  async nextInBed(actor: Actor, stay: StayView): Promise<NextInBed[]> {
    const { manager } = this.dataSource;
    const { latest } = this.range(stay);
    const last = (await this.beds.pieces(manager, stay.id)).at(-1);
    if (!last || stay.departure >= latest) return [];
    const range = { arrival: stay.departure, departure: latest };
    const claims = await this.calendar.claimsOfUnit(manager, stay.unit.id, range);
    const next = claims
      .filter(({ bedId, stayId }) => bedId === last.bedId && stayId !== stay.id)
      // Who is in it by now loses nothing: see BedsAhead.
      .filter(({ arrived, arrival }) => !arrived || arrival > this.tonight.in(stay.unit.zone))
      .toSorted((a, b) => (a.arrival < b.arrival ? -1 : 1));
    const guests = await this.calendar.guests(manager, actor, next);
    const youngPeople = [...guests.keys()];
    const trail = { action: 'company.read', subject: 'stay', subjectId: stay.id, youngPeople };
    if (guests.size > 0) await this.audit.record(manager, actor, trail);
    return next.flatMap(({ youngPersonId, purpose, arrival }) => {
      const guest = guests.get(youngPersonId ?? '');
      return guest ? [{ name: `${guest.firstName} ${guest.lastName}`, isOffer: purpose === 'offer', arrival }] : [];
    });
  }

  async stayOn(actor: Actor, id: string, departure: PlainDate, reason: string): Promise<StayView> {
    const seen = await this.stays.find(this.dataSource.manager, actor, id);
    return inTransaction(this.dataSource, async (manager) => {
      await this.beds.begin(manager, seen);
      const stay = await this.stays.find(manager, actor, id);
      refuseIfChanged(stay);
      const { earliest, latest } = this.range(stay);
      if (departure < earliest)
        throw invalidField(
          'departure',
          `Somebody who stays on is there tonight: choose ${sayDate(earliest)} or later.`,
        );
      if (departure > latest)
        throw invalidField('departure', `Choose ${sayDate(latest)} or earlier, and record it again by then.`);
      if (stay.overdueSince === null && departure <= stay.departure)
        throw invalidField('departure', `They are to leave on ${sayDate(stay.departure)} already: choose a later day.`);
      const nights = { arrival: stay.arrival, departure };
      const { bed } = await this.goOn(manager, actor, { ...stay, arrival: stay.arrival }, departure, 'stayed_on');
      await manager.update(Stay, { id }, { departure, plannedDeparture: departure, overdueSince: null });
      await this.beds.settle(manager, actor.id, stay, 'stayed_on');
      const note = bedNoted(reason, stay.bed?.name ?? null, bed);
      await this.stays.writeDown(manager, actor, stay, 'stayed_on', note, { nights });
      return this.stays.find(manager, actor, id);
    });
  }

  /**
   * Those of the unit who should have left and of whom nobody has said anything are still there: the service writes them
   * on through tonight, so that what clashes is seen while it can be solved.
   */
  async writeOn(manager: EntityManager, unitId: string): Promise<void> {
    await manager.query(`SELECT FROM units WHERE id = $1 FOR NO KEY UPDATE`, [unitId]);
    const tonight = this.tonight.in(await this.beds.zoneOf(manager, unitId));
    const overdue = await manager.query<(Placed & { arrival: PlainDate; departure: PlainDate })[]>(
      `SELECT s.id, json_build_object('id', s.unit_id) AS unit, json_build_object('id', s.young_person_id) AS "youngPerson",
              p.request_id AS "requestId", s.arrival, s.departure,
              (SELECT json_build_object('id', c.bed_id) FROM bed_claims c WHERE c.stay_id = s.id AND c.live
                ORDER BY c.arrival DESC LIMIT 1) AS bed
         FROM stays s JOIN units u ON u.id = s.unit_id LEFT JOIN request_parts p ON p.id = s.part_id
        WHERE s.unit_id = $1 AND ${this.tonight.overdueSql('$2')} ORDER BY s.departure, s.id`,
      [unitId, this.clock.now()],
    );
    await this.beds.beginAll(
      manager,
      overdue.map((stay) => ({ unitId, youngPersonId: stay.youngPerson.id })),
    );
    for (const stay of overdue) {
      const departure = addDays(tonight, 1);
      await this.goOn(manager, THE_SERVICE, stay, departure, 'written_on');
      await manager.query(
        `UPDATE stays SET departure = $2, overdue_since = coalesce(overdue_since, departure) WHERE id = $1`,
        [stay.id, departure],
      );
      await this.beds.settle(manager, null, stay, 'written_on');
      const nights = { arrival: stay.arrival, departure };
      const at = this.clock.now();
      await manager.insert(StayEvent, { stayId: stay.id, at, byUser: null, action: 'written_on', note: '', ...nights });
      await this.audit.record(manager, THE_SERVICE, {
        action: 'stay.written_on',
        subject: 'stay',
        subjectId: stay.id,
        youngPeople: [stay.youngPerson.id],
      });
    }
  }

  private async goOn(
    manager: EntityManager,
    by: AuditActor,
    stay: Placed & { arrival: PlainDate },
    departure: PlainDate,
    why: string,
  ): Promise<{ bed: string | null }> {
    const tonight = this.tonight.in(await this.beds.zoneOf(manager, stay.unit.id));
    return this.beds.follow(manager, by, stay, { arrival: stay.arrival, departure }, { why, tonight });
  }
}
