import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { refuseLookingOn, type Actor } from '../identity/domain/actor.js';
import { conflict, invalid, notFound } from '../kernel/domain-error.js';
import type { Nights } from '../kernel/nights.js';
import { Clock } from '../platform/clock.js';
import { inTransaction } from '../platform/transaction.js';
import { refuseIfChanged } from '../platform/unchanged.js';
import { carriedOver, checkEscort, type EscortPart } from './domain/escort.js';
import type { StayView } from './stay-reader.js';
import { StaysService } from './stays.service.js';

interface Signed {
  by: { id: string; name: string };
  at: Date;
}

export interface Escort extends Signed {
  id: string;
  parts: EscortPart[];
  name: string;
  relationship: string;
  phone: string;
}

export interface Escorts {
  people: Escort[];
  takenOff: (Escort & { why: string; takenOffBy: Signed['by']; takenOffAt: Date })[];
  /** Who said last that the list is right for this stay; nobody yet while `null`. */
  confirmed: Signed | null;
  /** While nobody has: whom the child's last stay had, to begin with. */
  last: (Nights & { people: Escort[] }) | null;
}

export interface NewEscort {
  parts: EscortPart[];
  name: string;
  relationship: string;
  phone?: string | undefined;
}

const PERSON = (user: string) => `json_build_object('id', ${user}.id, 'name', ${user}.name)`;
const ESCORT = `SELECT e.id, e.parts, e.name, e.relationship, e.phone, ${PERSON('u')} AS by, e.at`;

/** Who brings and collects a child, and who must not; the last stay of the child is where each list begins. */
@Injectable()
export class EscortsService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly stays: StaysService,
    private readonly clock: Clock,
  ) {}

  async of(actor: Actor, stayId: string): Promise<Escorts> {
    return this.read(this.dataSource.manager, await this.stays.open(actor, stayId));
  }

  /** The same of a stay that is open already. */
  ofStay(stay: StayView): Promise<Escorts> {
    return this.read(this.dataSource.manager, stay);
  }

  add(actor: Actor, stayId: string, { phone = '', ...escort }: NewEscort): Promise<Escorts> {
    const [wrong, ...more] = checkEscort({ ...escort, phone });
    if (wrong) throw invalid('invalid-escort', wrong.message, [wrong, ...more]);
    return this.change(actor, stayId, 'escort_added', async (manager, stay) => {
      await this.insert(manager, actor, stay.id, { ...escort, phone });
    });
  }

  remove(actor: Actor, stayId: string, id: string, why: string): Promise<Escorts> {
    return this.change(actor, stayId, 'escort_taken_off', async (manager, _, { people }) => {
      if (!people.some((one) => one.id === id)) throw notFound();
      await manager.query(`INSERT INTO escort_removals (escort_id, why, at, by_user) VALUES ($1, $2, $3, $4)`, [
        ...[id, why],
        ...[this.clock.now(), actor.id],
      ]);
    });
  }

  /** Says that the list is right for this stay, with those of the last stay to whom it still applies. */
  confirm(actor: Actor, stayId: string, keep: readonly string[] = []): Promise<Escorts> {
    return this.change(actor, stayId, 'escorts_confirmed', async (manager, stay, { last }) => {
      const offered = last?.people ?? [];
      if (keep.some((id) => !offered.some((one) => one.id === id))) {
        throw conflict('list-changed', 'The list has changed since you saw it. Look at it again, then confirm it.');
      }
      for (const { id, ...escort } of carriedOver(offered, keep)) {
        await this.insert(manager, actor, stay.id, { ...escort, carriedFrom: id });
      }
      await manager.query(`INSERT INTO escort_checks (stay_id, at, by_user) VALUES ($1, $2, $3)`, [
        ...[stay.id, this.clock.now(), actor.id],
      ]);
    });
  }

  private async change(
    actor: Actor,
    stayId: string,
    action: string,
    work: (manager: EntityManager, stay: StayView, seen: Escorts) => Promise<void>,
  ): Promise<Escorts> {
    return inTransaction(this.dataSource, async (manager) => {
      const stay = await this.stays.find(manager, actor, stayId);
      refuseIfChanged(stay);
      refuseLookingOn(actor, stay.unit.id);
      // One after the other: a list is carried over once, and nobody is taken off it twice.
      await manager.query(`SELECT 1 FROM stays WHERE id = $1 FOR NO KEY UPDATE`, [stay.id]);
      await work(manager, stay, await this.read(manager, stay));
      await this.stays.trail(manager, actor, `stay.${action}`, [stay]);
      return this.read(manager, stay);
    });
  }

  private async insert(
    manager: EntityManager,
    actor: Actor,
    stayId: string,
    { parts, name, relationship, phone, carriedFrom }: NewEscort & { carriedFrom?: string },
  ): Promise<void> {
    await manager.query(
      `INSERT INTO escorts (stay_id, parts, name, relationship, phone, carried_from, at, by_user)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [stayId, parts, name, relationship, phone, carriedFrom ?? null, this.clock.now(), actor.id],
    );
  }

  private async read(manager: EntityManager, stay: StayView): Promise<Escorts> {
    const rows: (Escort & { why: string | null; takenOffBy: Signed['by']; takenOffAt: Date })[] = await manager.query(
      `${ESCORT}, r.why, ${PERSON('t')} AS "takenOffBy", r.at AS "takenOffAt"
         FROM escorts e JOIN users u ON u.id = e.by_user
         LEFT JOIN escort_removals r ON r.escort_id = e.id LEFT JOIN users t ON t.id = r.by_user
        WHERE e.stay_id = $1 ORDER BY e.number`,
      [stay.id],
    );
    const [confirmed]: Signed[] = await manager.query(
      `SELECT ${PERSON('u')} AS by, c.at FROM escort_checks c JOIN users u ON u.id = c.by_user
        WHERE c.stay_id = $1 ORDER BY c.id DESC LIMIT 1`,
      [stay.id],
    );
    return {
      people: rows.filter(({ why }) => why === null).map(({ why: _, takenOffBy: _by, takenOffAt: _at, ...one }) => one),
      takenOff: rows.flatMap(({ why, ...one }) => (why === null ? [] : [{ ...one, why }])),
      confirmed: confirmed ?? null,
      last: confirmed ? null : await this.ofLastStay(manager, stay),
    };
  }

  /** The child's latest stay before this one that has a list; of any unit, for who must not collect must not anywhere. */
  private async ofLastStay(manager: EntityManager, stay: StayView): Promise<Escorts['last']> {
    const rows: (Escort & Nights)[] = await manager.query(
      `${ESCORT}, l.arrival, l.departure
         FROM (SELECT s.id, s.arrival, s.departure FROM stays s
                WHERE s.young_person_id = $1 AND s.id <> $2 AND s.arrival <= $3
                  AND EXISTS (SELECT 1 FROM escorts x WHERE x.stay_id = s.id)
                ORDER BY s.arrival DESC, s.booked_at DESC LIMIT 1) l
         JOIN escorts e ON e.stay_id = l.id JOIN users u ON u.id = e.by_user
        WHERE NOT EXISTS (SELECT 1 FROM escort_removals r WHERE r.escort_id = e.id) ORDER BY e.number`,
      [stay.youngPerson.id, stay.id, stay.arrival],
    );
    const [first] = rows;
    if (!first) return null;
    const people = rows.map(({ arrival: _a, departure: _d, ...one }) => one);
    return { arrival: first.arrival, departure: first.departure, people };
  }
}
