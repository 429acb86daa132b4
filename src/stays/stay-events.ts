import type { EntityManager } from 'typeorm';
import type { Nights } from '../kernel/nights.js';
import type { BeforeArrival } from './domain/before-arrival.js';
import type { StayAction } from './domain/stay-state.js';
import type { StayEvent } from './stay-event.entity.js';

/** What a step came to: the nights that it left, and what is written of it. */
export interface StepDone {
  nights: Nights;
  note: string;
  /** What it is called in the history, where it puts right what was written down before. */
  action?: StayAction;
  happenedAt?: Date;
  /** The time that was written down before. */
  insteadOf?: Date | null;
  /** The day that was planned for an arrival or a departure. */
  planned?: string;
  /** Where they lived before an arrival, or go to on leaving, as somebody said it. */
  address?: string | undefined;
  /** Who ended the stay and why, and when they were expected. */
  ending?: Pick<StayEvent, 'endedBy' | 'code' | 'expectedAt'>;
  /** Of an arrival, and of what calls a stay off: what stood before it. */
  before?: BeforeArrival;
}

/** A stay with the nights that a step left; when they were expected and what stood before it are its own. */
export type SteppedStay = Nights & { id: string } & Pick<Partial<StepDone>, 'before' | 'ending'>;

/** Writes a step of stays that take it together, of which the same is said otherwise: in one statement. */
export async function writeSteps(
  manager: EntityManager,
  { by, at }: { by: string; at: Date },
  stays: readonly SteppedStay[],
  action: StayAction,
  {
    note = '',
    happenedAt,
    insteadOf,
    planned,
    ending,
    before,
  }: Partial<Omit<StepDone, 'nights' | 'action' | 'address'>>,
): Promise<void> {
  await manager.query(
    `INSERT INTO stay_events (stay_id, at, by_user, action, note, arrival, departure, happened_at, instead_of, planned,
                                ended_by, code, expected_at, before)
       SELECT s.id, $4::timestamptz, $5::uuid, $6, $7, s.arrival, s.departure, $8::timestamptz, $9::timestamptz, $10::date, $11,
              $12, s.expected, s.before
         FROM unnest($1::uuid[], $2::date[], $3::date[], $13::timestamptz[], $14::jsonb[])
           AS s (id, arrival, departure, expected, before)`,
    [
      ...[stays.map(({ id }) => id), stays.map(({ arrival }) => arrival), stays.map(({ departure }) => departure)],
      ...[at, by, action, note],
      ...[happenedAt ?? null, insteadOf ?? null, planned ?? null],
      ...[ending?.endedBy ?? null, ending?.code ?? null],
      stays.map((stay) => (stay.ending ?? ending)?.expectedAt ?? null),
      stays.map((stay) => ((stay.before ?? before) ? JSON.stringify(stay.before ?? before) : null)),
    ],
  );
}
