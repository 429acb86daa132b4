import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { AuditActor } from '../audit/audit.service.js';
import { ClaimsService } from '../calendar/claims.service.js';
import type { Nights } from '../kernel/nights.js';
import { Clock } from '../platform/clock.js';
import { Displacement } from './displacement.service.js';
import { TAKEN_BACK } from './domain/ending-text.js';
import type { Piece } from './domain/pieces.js';
import type { StayState } from './domain/stay-state.js';
import { StayBeds } from './stay-beds.service.js';

/** A stay of a diary as it lands: see the diary's `land`. */
export interface BroughtStay extends Nights {
  id: string;
  youngPersonId: string;
  state: Extract<StayState, 'booked' | 'in_residence' | 'completed'>;
  arrivedAt: Date | null;
  departedAt: Date | null;
  /** What the diary says beside it. */
  note: string;
  pieces: readonly Piece[];
}

/** Who brings them: somebody, never the service by itself. */
type By = AuditActor & { id: string };

/** What somebody may have done with a stay since: whoever has, has worked on it. */
const WORKED_ON = [
  ...['absences', 'stay_notes', 'escorts', 'escort_checks', 'medicines', 'stay_reviews', 'suggestions'],
  ...['outcome_values', 'arrival_checks', 'unit_check_confirmations', 'what_changed', 'match_decisions'],
] as const;

/**
 * Stays that the unit had in its diary before this service: brought in together and taken back together, in as many
 * statements as a few. They come of no request. Nobody owes a word on one that was over by then, and nothing is made up that
 * the diary does not say: what the register of children lacks of them it lists as lacking.
 */
@Injectable()
export class StaysFromDiary {
  constructor(
    private readonly claims: ClaimsService,
    private readonly beds: StayBeds,
    private readonly displacement: Displacement,
    private readonly clock: Clock,
  ) {}

  /** Nobody else changes the unit's nights, or those of these young people, until this transaction ends. */
  lock(manager: EntityManager, unitId: string, youngPeople: readonly string[]): Promise<void> {
    return this.claims.begin(manager, unitId, youngPeople);
  }

  /** Their stays that share a night with these, and those that go on: wherever they are, none that was called off. */
  async onRecord(
    manager: EntityManager,
    youngPeople: readonly string[],
    range: Nights,
  ): Promise<(Nights & { id: string; youngPersonId: string; state: StayState })[]> {
    return manager.query(
      `SELECT id, young_person_id AS "youngPersonId", arrival, departure, state FROM stays
        WHERE young_person_id = ANY ($1::uuid[]) AND state NOT IN ('cancelled', 'no_show')
          AND (state = 'in_residence' OR (arrival < $3::date AND departure > $2::date))`,
      [youngPeople, range.arrival, range.departure],
    );
  }

  /** Puts them on record with their beds. What is planned where somebody is there tonight makes way, as for an arrival. */
  async bring(manager: EntityManager, by: By, unitId: string, stays: readonly BroughtStay[]): Promise<void> {
    if (stays.length === 0) return;
    const column = <Name extends keyof BroughtStay>(name: Name) => stays.map((stay) => stay[name]);
    await manager.query(
      `INSERT INTO stays (id, unit_id, young_person_id, arrival, departure, planned_arrival, planned_departure, state,
                          arrived_at, departed_at, booked_at, booked_by)
       SELECT s.id, $1, s.whose, s.arrival, s.departure, s.arrival, s.departure, s.state, s.arrived, s.departed, $2, $3
         FROM unnest($4::uuid[], $5::uuid[], $6::date[], $7::date[], $8::text[], $9::timestamptz[], $10::timestamptz[])
           AS s (id, whose, arrival, departure, state, arrived, departed)`,
      [
        ...[unitId, this.clock.now(), by.id, column('id'), column('youngPersonId'), column('arrival')],
        ...[column('departure'), column('state'), column('arrivedAt'), column('departedAt')],
      ],
    );
    await this.write(manager, by, column('id'), 'imported', column('note'));
    const real = stays.filter(({ state }) => state !== 'booked');
    const pieces = real.flatMap(({ pieces }) => pieces);
    await this.claims.letGiveWay(manager, by.id, pieces.filter(isOver(real)), ['reserve', 'offer'], 'gave_way');
    for (const stay of await this.inTheWay(manager, stays))
      await this.displacement.clear(manager, by, placed(stay, unitId), stay.pieces);
    const made = stays.flatMap(({ id, youngPersonId, pieces }) =>
      pieces.map(({ bedId, arrival, departure }) => ({
        ...{ bedId, arrival, departure, youngPersonId, stayId: id, purpose: 'stay' as const },
      })),
    );
    await this.claims.makeAll(manager, by.id, unitId, made);
    // The plans of this connection were made before so much was here: those for a few rows take a minute with thousands.
    await manager.query('DISCARD PLANS');
    await this.beds.settleAll(
      manager,
      by.id,
      unitId,
      stays.filter(({ state }) => state !== 'completed'),
      'imported',
    );
  }

  /** Those of them with whom somebody has worked since: whatever is on record of them beside the import itself. */
  async workedOn(manager: EntityManager, ids: readonly string[]): Promise<string[]> {
    const touched = WORKED_ON.map((table) => `OR EXISTS (SELECT 1 FROM ${table} t WHERE t.stay_id = s.id)`).join(' ');
    const found = await manager.query<{ id: string }[]>(
      `SELECT s.id FROM stays s WHERE s.id = ANY ($1::uuid[]) AND (
         EXISTS (SELECT 1 FROM stay_events e WHERE e.stay_id = s.id AND e.by_user IS NOT NULL AND e.action NOT IN ('imported', 'displaced', 'given_back'))
         OR EXISTS (SELECT 1 FROM register_entries r WHERE r.stay_id = s.id)
         OR EXISTS (SELECT 1 FROM overrules o WHERE o.stay_id = s.id AND o.at <> s.booked_at)
         OR s.legal_status IS NOT NULL ${touched})`,
      [ids],
    );
    return found.map(({ id }) => id);
  }

  /** As if they had never been: called off with the reason, out of the register, their nights free, and who made way back in bed. */
  async takeBack(manager: EntityManager, by: By, unitId: string, ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    const now = this.clock.now();
    const stays = await manager.query<{ id: string; youngPersonId: string; state: StayState }[]>(
      `SELECT id, young_person_id AS "youngPersonId", state FROM stays WHERE id = ANY ($1::uuid[]) ORDER BY id`,
      [ids],
    );
    await manager.query(
      `UPDATE stays SET state = 'cancelled', arrived_at = NULL, departed_at = NULL, overdue_since = NULL, ended_why = $2
        WHERE id = ANY ($1::uuid[])`,
      [ids, TAKEN_BACK],
    );
    await this.write(
      manager,
      by,
      ids,
      'import_undone',
      ids.map(() => ''),
    );
    await manager.query(
      `UPDATE bed_claims SET released_at = $2, released_by = $3, released_why = 'import_undone'
        WHERE stay_id = ANY ($1::uuid[]) AND live`,
      [ids, now, by.id],
    );
    await this.beds.settleAll(
      manager,
      by.id,
      unitId,
      stays.filter(({ state }) => state !== 'completed'),
      'import_undone',
    );
  }

  private async write(
    manager: EntityManager,
    by: By,
    ids: readonly string[],
    action: 'imported' | 'import_undone',
    notes: readonly string[],
  ): Promise<void> {
    await manager.query(
      `INSERT INTO stay_events (stay_id, at, by_user, action, note, arrival, departure)
       SELECT s.id, $2, $3, $4, w.note, s.arrival, s.departure
         FROM unnest($1::uuid[], $5::text[]) WITH ORDINALITY AS w (id, note, place) JOIN stays s ON s.id = w.id ORDER BY w.place`,
      [ids, this.clock.now(), by.id, action, notes],
    );
  }

  /** Who is there tonight in a bed on which something is planned: no more than the unit has beds. */
  private async inTheWay(manager: EntityManager, stays: readonly BroughtStay[]): Promise<BroughtStay[]> {
    const there = stays.filter(({ state }) => state === 'in_residence');
    const pieces = there.flatMap(({ id, youngPersonId, pieces }) =>
      pieces.map((piece) => ({ ...piece, id, youngPersonId })),
    );
    if (pieces.length === 0) return [];
    const met = await manager.query<{ id: string }[]>(
      `SELECT DISTINCT p.id FROM unnest($1::uuid[], $2::uuid[], $3::date[], $4::date[], $5::uuid[])
           AS p (id, bed, arrival, departure, whose)
         JOIN bed_claims c ON c.live AND c.nights && daterange(p.arrival, p.departure)
          AND (c.bed_id = p.bed OR c.young_person_id = p.whose)`,
      [
        ...[pieces.map(({ id }) => id), pieces.map(({ bedId }) => bedId), pieces.map(({ arrival }) => arrival)],
        ...[pieces.map(({ departure }) => departure), pieces.map(({ youngPersonId }) => youngPersonId)],
      ],
    );
    return there.filter(({ id }) => met.some((one) => one.id === id));
  }
}

const isOver = (stays: readonly BroughtStay[]) => {
  const over = new Set(stays.filter(({ state }) => state === 'completed').flatMap(({ pieces }) => pieces));
  return (piece: Piece) => over.has(piece);
};

const placed = ({ id, youngPersonId }: BroughtStay, unitId: string) => ({
  ...{ id, unit: { id: unitId }, youngPerson: { id: youngPersonId }, requestId: null, bed: null },
});
