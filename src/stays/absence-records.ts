import type { EntityManager } from 'typeorm';
import type { Actor } from '../identity/domain/actor.js';
import { conflict } from '../kernel/domain-error.js';
import { violatedConstraint } from '../platform/transaction.js';
import type { AbsenceAction, AbsenceEnd, AbsenceKind, AbsenceTime } from './domain/absence.js';

/** One step of an absence, with what the absence was after it. */
export interface AbsenceStep extends AbsenceTime {
  at: Date;
  by: string;
  action: AbsenceAction;
  reason: string;
  ended: AbsenceEnd | null;
  note: string;
}

/** From when to when somebody who stayed was not there, and how it ended. */
export interface AbsenceEpisode extends AbsenceTime {
  id: string;
  ended: AbsenceEnd | null;
  /** May name another young person, so it is for the unit's own people; like the steps. */
  note: string;
  events: AbsenceStep[];
}

/** The absences of a stay that the actor may read, earliest first, in one query. */
export async function readAbsences(manager: EntityManager, actor: Actor, stayId: string): Promise<AbsenceEpisode[]> {
  const rows: (AbsenceEpisode & { events: (Omit<AbsenceStep, 'at' | 'since' | 'until'> & Stamps)[] })[] =
    await manager.query(
      `SELECT a.id, a.kind, a.since, a.back_at AS until, a.ended_by AS ended, a.note,
            (SELECT json_agg(json_build_object('at', e.at, 'by', u.name, 'action', e.action, 'reason', e.reason, 'kind', e.kind,
                     'since', e.since, 'until', e.back_at, 'ended', e.ended_by, 'note', e.note) ORDER BY e.id)
               FROM absence_events e JOIN users u ON u.id = e.by_user WHERE e.absence_id = a.id) AS events
         FROM absences a WHERE a.stay_id = $1 ORDER BY a.since, a.id`,
      [stayId],
    );
  // What was taken back may have been of another child: it is no part of the file that the key worker reads.
  if (actor.role === 'cas_worker')
    return rows.filter(({ ended }) => ended !== 'taken_back').map((row) => ({ ...row, note: '', events: [] }));
  return rows.map(({ events, ...row }) => ({
    ...row,
    events: events.map((step) => ({
      ...step,
      at: new Date(step.at),
      since: new Date(step.since),
      until: step.until && new Date(step.until),
    })),
  }));
}

interface Stamps {
  at: string;
  since: string;
  until: string | null;
}

const STEP = `INSERT INTO absence_events (absence_id, at, by_user, action, reason, kind, since, back_at, ended_by, note)`;

/** Who writes it down, and when. */
export interface Told {
  by: string;
  now: Date;
}

/** One more absence of a stay, in the caller's transaction. */
export async function addAbsence(
  manager: EntityManager,
  stayId: string,
  absence: { kind: AbsenceKind; since: Date; note: string; until?: Date | null; ended?: AbsenceEnd | undefined },
  { by, now }: Told,
): Promise<void> {
  const { kind, since, note, until = null, ended = null } = absence;
  await once(
    manager.query(
      `WITH made AS (
         INSERT INTO absences (stay_id, kind, since, note, back_at, ended_by, recorded_at, recorded_by, back_recorded_by)
         VALUES ($1, $2, $3, $4, $5::timestamptz, $6, $7, $8, CASE WHEN $5::timestamptz IS NOT NULL THEN $8::uuid END) RETURNING *)
       ${STEP} SELECT id, $7, $8, 'told', '', kind, since, back_at, ended_by, note FROM made`,
      [stayId, kind, since, note, until, ended, now, by],
    ),
  );
}

/**
 * Ends the absence that goes on, if one does; by the end of the stay also those that it ended before, whose time is written
 * down again.
 */
export async function endAbsence(
  manager: EntityManager,
  stayId: string,
  { until, ended }: { until: Date; ended: 'back' | 'missing' | 'undone' | 'end_of_stay' },
  { by, now }: Told,
): Promise<void> {
  await once(
    manager.query(
      `WITH ended AS (
         UPDATE absences SET back_at = greatest(since, $2), back_recorded_by = $3,
                ended_by = CASE WHEN $4 <> 'end_of_stay' THEN $4 WHEN kind = 'missing' THEN 'stay_ended' ELSE 'left' END
          WHERE stay_id = $1 AND (back_at IS NULL OR ($4 = 'end_of_stay' AND ended_by IN ('left', 'stay_ended'))) RETURNING *)
       ${STEP} SELECT id, $5, $3, 'ended', '', kind, since, back_at, ended_by, note FROM ended`,
      [stayId, until, by, ended, now],
    ),
  );
}

/** The departure that ended it did not happen: they are away still. */
export async function reopenAbsence(manager: EntityManager, stayId: string, { by, now }: Told): Promise<void> {
  await once(
    manager.query(
      `WITH reopened AS (
         UPDATE absences SET back_at = NULL, back_recorded_by = NULL, ended_by = NULL
          WHERE id = (SELECT id FROM absences WHERE stay_id = $1 AND ended_by IN ('left', 'stay_ended')
                       ORDER BY since DESC, id LIMIT 1) RETURNING *)
       ${STEP} SELECT id, $2, $3, 'reopened', '', kind, since, back_at, ended_by, note FROM reopened`,
      [stayId, now, by],
    ),
  );
}

/** Puts an absence right, in the caller's transaction: what it said before is kept. */
export async function correctAbsence(
  manager: EntityManager,
  id: string,
  to: AbsenceTime & { note: string; ended: AbsenceEnd | undefined },
  reason: string,
  { by, now }: Told,
): Promise<void> {
  await once(
    manager.query(
      `WITH corrected AS (
         UPDATE absences SET kind = $2, since = $3, back_at = $4, ended_by = $5, note = $6, meets_another = false WHERE id = $1
         RETURNING *)
       ${STEP} SELECT id, $7, $8, 'corrected', $9, kind, since, back_at, ended_by, note FROM corrected`,
      [id, to.kind, to.since, to.until, to.ended ?? null, to.note, now, by, reason],
    ),
  );
}

/**
 * Takes an absence back that was recorded by mistake, in the caller's transaction: it lasted no time. Who was said to have
 * gone missing from home or from hospital was there until this one ended.
 */
export async function takeAbsenceBack(
  manager: EntityManager,
  stayId: string,
  { id, since, until, ended }: AbsenceEpisode,
  reason: string,
  { by, now }: Told,
): Promise<void> {
  await manager.query(
    `WITH taken AS (
       UPDATE absences SET back_at = since, back_recorded_by = $3, ended_by = 'taken_back' WHERE id = $1 RETURNING id)
     ${STEP} SELECT a.id, $2, $3, 'taken_back', $4, a.kind, a.since, a.back_at, a.ended_by, a.note
       FROM absences a JOIN taken USING (id)`,
    [id, now, by, reason],
  );
  await manager.query(
    `WITH goes_on AS (
       UPDATE absences SET back_at = $3, ended_by = $4, back_recorded_by = CASE WHEN $3::timestamptz IS NOT NULL THEN $6::uuid END
        WHERE stay_id = $1 AND ended_by = 'missing' AND back_at = $2 RETURNING *)
     ${STEP} SELECT id, $5, $6, 'corrected', $7, kind, since, back_at, ended_by, note FROM goes_on`,
    [stayId, since, until, ended === 'stay_ended' ? 'left' : ended, now, by, reason],
  );
}

/** Nobody is away twice at once: the database knows of the other absence. */
async function once(saving: Promise<unknown>): Promise<void> {
  try {
    await saving;
  } catch (error) {
    if (violatedConstraint(error) !== 'away_once_at_a_time') throw error;
    throw conflict(
      'away-then-already',
      'They are recorded as away at some of that time already. Look at that absence, and correct it if it is wrong.',
    );
  }
}
