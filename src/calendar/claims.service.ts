import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { EntityManager } from 'typeorm';
import { conflict } from '../kernel/domain-error.js';
import type { Nights, PlainDate } from '../kernel/nights.js';
import { Clock } from '../platform/clock.js';
import { Tonight } from '../platform/tonight.js';
import { inOneGo } from '../platform/in-one-go.js';
import { OutboxService } from '../platform/jobs/outbox.service.js';
import { sqlState } from '../platform/transaction.js';
import type { BedClaim } from './bed-claim.entity.js';
import type { ClaimPurpose } from './domain/claim.js';
import { WaitingRequests } from './waiting-requests.service.js';

/** A claim that stands where somebody really is or was. */
export interface PlannedClaim extends Nights {
  id: string;
  unitId: string;
  bedId: string;
  purpose: ClaimPurpose;
  closureId: string | null;
  stayId: string | null;
  stayState: string | null;
}

/** A claim that is to be made. */
export type NewClaim = Nights &
  Pick<BedClaim, 'unitId' | 'bedId' | 'purpose'> &
  Partial<
    Pick<
      BedClaim,
      | 'id'
      | 'youngPersonId'
      | 'requestId'
      | 'partId'
      | 'windowFrom'
      | 'stayId'
      | 'closureId'
      | 'reserveId'
      | 'expiresAt'
      | 'releaseAt'
    >
  >;

/** Why nights are given back that somebody has taken already, in the same transaction: they are not free for others. */
export const TAKEN_AGAIN: readonly string[] = ['moved', 'gave_way', 'closed'];

/** For so long nights that somebody took back by hand are put forward for nobody, so that they can propose them to whom they mean. */
const PAUSE_MS = 15 * 60_000;

/** The one writer of bed claims. Called inside a booking's transaction, after the unit is locked. */
@Injectable()
export class ClaimsService {
  constructor(
    private readonly outbox: OutboxService,
    private readonly modules: ModuleRef,
    private readonly clock: Clock,
    private readonly tonight: Tonight,
  ) {}

  /**
   * Puts everybody who changes a young person's nights at a unit in order: the unit's row first, then theirs, so that
   * racing inserts against the exclusion constraints never deadlock. Then gives back what has run out, and with it goes
   * what `then` sends. Everything decided after this, in the same transaction, stands. Several young people are locked in
   * one order, whoever locks them.
   */
  async begin<Then = void>(
    manager: EntityManager,
    unitId: string,
    youngPeople: string | readonly string[],
    then: () => Promise<Then> = async () => undefined as Then,
  ): Promise<Then> {
    const ids = [youngPeople].flat();
    await inOneGo(
      manager.query(`SELECT 1 FROM units WHERE id = $1 FOR NO KEY UPDATE`, [unitId]),
      manager.query(`SELECT 1 FROM young_people WHERE id = ANY ($1::uuid[]) ORDER BY id FOR NO KEY UPDATE`, [ids]),
    );
    // Only now is it known what has run out while others were waited for.
    const [, result] = await inOneGo(this.releaseExpired(manager, unitId, ids), then());
    return result;
  }

  /** The same for what concerns the unit and no young person. */
  async beginAt(manager: EntityManager, unitId: string): Promise<void> {
    await manager.query(`SELECT 1 FROM units WHERE id = $1 FOR NO KEY UPDATE`, [unitId]);
    await this.releaseExpired(manager, unitId, []);
  }

  /**
   * Makes a claim. PostgreSQL is the judge: what it refuses (another claim on that bed and night, another
   * place for that young person) is a conflict, and the transaction is over.
   */
  make(manager: EntityManager, by: string | null, claim: NewClaim): Promise<void> {
    return this.makeEach(manager, by, [claim]);
  }

  /** The same of several at once, in one statement: refused as a whole. */
  async makeEach(manager: EntityManager, by: string | null, claims: readonly NewClaim[]): Promise<void> {
    if (claims.length === 0) return;
    const column = (name: keyof NewClaim) => claims.map((claim) => claim[name] ?? null);
    try {
      await manager.query(
        `INSERT INTO bed_claims (id, unit_id, bed_id, purpose, arrival, departure, young_person_id, request_id, stay_id,
                                 closure_id, reserve_id, expires_at, release_at, made_at, made_by, part_id, window_from)
         SELECT c.id, c.unit, c.bed, c.purpose, c.arrival, c.departure, c.whose, c.request, c.stay, c.closure, c.reserve,
                c.expires, c.release, $1, $2, c.part, c.window_from
           FROM unnest($3::uuid[], $4::uuid[], $5::uuid[], $6::text[], $7::date[], $8::date[], $9::uuid[], $10::uuid[],
                       $11::uuid[], $12::uuid[], $13::uuid[], $14::timestamptz[], $15::timestamptz[], $16::uuid[], $17::date[])
             AS c (id, unit, bed, purpose, arrival, departure, whose, request, stay, closure, reserve, expires, release,
                   part, window_from)`,
        [
          ...[this.clock.now(), by, claims.map(({ id }) => id ?? randomUUID()), column('unitId'), column('bedId')],
          ...[column('purpose'), column('arrival'), column('departure'), column('youngPersonId'), column('requestId')],
          ...[column('stayId'), column('closureId'), column('reserveId'), column('expiresAt'), column('releaseAt')],
          ...[column('partId'), column('windowFrom')],
        ],
      );
    } catch (error) {
      if (sqlState(error) !== '23P01') throw error;
      throw conflict('bed-taken', 'The bed has just gone. Look at the options again.');
    }
  }

  /**
   * Makes many claims of a unit in one statement: of stays and of closures that were brought in together. Refused as a whole
   * like one alone.
   */
  async makeAll(
    manager: EntityManager,
    by: string,
    unitId: string,
    claims: readonly (Nights & {
      bedId: string;
      purpose: 'stay' | 'closed' | 'out_of_service';
      youngPersonId?: string;
      stayId?: string;
      closureId?: string;
    })[],
  ): Promise<void> {
    if (claims.length === 0) return;
    const column = <Name extends keyof (typeof claims)[number]>(name: Name) =>
      claims.map((claim) => claim[name] ?? null);
    try {
      await manager.query(
        `INSERT INTO bed_claims (unit_id, bed_id, purpose, arrival, departure, young_person_id, stay_id, closure_id, made_at, made_by)
         SELECT $1, c.bed, c.purpose, c.arrival, c.departure, c.whose, c.stay, c.closure, $2, $3
           FROM unnest($4::uuid[], $5::text[], $6::date[], $7::date[], $8::uuid[], $9::uuid[], $10::uuid[])
             AS c (bed, purpose, arrival, departure, whose, stay, closure)`,
        [
          ...[unitId, this.clock.now(), by, column('bedId'), column('purpose'), column('arrival'), column('departure')],
          ...[column('youngPersonId'), column('stayId'), column('closureId')],
        ],
      );
    } catch (error) {
      if (sqlState(error) !== '23P01') throw error;
      throw conflict('bed-taken', 'One of the beds has just gone. Look at the rows again.');
    }
  }

  /** Nights that were only kept for emergencies, or held by an offer, give way where these are: for what happened there. */
  async letGiveWay(
    manager: EntityManager,
    by: string,
    pieces: readonly (Nights & { bedId: string })[],
    purposes: readonly ('reserve' | 'offer')[],
    why: 'gave_way' | 'closed',
  ): Promise<void> {
    if (pieces.length === 0) return;
    await manager.query(
      // Those that could give way first: they are few, however many the pieces are.
      `UPDATE bed_claims c SET released_at = $1, released_by = $2, released_why = $3
        WHERE c.live AND c.purpose = ANY ($7::text[]) AND c.bed_id = ANY ($4::uuid[])
          AND EXISTS (SELECT FROM unnest($4::uuid[], $5::date[], $6::date[]) AS p (bed, arrival, departure)
                       WHERE c.bed_id = p.bed AND c.nights && daterange(p.arrival, p.departure) OFFSET 0)`,
      [
        ...[this.clock.now(), by, why],
        ...[
          pieces.map(({ bedId }) => bedId),
          pieces.map(({ arrival }) => arrival),
          pieces.map(({ departure }) => departure),
        ],
        purposes,
      ],
    );
  }

  /** Keeps a bed for emergencies: each night a claim of its own, in one statement. */
  async keepNights(
    manager: EntityManager,
    by: string | null,
    { unitId, bedId, reserveId }: { unitId: string; bedId: string; reserveId: string },
    nights: readonly { night: PlainDate; releaseAt: Date | null }[],
  ): Promise<void> {
    await manager.query(
      `INSERT INTO bed_claims (unit_id, bed_id, purpose, arrival, departure, reserve_id, release_at, made_at, made_by)
       SELECT $1, $2, 'reserve', night, night + 1, $3, release_at, $6, $7
         FROM unnest($4::date[], $5::timestamptz[]) AS kept (night, release_at)`,
      [
        unitId,
        bedId,
        reserveId,
        nights.map(({ night }) => night),
        nights.map(({ releaseAt }) => releaseAt),
        this.clock.now(),
        by,
      ],
    );
  }

  /**
   * Nights that were kept for emergencies and gave way to somebody who is really there are kept again where they are free
   * now, unless their reserve has ended or their time of release has come.
   */
  async keepAnew(manager: EntityManager, by: string | null, unitId: string): Promise<void> {
    await manager.query(
      `INSERT INTO bed_claims (unit_id, bed_id, purpose, arrival, departure, reserve_id, release_at, made_at, made_by)
       SELECT k.unit_id, k.bed_id, 'reserve', k.arrival, k.departure, k.reserve_id, k.release_at, $2, $3::uuid
         FROM (SELECT DISTINCT ON (c.reserve_id, c.arrival) c.*
                 FROM bed_claims c JOIN reserves r ON r.id = c.reserve_id JOIN units u ON u.id = r.unit_id
                WHERE r.unit_id = $1 AND r.ended_at IS NULL AND c.arrival >= ${this.tonight.sql('$2')}
                ORDER BY c.reserve_id, c.arrival, c.live DESC, c.made_at DESC, c.released_at DESC) k
         JOIN beds b ON b.id = k.bed_id
        WHERE k.released_why = 'gave_way' AND (k.release_at IS NULL OR k.release_at > $2)
          AND (b.registered_until IS NULL OR b.registered_until >= k.departure)
          AND NOT EXISTS (SELECT 1 FROM bed_claims o WHERE o.live AND o.bed_id = k.bed_id AND o.nights && k.nights)`,
      [unitId, this.clock.now(), by],
    );
  }

  /** Whether closed nights from tonight on gave way to somebody, and nobody has the bed on them any more. */
  async hasOpened(manager: EntityManager, unitId: string): Promise<boolean> {
    const found = await manager.query<unknown[]>(
      `SELECT 1 FROM units u CROSS JOIN LATERAL (SELECT ${this.tonight.sql('$2')} AS tonight) d
         JOIN bed_claims c ON c.unit_id = u.id JOIN closures x ON x.id = c.closure_id
        WHERE u.id = $1 AND c.released_why = 'gave_way' AND c.closure_id IS NOT NULL AND c.departure > d.tonight
          AND (x.ended_on IS NULL OR x.ended_on > d.tonight)
          AND datemultirange(daterange(greatest(c.arrival, d.tonight), c.departure)) - coalesce(
                (SELECT range_agg(o.nights) FROM bed_claims o WHERE o.live AND o.bed_id = c.bed_id AND o.nights && c.nights),
                datemultirange()) <> datemultirange()
        LIMIT 1`,
      [unitId, this.clock.now()],
    );
    return found.length > 0;
  }

  /** Gives the nights back. The claim stays on record with who, when and why. */
  async release(manager: EntityManager, claimIds: string[], by: string | null, why: string): Promise<void> {
    if (claimIds.length === 0) return;
    const parameters = [claimIds, this.clock.now(), by, why];
    const released = `UPDATE bed_claims SET released_at = $2, released_by = $3, released_why = $4 WHERE id = ANY($1) AND live`;
    const goesOn = TAKEN_AGAIN.includes(why);
    // Whoever takes nights back by hand may mean them for somebody.
    const after = why === 'offer_taken_back' ? PAUSE_MS : 0;
    await manager.query(goesOn ? released : this.thenThoseWho(released, parameters, after), parameters);
  }

  /**
   * The nights from tonight on that came back to a unit and that nobody has taken since, as runs of a bed, the earliest first,
   * each with the claim that was given back last. Those of which it is still to be looked who waits for them are left out:
   * whoever took them back may mean them for somebody.
   */
  freeAgain(manager: EntityManager, unitId: string, most: number): Promise<(Nights & { id: string; bedId: string })[]> {
    return manager.query(
      `WITH freed AS (
         SELECT c.id, c.bed_id, c.released_at, daterange(greatest(c.arrival, d.tonight), c.departure) AS nights
           FROM units u CROSS JOIN LATERAL (SELECT ${this.tonight.sql('$2')} AS tonight) d
           JOIN bed_claims c ON c.unit_id = u.id
          WHERE u.id = $1 AND NOT c.live AND c.departure > d.tonight AND c.released_why <> ALL ($3)),
       runs AS (
         SELECT f.bed_id, unnest(range_agg(f.nights) - coalesce((
                  SELECT range_agg(o.nights) FROM bed_claims o
                   WHERE o.bed_id = f.bed_id AND o.unit_id = $1 AND (o.live OR o.id IN (
                     SELECT (w.payload ->> 'claim')::uuid FROM outbox w
                      WHERE w.unit_id = $1 AND w.handler = 'put-freed-bed-forward' AND w.state = 'waiting'))),
                datemultirange())) AS run
           FROM freed f GROUP BY f.bed_id)
       SELECT c.id, r.bed_id AS "bedId", lower(r.run) AS arrival, upper(r.run) AS departure
         FROM runs r JOIN beds b ON b.id = r.bed_id CROSS JOIN LATERAL (
           SELECT f.id FROM freed f WHERE f.bed_id = r.bed_id AND f.nights && r.run ORDER BY f.released_at DESC, f.id LIMIT 1) c
        ORDER BY lower(r.run), b.name, b.id LIMIT $4`,
      [unitId, this.clock.now(), TAKEN_AGAIN, most],
    );
  }

  /**
   * The statement that gives nights back, which also sets in motion that whoever waits for them is thought of: nothing where
   * the nights are over, or nobody waits at the unit.
   */
  private thenThoseWho(released: string, parameters: unknown[], after = 0): string {
    const now = this.clock.now();
    const wait = this.modules.get(WaitingRequests, { strict: false }).anySql('f.unit_id');
    const ahead = `f.departure > ${this.tonight.sql(`$${parameters.push(now)}`)}`;
    const rows = `SELECT jsonb_build_object('claim', f.id) AS payload, f.unit_id
                    FROM freed f JOIN units u ON u.id = f.unit_id WHERE ${ahead} AND ${wait}`;
    return `WITH freed AS (${released} RETURNING id, unit_id, departure), ${this.outbox.writing('bed.freed', rows, parameters, new Date(now.getTime() + after))}`;
  }

  /**
   * The claims of accepted offers become the stays' in one statement: at no moment is a bed free between the two. Answers
   * whether every one was held still.
   */
  async becomeStays(manager: EntityManager, offers: readonly { claimId: string; stayId: string }[]): Promise<boolean> {
    const [, changed] = (await manager.query(
      `UPDATE bed_claims c SET purpose = 'stay', stay_id = o.stay, expires_at = NULL
         FROM unnest($1::uuid[], $2::uuid[]) AS o (claim, stay) WHERE c.id = o.claim AND c.live AND c.purpose = 'offer'`,
      [offers.map(({ claimId }) => claimId), offers.map(({ stayId }) => stayId)],
    )) as [unknown, number];
    return changed === offers.length;
  }

  /** Proposals that are signed are held until the family's deadline. */
  async holdUntil(manager: EntityManager, offers: readonly { claimId: string; expiresAt: Date }[]): Promise<void> {
    await manager.query(
      `UPDATE bed_claims c SET expires_at = o.expires
         FROM unnest($1::uuid[], $2::timestamptz[]) AS o (claim, expires) WHERE c.id = o.claim AND c.live`,
      [offers.map(({ claimId }) => claimId), offers.map(({ expiresAt }) => expiresAt)],
    );
  }

  /**
   * What is planned on these nights of the bed, and of the young person wherever it is; that of the stay itself left out.
   * Nights that have run out are given back before, so none of them is here.
   */
  async plannedOn(
    manager: EntityManager,
    { bedId, arrival, departure }: Nights & { bedId: string },
    stay: { id: string; youngPersonId: string },
  ): Promise<PlannedClaim[]> {
    return manager.query(
      `SELECT c.id, c.unit_id AS "unitId", c.bed_id AS "bedId", c.purpose, c.arrival, c.departure,
              c.closure_id AS "closureId", c.stay_id AS "stayId", s.state AS "stayState"
         FROM bed_claims c LEFT JOIN stays s ON s.id = c.stay_id
        WHERE c.live AND c.nights && daterange($2::date, $3::date) AND (c.bed_id = $1 OR c.young_person_id = $4)
          AND c.stay_id IS DISTINCT FROM $5::uuid ORDER BY c.arrival, c.id`,
      [bedId, arrival, departure, stay.youngPersonId, stay.id],
    );
  }

  /** Nights that are closed go around these: what is left of the claim before and after them is made anew. */
  async cutAround(manager: EntityManager, by: string | null, claim: PlannedClaim, nights: Nights): Promise<void> {
    await this.release(manager, [claim.id], by, 'gave_way');
    const { unitId, bedId, purpose, closureId } = claim;
    for (const left of [
      { arrival: claim.arrival, departure: nights.arrival },
      { arrival: nights.departure, departure: claim.departure },
    ])
      if (left.arrival < left.departure) await this.make(manager, by, { unitId, bedId, purpose, closureId, ...left });
  }

  /** The live claims of a stay, by arrival. */
  async ofStay(manager: EntityManager, stayId: string): Promise<(Nights & { id: string; bedId: string })[]> {
    return (await this.ofStays(manager, [stayId])).map(({ stayId: _, ...claim }) => claim);
  }

  /** The same of several stays. */
  async ofStays(
    manager: EntityManager,
    stayIds: readonly string[],
  ): Promise<(Nights & { id: string; bedId: string; stayId: string })[]> {
    return manager.query(
      `SELECT id, bed_id AS "bedId", arrival, departure, stay_id AS "stayId" FROM bed_claims
        WHERE stay_id = ANY ($1::uuid[]) AND live ORDER BY arrival`,
      [stayIds],
    );
  }

  /**
   * Gives back the nights of offers whose time has run out, at the unit and of the young person, and those that the unit
   * no longer keeps for emergencies: the constraint knows no clock, so this comes first in every transaction that makes
   * claims.
   */
  private async releaseExpired(manager: EntityManager, unitId: string, youngPeople: readonly string[]): Promise<void> {
    const parameters = [unitId, youngPeople, this.clock.now()];
    const released = `UPDATE bed_claims SET released_at = $3,
              released_why = CASE purpose WHEN 'offer' THEN 'offer_lapsed' ELSE 'released_by_time' END
        WHERE live
          AND ((purpose = 'offer' AND expires_at <= $3 AND (unit_id = $1 OR young_person_id = ANY ($2::uuid[])))
            OR (purpose = 'reserve' AND release_at <= $3 AND unit_id = $1))`;
    await manager.query(this.thenThoseWho(released, parameters), parameters);
  }
}
