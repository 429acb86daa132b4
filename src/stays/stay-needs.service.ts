import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { worksAt, type Actor } from '../identity/domain/actor.js';
import { forbidden, invalidField } from '../kernel/domain-error.js';
import type { PlainDate } from '../kernel/nights.js';
import { pastFacts, type Facts } from '../people/domain/past-fact.js';
import { mayChangeStayNeeds, missingIn, type SupportLevel } from '../people/domain/stay-needs.js';
import { PastFacts } from '../people/past-facts.service.js';
import { PeopleService } from '../people/people.service.js';
import { Clock } from '../platform/clock.js';
import { Tonight } from '../platform/tonight.js';
import { inTransaction } from '../platform/transaction.js';
import { refuseIfChanged } from '../platform/unchanged.js';

export interface NeedsInput {
  supportLevel: SupportLevel;
  roomNeeds: string[];
  keepsRoom: boolean;
  /** Days; left out, what is on record stays. */
  noticeDays?: number | null | undefined;
}

/** Nights that are booked in a room that lacks something of what they need. */
export interface LackingStay {
  stayId: string;
  bed: string;
  arrival: PlainDate;
  departure: PlainDate;
  lacks: string[];
}

/** What a stay of a young person asks of the house: support, a room that has what they need, always the same one. */
@Injectable()
export class StayNeedsService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly people: PeopleService,
    private readonly past: PastFacts,
    private readonly audit: AuditService,
    private readonly clock: Clock,
    private readonly tonight: Tonight,
  ) {}

  /**
   * Says anew what it asks. Bookings that stand are left alone, whatever their rooms lack: `lacking` tells of them. Where
   * they are booked the unit is locked, then the young person, as in a booking: nobody books them, or moves them to make
   * room for another, on what was true before.
   */
  async change(actor: Actor, id: string, input: NeedsInput): Promise<void> {
    await inTransaction(this.dataSource, async (manager) => {
      await manager.query(
        `SELECT 1 FROM units WHERE id IN (SELECT unit_id FROM bed_claims WHERE young_person_id = $1 AND live)
          ORDER BY id FOR NO KEY UPDATE`,
        [id],
      );
      await manager.query(`SELECT 1 FROM young_people WHERE id = $1 FOR NO KEY UPDATE`, [id]);
      const person = await this.people.find(manager, actor, id);
      refuseIfChanged(person);
      if (!mayChangeStayNeeds(actor, person))
        throw forbidden('Only the unit, a manager or the key worker can change this.');
      const fault = await this.faultOfRoom(manager, id, input.roomNeeds, person.roomNeeds);
      if (fault) throw invalidField('roomNeeds', fault);
      const { supportLevel, keepsRoom, noticeDays = person.noticeDays } = input;
      const roomNeeds = input.roomNeeds.toSorted();
      await manager.query(
        `UPDATE young_people SET support_level = $2, room_needs = $3, keeps_room = $4, notice_days = $5 WHERE id = $1`,
        [id, supportLevel, roomNeeds, keepsRoom, noticeDays],
      );
      const before = pastFacts<Partial<Facts>>(person, { supportLevel, roomNeeds, keepsRoom, noticeDays });
      await this.past.keep(manager, actor, id, before);
      await this.audit.record(manager, actor, {
        action: 'young_person.stay_needs_changed',
        subject: 'young_person',
        subjectId: id,
        youngPeople: [id],
        details: { changed: before.map(({ field }) => field) },
      });
    });
  }

  /**
   * What is wrong with what their room must have, as a sentence: no bed would ever do where no room has it. What was said
   * before stays sayable.
   */
  async faultOfRoom(
    manager: EntityManager,
    id: string,
    roomNeeds: readonly string[],
    saidBefore: readonly string[],
  ): Promise<string | undefined> {
    if (missingIn(saidBefore, roomNeeds).length === 0) return undefined;
    const known = await this.rooms(manager, id);
    const unknown = missingIn([...known, ...saidBefore], roomNeeds);
    if (unknown.length === 0) return undefined;
    const has = known.length > 0 ? `Choose of: ${known.join(', ')}.` : 'No room there has anything to choose.';
    return `No room of their unit has this: ${unknown.join(', ')}. ${has}`;
  }

  /** Everything that a room of a unit which knows them has, by name. */
  async attributes(id: string): Promise<string[]> {
    return this.rooms(this.dataSource.manager, id);
  }

  /** The nights from tonight on that are booked in rooms which lack something, where the actor may see the stay. */
  async lacking(actor: Actor, id: string): Promise<LackingStay[]> {
    const units =
      actor.role === 'cas_worker'
        ? null
        : actor.units.filter(({ id: unit }) => worksAt(actor, unit)).map((unit) => unit.id);
    const rows = await this.dataSource.query<
      (Omit<LackingStay, 'lacks'> & { attributes: string[]; needs: string[] })[]
    >(
      `SELECT c.stay_id AS "stayId", b.name AS bed, c.arrival, c.departure, b.attributes, y.room_needs AS needs
         FROM bed_claims c JOIN units u ON u.id = c.unit_id JOIN beds b ON b.id = c.bed_id
         JOIN young_people y ON y.id = c.young_person_id
        WHERE c.young_person_id = $1 AND c.live AND c.purpose = 'stay' AND NOT b.attributes @> y.room_needs
          AND c.departure > ${this.tonight.sql('$2')} AND ($3::uuid[] IS NULL OR c.unit_id = ANY ($3))
        ORDER BY c.arrival LIMIT 50`,
      [id, this.clock.now(), units],
    );
    return rows.map(({ attributes, needs, ...stay }) => ({ ...stay, lacks: missingIn(attributes, needs) }));
  }

  private async rooms(manager: EntityManager, id: string): Promise<string[]> {
    const rows = await manager.query<{ attribute: string }[]>(
      `SELECT DISTINCT attribute FROM access_grants g JOIN beds b ON b.unit_id = g.unit_id, unnest(b.attributes) attribute
        WHERE g.young_person_id = $1 AND g.valid_from <= $2::timestamptz AND (g.valid_until IS NULL OR g.valid_until > $2)
          AND (b.registered_until IS NULL OR b.registered_until > $2::date) ORDER BY attribute`,
      [id, this.clock.now()],
    );
    return rows.map(({ attribute }) => attribute);
  }
}
