import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ClaimsService } from '../calendar/claims.service.js';
import type { Nights, PlainDate } from '../kernel/nights.js';
import { Clock } from '../platform/clock.js';
import { OutboxService } from '../platform/jobs/outbox.service.js';
import { Tonight } from '../platform/tonight.js';
import { BookingService } from './booking.service.js';
import type { FittedOption } from './domain/fit.js';
import { chooseInBatches, stillFree, stretchesWith, type Chosen } from './domain/freed-bed.js';
import { FreedBedAnswers } from './freed-bed-answers.service.js';
import { Holds } from './holds.service.js';
import type { Offer } from './offer.entity.js';
import { SignedLists } from './signed-lists.service.js';
import { WaitingListService, type Placed } from './waiting-list.service.js';

/** A claim whose nights were given back, and its unit. */
interface Freed extends Nights {
  id: string;
  bedId: string;
  unit: { id: string; name: string; zone: string; organisationId: string };
}

/** A closure that ends may free months: so many stretches of it are put forward in one go, and the rest by the hour. */
const MOST_AT_ONCE = 20;

/** So many stretches of a unit that came back are looked at again in one go, the earliest first. */
const MOST_RUNS = 100;

/**
 * A bed that comes back is held at once for the best placed of those who wait for its nights and fit, and put before a
 * manager, with everybody who was passed over and why. Nobody is asked before a manager has signed.
 */
@Injectable()
export class FreedBeds {
  constructor(
    private readonly booking: BookingService,
    private readonly waiting: WaitingListService,
    private readonly claims: ClaimsService,
    private readonly answers: FreedBedAnswers,
    private readonly lists: SignedLists,
    private readonly holds: Holds,
    private readonly outbox: OutboxService,
    private readonly clock: Clock,
    private readonly tonight: Tonight,
  ) {}

  /** Under the lock of the unit: whoever takes a bed meanwhile comes before or after. Nothing where the nights are taken again. */
  async putForward(manager: EntityManager, claimId: string): Promise<void> {
    const freed = await readFreed(manager, claimId);
    if (!freed) return;
    const place = { unitId: freed.unit.id, youngPersonId: [] };
    await this.booking.lock(manager, place);
    // Whoever is next on a list that a manager signed as a whole needs no other signature.
    const next = await this.lists.next(manager, freed.unit, claimId);
    if (next) await this.record(manager, freed, next.chosen.option, { ...next, passed: [] });
    await this.putForwardAll(manager, freed);
  }

  /**
   * Looks again at what came back to a unit and is free still: nobody could have it then, or the job of then was lost, and
   * somebody waits or is assessed since. The earliest nights first, each for the best placed as always; beds whose own job is
   * still to come are left to it.
   */
  async moveOn(manager: EntityManager, unitId: string): Promise<void> {
    await this.booking.lock(manager, { unitId, youngPersonId: [] });
    const unit = await readUnit(manager, unitId);
    for (const run of await this.claims.freeAgain(manager, unitId, MOST_RUNS))
      await this.putForwardAll(manager, { ...run, unit });
  }

  private async putForwardAll(manager: EntityManager, freed: Freed): Promise<void> {
    for (let from = this.tonight.in(freed.unit.zone), turn = 0; turn < MOST_AT_ONCE; turn += 1) {
      const next = await this.putForwardFrom(manager, freed, from);
      if (next === undefined) return;
      from = next;
    }
  }

  /** Looks at the first stretch that is free from a night on; answers from which on to look next, nothing once there is no more. */
  private async putForwardFrom(manager: EntityManager, freed: Freed, from: PlainDate): Promise<PlainDate | undefined> {
    const taken = await manager.query<Nights[]>(
      `SELECT arrival, departure FROM bed_claims WHERE bed_id = $1 AND live AND nights && daterange($2::date, $3::date)`,
      [freed.bedId, freed.arrival, freed.departure],
    );
    const [run] = stillFree(freed, taken, from);
    if (!run) return undefined;
    const list = await this.waiting.ranked(manager, freed.unit);
    const asking = list.filter(({ waiting }) => stretchesWith(run, waiting).length > 0);
    if (asking.length === 0) return run.departure;
    const { unit, bedId } = freed;
    const read = (some: readonly Placed[]) => this.answers.of(manager, { unit, bedId, run, asking: some });
    const found = await chooseInBatches(asking, read);
    const offer = found.chosen && (await this.hold(manager, freed, found.chosen.one, found.chosen.option));
    await this.record(manager, freed, run, { ...found, offer, of: list.length });
    // What is left of the stretch, before the nights that were taken and after them, is looked at again.
    return offer ? run.arrival : run.departure;
  }

  private async hold(manager: EntityManager, { unit }: Freed, one: Placed, option: FittedOption): Promise<Offer> {
    const offer = await this.holds.forWaiting(manager, unit, one.waiting, option);
    await this.outbox.write(manager, 'bed.put-forward', { offer: offer.id }, { unitId: unit.id });
    return offer;
  }

  /** Whether nobody could have the nights the last time either, and each of the same people for the same reason: no news. */
  private async saysTheSame(
    manager: EntityManager,
    claimId: string,
    departure: PlainDate,
    passed: Chosen<Placed>['passed'],
  ): Promise<boolean> {
    const [last] = await manager.query<{ offer: string | null; passed: string[] }[]>(
      `SELECT l.offer_id AS offer,
              array(SELECT p.part_id || ' ' || p.code FROM passed_over p WHERE p.look_id = l.id) AS passed
         FROM freed_bed_looks l WHERE l.claim_id = $1 AND l.departure = $2 ORDER BY l.looked_at DESC, l.id DESC LIMIT 1`,
      [claimId, departure],
    );
    const now = passed.map(({ one, passed: { code } }) => `${one.waiting.partId} ${code}`);
    return last?.offer === null && last.passed.toSorted().join() === now.toSorted().join();
  }

  private async record(
    manager: EntityManager,
    { id, unit }: Freed,
    { arrival, departure }: Nights,
    { chosen, passed, offer, of }: Chosen<Placed> & { offer: Pick<Offer, 'id'> | undefined; of: number },
  ): Promise<void> {
    if (!offer && (await this.saysTheSame(manager, id, departure, passed))) return;
    const look = randomUUID();
    await manager.query(
      `INSERT INTO freed_bed_looks (id, unit_id, claim_id, arrival, departure, looked_at, waiting, offer_id, place, points)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        ...[look, unit.id, id, arrival, departure, this.clock.now(), of],
        ...[offer?.id ?? null, chosen?.one.place ?? null, chosen?.one.priority.points ?? null],
      ],
    );
    await manager.query(
      `INSERT INTO passed_over (look_id, part_id, place, points, code, sentence)
       SELECT $1, p.* FROM unnest($2::uuid[], $3::int[], $4::int[], $5::text[], $6::text[]) AS p`,
      [
        ...[look, passed.map(({ one }) => one.waiting.partId), passed.map(({ one }) => one.place)],
        passed.map(({ one }) => one.priority.points),
        ...[passed.map(({ passed: { code } }) => code), passed.map(({ passed: { sentence } }) => sentence)],
      ],
    );
  }
}

async function readUnit(manager: EntityManager, unitId: string): Promise<Freed['unit']> {
  const [unit] = await manager.query<[Freed['unit']]>(
    `SELECT id, name, zone, organisation_id AS "organisationId" FROM units WHERE id = $1`,
    [unitId],
  );
  return unit;
}

async function readFreed(manager: EntityManager, claimId: string): Promise<Freed | undefined> {
  const [freed] = await manager.query<Freed[]>(
    `SELECT c.id, c.bed_id AS "bedId", c.arrival, c.departure,
            json_build_object('id', u.id, 'name', u.name, 'zone', u.zone, 'organisationId', u.organisation_id) AS unit
       FROM bed_claims c JOIN units u ON u.id = c.unit_id WHERE c.id = $1 AND NOT c.live`,
    [claimId],
  );
  return freed;
}
