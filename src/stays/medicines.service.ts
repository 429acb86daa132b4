import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { refuseLookingOn, type Actor } from '../identity/domain/actor.js';
import { conflict, invalid, notFound } from '../kernel/domain-error.js';
import { Clock } from '../platform/clock.js';
import { inTransaction } from '../platform/transaction.js';
import { refuseIfChanged } from '../platform/unchanged.js';
import { checkCount, countDifference, lastCount, type Direction } from './domain/medicine.js';
import type { StayView } from './stay-reader.js';
import { StaysService } from './stays.service.js';

export interface NewCount {
  direction: Direction;
  count: number;
  countedBy: string;
  witnessedBy: string;
  note?: string | undefined;
}

export interface Count extends NewCount {
  note: string;
  at: Date;
  by: { id: string; name: string };
}

export interface Medicine {
  id: string;
  name: string;
  form: string;
  counts: Count[];
  difference: string;
  /** Why it does not belong to this stay; null while it does. */
  takenOff: { why: string; at: Date; by: { id: string; name: string } } | null;
}

/** A count of a medicine, as stored. */
type Row = Count &
  Pick<Medicine, 'id' | 'name' | 'form'> & { why: string | null; takenOffAt: Date; takenOffBy: Count['by'] };

const PERSON = (user: string) => `json_build_object('id', ${user}.id, 'name', ${user}.name)`;

/** More of them on one stay are a mistake. */
const MOST = 50;

/** The medicines that a child brings, counted in and out by two people. What is given is on the medication chart, not here. */
@Injectable()
export class MedicinesService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly stays: StaysService,
    private readonly clock: Clock,
  ) {}

  async of(actor: Actor, stayId: string): Promise<Medicine[]> {
    return this.ofStay(await this.stays.open(actor, stayId));
  }

  /** The same of a stay that is open already. */
  ofStay(stay: Pick<StayView, 'id'>): Promise<Medicine[]> {
    return this.read(this.dataSource.manager, stay.id);
  }

  /** A medicine with its first count: in, or out when it was found only then. */
  async add(actor: Actor, stayId: string, { name, form, ...count }: NewCount & { name: string; form: string }) {
    return this.record(actor, stayId, count, async (manager, stay) => {
      if ((await this.read(manager, stay.id)).filter(({ takenOff }) => !takenOff).length >= MOST)
        throw conflict('too-many-medicines', `There are ${MOST} medicines on this stay. Count one of those again.`);
      const [made]: { id: string }[] = await manager.query(
        `INSERT INTO medicines (stay_id, name, form) VALUES ($1, $2, $3) RETURNING id`,
        [stay.id, name, form],
      );
      return made!.id;
    });
  }

  /** One more count: out, or again because the one before was wrong. */
  async count(actor: Actor, stayId: string, medicine: string, count: NewCount): Promise<Medicine[]> {
    return this.record(actor, stayId, count, async (manager, stay) => {
      await this.still(manager, stay, medicine);
      return medicine;
    });
  }

  /** What was written down on the wrong stay: it stays on record with the reason, and counts no more. */
  async takeOff(actor: Actor, stayId: string, medicine: string, why: string): Promise<Medicine[]> {
    return this.change(actor, stayId, 'taken_off', async (manager, stay) => {
      await this.still(manager, stay, medicine);
      const made: unknown[] = await manager.query(
        `INSERT INTO medicine_removals (medicine_id, why, at, by_user) VALUES ($1, $2, $3, $4)
         ON CONFLICT DO NOTHING RETURNING medicine_id`,
        [medicine, why, this.clock.now(), actor.id],
      );
      // Somebody else did, in this very moment.
      if (made.length === 0) await this.still(manager, stay, medicine);
    });
  }

  /** The medicine, which nobody has taken off the stay. */
  private async still(manager: EntityManager, stay: StayView, medicine: string): Promise<void> {
    const one = (await this.read(manager, stay.id)).find(({ id }) => id === medicine);
    if (!one) throw notFound();
    if (one.takenOff)
      throw conflict('taken-off', `${one.name} was taken off this stay. Write it down again if it is theirs.`);
  }

  private async record(
    actor: Actor,
    stayId: string,
    { direction, count, countedBy, witnessedBy, note = '' }: NewCount,
    medicineOf: (manager: EntityManager, stay: StayView) => Promise<string>,
  ): Promise<Medicine[]> {
    return this.change(actor, stayId, `counted_${direction}`, async (manager, stay) => {
      const [wrong] = checkCount({ countedBy, witnessedBy });
      if (wrong) throw invalid('one-person-counted', wrong.message, [wrong]);
      const medicine = await medicineOf(manager, stay);
      await manager.query(
        `INSERT INTO medicine_counts (medicine_id, direction, count, counted_by, witnessed_by, note, at, by_user)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [medicine, direction, count, countedBy, witnessedBy, note, this.clock.now(), actor.id],
      );
    });
  }

  private async change(
    actor: Actor,
    stayId: string,
    action: string,
    work: (manager: EntityManager, stay: StayView) => Promise<void>,
  ): Promise<Medicine[]> {
    return inTransaction(this.dataSource, async (manager) => {
      const stay = await this.stays.find(manager, actor, stayId);
      refuseIfChanged(stay);
      refuseLookingOn(actor, stay.unit.id);
      await work(manager, stay);
      await this.stays.trail(manager, actor, `stay.medicine_${action}`, [stay]);
      return this.read(manager, stay.id);
    });
  }

  private async read(manager: EntityManager, stayId: string): Promise<Medicine[]> {
    const rows: Row[] = await manager.query(
      `SELECT m.id, m.name, m.form, c.direction, c.count::float8 AS count, c.counted_by AS "countedBy",
              c.witnessed_by AS "witnessedBy", c.note, c.at, ${PERSON('u')} AS by,
              r.why, r.at AS "takenOffAt", ${PERSON('t')} AS "takenOffBy"
         FROM medicines m JOIN medicine_counts c ON c.medicine_id = m.id JOIN users u ON u.id = c.by_user
         LEFT JOIN medicine_removals r ON r.medicine_id = m.id LEFT JOIN users t ON t.id = r.by_user
        WHERE m.stay_id = $1 ORDER BY m.number, c.id`,
      [stayId],
    );
    const medicines = new Map<string, Medicine>();
    for (const { id, name, form, why, takenOffAt, takenOffBy, ...count } of rows) {
      const takenOff = why === null ? null : { why, at: takenOffAt, by: takenOffBy };
      const medicine = medicines.get(id) ?? { id, name, form, counts: [], difference: '', takenOff };
      medicine.counts.push(count);
      medicines.set(id, medicine);
    }
    return [...medicines.values()].map((medicine) => ({
      ...medicine,
      difference: countDifference(lastCount(medicine, 'in')?.count, lastCount(medicine, 'out')?.count),
    }));
  }
}
