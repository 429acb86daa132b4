import type { EntityManager } from 'typeorm';
import type { Actor } from '../identity/domain/actor.js';
import { mayRead } from '../identity/visibility.js';
import type { AimMet } from '../people/domain/family-plan.js';
import type { Face, MetAim, SuggestionKind, Voice } from './domain/review.js';

/** Whether a stay met an aim, and why. */
export interface AimReview {
  id: string;
  text: string;
  met: AimMet;
  said: string;
}

/** What one voice said of a stay, signed by whoever wrote it down. */
export interface Review {
  id: string;
  voice: Voice;
  face: Face | null;
  said: string;
  saidBy: string;
  how: string;
  metAim: MetAim | null;
  /** Of the staff: of each aim of the family plan that they looked at, whether the stay met it. */
  aims: AimReview[];
  nextTime: string;
  withoutYoungPerson: string;
  withoutFamily: string;
  /** Its words name another young person: they are for the unit's own people, and a CAS worker reads none of them. */
  namesOthers: boolean;
  at: Date;
  by: { id: string; name: string };
}

/** Something that a stay has shown and that somebody should decide. */
export interface Suggestion {
  id: string;
  stayId: string;
  kind: SuggestionKind;
  /** With whom a matching decision should be looked at, for who may read them. */
  other: { id: string; firstName: string; lastName: string } | null;
  text: string;
  at: Date;
  by: { id: string; name: string };
  done: { at: Date; by: { id: string; name: string }; text: string } | null;
}

/** What was said of a stay, the latest first, in one query. That the actor may read the stay is for the caller to know. */
export async function readReviews(manager: EntityManager, actor: Actor, stayId: string): Promise<Review[]> {
  const rows = await manager.query<Review[]>(
    `SELECT r.id, r.voice, r.face, r.said, r.said_by AS "saidBy", r.how, r.met_aim AS "metAim", (${AIMS}) AS aims, r.next_time AS "nextTime",
            r.without_young_person AS "withoutYoungPerson", r.without_family AS "withoutFamily",
            r.names_others OR EXISTS (SELECT 1 FROM review_marks k WHERE k.review_id = r.id) AS "namesOthers", r.at, json_build_object('id', u.id, 'name', u.name) AS by
       FROM stay_reviews r JOIN users u ON u.id = r.by_user WHERE r.stay_id = $1 ORDER BY r.number DESC LIMIT 100`,
    [stayId],
  );
  return rows.map((row) => (row.namesOthers && actor.role === 'cas_worker' ? withoutWords(row) : row));
}

const AIMS = `SELECT coalesce(json_agg(json_build_object('id', a.id, 'text', a.text, 'met', m.met, 'said', m.said)
                                ORDER BY a.agreed_on, a.written_at, a.id), '[]')
                FROM review_aims m JOIN plan_aims a ON a.id = m.aim_id WHERE m.review_id = r.id`;

const withoutWords = (review: Review): Review => ({
  ...review,
  ...{ said: '', nextTime: '', withoutYoungPerson: '', withoutFamily: '' },
  aims: review.aims.map((aim) => ({ ...aim, said: '' })),
});

/** The voices of which there is a word on the stay. */
export async function readVoices(manager: EntityManager, stayId: string): Promise<Voice[]> {
  const rows = await manager.query<{ voice: Voice }[]>(`SELECT DISTINCT voice FROM stay_reviews WHERE stay_id = $1`, [
    stayId,
  ]);
  return rows.map(({ voice }) => voice);
}

/**
 * What was suggested after stays, the oldest first. A CAS worker reads of new assessments alone: a matching decision is about
 * another child, too.
 *
 * @param where a condition over the suggestion `g` and its stay `s`, from `parameters` on
 */
export async function readSuggestions(
  manager: EntityManager,
  actor: Actor,
  now: Date,
  { where, parameters, limit = 100 }: { where: string; parameters: unknown[]; limit?: number },
): Promise<Suggestion[]> {
  const told = actor.role === 'cas_worker' ? `AND g.kind = 'assessment'` : '';
  const rows = await manager.query<(Omit<Suggestion, 'done'> & Done)[]>(
    `SELECT g.id, g.stay_id AS "stayId", g.kind, g.text, g.at, json_build_object('id', u.id, 'name', u.name) AS by,
            CASE WHEN o.id IS NOT NULL THEN
              json_build_object('id', o.id, 'firstName', o.first_name, 'lastName', o.last_name) END AS other,
            g.done_at AS "doneAt", json_build_object('id', d.id, 'name', d.name) AS "doneBy", g.done_text AS "doneText"
       FROM suggestions g JOIN stays s ON s.id = g.stay_id JOIN users u ON u.id = g.by_user
       LEFT JOIN users d ON d.id = g.done_by
       LEFT JOIN young_people o ON o.id = g.other_id AND ${mayRead(actor, 'o.id', parameters, now)}
      WHERE ${where} ${told} ORDER BY g.number LIMIT ${limit}`,
    parameters,
  );
  return rows.map(({ doneAt, doneBy, doneText, ...row }) => ({
    ...row,
    done: doneAt && { at: doneAt, by: doneBy, text: doneText },
  }));
}

interface Done {
  doneAt: Date | null;
  doneBy: { id: string; name: string };
  doneText: string;
}
