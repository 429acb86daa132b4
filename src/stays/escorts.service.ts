import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { refuseLookingOn, type Actor } from '../identity/domain/actor.js';
import { conflict, invalid, notFound } from '../kernel/domain-error.js';
import type { Nights } from '../kernel/nights.js';
import { Clock } from '../platform/clock.js';
import { inTransaction } from '../platform/transaction.js';
import { refuseIfChanged } from '../platform/unchanged.js';
import { carriedOver, checkEscort, isSamePerson, notListed, type EscortPart } from './domain/escort.js';
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
  /** Who must not collect the child and is not on this list: said on another stay, and it holds for every stay. */
  mustNot: Escort[];
  takenOff: (Escort & { why: string; takenOffBy: Signed['by']; takenOffAt: Date })[];
  /** Who said last that the list is right for this stay; nobody yet while `null`. */
  confirmed: Signed | null;
  /** While nobody has: who brought and collected at the child's last stay, to begin with. */
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

/**
 * Who brings and collects a child, which each list begins with as of the last stay; and who must not, which holds for the
 * child, on whichever stay it was said, until somebody takes it off with a reason.
 */
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
    return this.change(actor, stayId, 'escort_taken_off', async (manager, { youngPerson }, { people, mustNot }) => {
      const one = [...people, ...mustNot].find((listed) => listed.id === id);
      if (!one) throw notFound();
      // Who must not collect comes off every list at once: what is left on one would come back on the next.
      const everywhere = one.parts.includes('must_not_collect');
      await manager.query(
        `INSERT INTO escort_removals (escort_id, why, at, by_user)
         SELECT e.id, $2, $3, $4 FROM escorts e JOIN stays s ON s.id = e.stay_id
          WHERE (e.id = $1 OR ($5 AND s.young_person_id = $6 AND 'must_not_collect' = ANY (e.parts)
                               AND lower(e.name) = lower($7) AND lower(e.relationship) = lower($8)))
            AND NOT EXISTS (SELECT 1 FROM escort_removals r WHERE r.escort_id = e.id)`,
        [id, why, this.clock.now(), actor.id, everywhere, youngPerson.id, one.name, one.relationship],
      );
    });
  }

  /** Says that the list is right for this stay, with those of the last stay to whom it still applies and all who must not collect. */
  confirm(actor: Actor, stayId: string, keep: readonly string[] = []): Promise<Escorts> {
    return this.change(actor, stayId, 'escorts_confirmed', async (manager, stay, { last, mustNot }) => {
      const offered = last?.people ?? [];
      if (keep.some((id) => !offered.some((one) => one.id === id))) {
        throw conflict('list-changed', 'The list has changed since you saw it. Look at it again, then confirm it.');
      }
      for (const { id, ...escort } of carriedOver([...mustNot, ...offered], keep)) {
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
      // One after the other, on all of the child's stays: a list is carried over once, and nobody is taken off it twice.
      await manager.query(`SELECT 1 FROM young_people WHERE id = $1 FOR NO KEY UPDATE`, [stay.youngPerson.id]);
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
    const rows: Listed[] = await manager.query(
      `${ESCORT}, e.stay_id = $1 AS "isHere", r.why, ${PERSON('t')} AS "takenOffBy", r.at AS "takenOffAt"
         FROM stays s JOIN escorts e ON e.stay_id = s.id JOIN users u ON u.id = e.by_user
         LEFT JOIN escort_removals r ON r.escort_id = e.id LEFT JOIN users t ON t.id = r.by_user
        WHERE s.young_person_id = $2 AND (s.id = $1 OR ('must_not_collect' = ANY (e.parts) AND r.escort_id IS NULL))
        ORDER BY e.number`,
      [stay.id, stay.youngPerson.id],
    );
    const { people, mustNot, takenOff } = sorted(rows);
    const [confirmed]: Signed[] = await manager.query(
      `SELECT ${PERSON('u')} AS by, c.at FROM escort_checks c JOIN users u ON u.id = c.by_user
        WHERE c.stay_id = $1 ORDER BY c.id DESC LIMIT 1`,
      [stay.id],
    );
    return {
      people,
      mustNot,
      takenOff,
      confirmed: confirmed ?? null,
      last: confirmed ? null : await this.ofLastStay(manager, stay, [...people, ...mustNot].filter(mustNotCollect)),
    };
  }

  /** The child's latest stay before this one that has a list, of any unit, without those who by now must not collect. */
  private async ofLastStay(
    manager: EntityManager,
    stay: StayView,
    mustNot: readonly Escort[],
  ): Promise<Escorts['last']> {
    const rows: (Escort & Nights)[] = await manager.query(
      `${ESCORT}, l.arrival, l.departure
         FROM (SELECT s.id, s.arrival, s.departure FROM stays s
                WHERE s.young_person_id = $1 AND s.id <> $2 AND s.arrival <= $3
                  AND EXISTS (SELECT 1 FROM escorts x WHERE x.stay_id = s.id AND NOT 'must_not_collect' = ANY (x.parts))
                ORDER BY s.arrival DESC, s.booked_at DESC LIMIT 1) l
         JOIN escorts e ON e.stay_id = l.id JOIN users u ON u.id = e.by_user
        WHERE NOT 'must_not_collect' = ANY (e.parts)
          AND NOT EXISTS (SELECT 1 FROM escort_removals r WHERE r.escort_id = e.id) ORDER BY e.number`,
      [stay.youngPerson.id, stay.id, stay.arrival],
    );
    const offered = rows.filter((row) => !mustNot.some((one) => isSamePerson(row, one)));
    const [first] = offered;
    if (!first) return null;
    const people = offered.map(({ arrival: _a, departure: _d, ...one }) => one);
    return { arrival: first.arrival, departure: first.departure, people };
  }
}

/** Somebody on a list of the child's, as stored. */
type Listed = Escort & { isHere: boolean; why: string | null; takenOffBy: Signed['by']; takenOffAt: Date };

const mustNotCollect = ({ parts }: Escort) => parts.includes('must_not_collect');

function sorted(rows: readonly Listed[]): Pick<Escorts, 'people' | 'mustNot' | 'takenOff'> {
  const on = (row: Listed): Escort => {
    const { isHere: _, why: __, takenOffBy: ___, takenOffAt: ____, ...one } = row;
    return one;
  };
  const here = rows.filter(({ isHere }) => isHere);
  const people = here.filter(({ why }) => why === null).map(on);
  const elsewhere = rows.filter(({ isHere }) => !isHere).map(on);
  return {
    people,
    mustNot: notListed(elsewhere, people.filter(mustNotCollect)),
    takenOff: here.flatMap(({ isHere: _, why, ...one }) => (why === null ? [] : [{ ...one, why }])),
  };
}
