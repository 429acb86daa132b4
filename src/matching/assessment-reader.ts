import type { EntityManager } from 'typeorm';
import type { PlainDate } from '../kernel/nights.js';
import type { Assessment, AssessmentDraft } from './domain/assessment.js';
import type { StandingFacts } from './domain/standing.js';

interface Person {
  id: string;
  name: string;
}

/** A version that was signed. */
export interface SignedAssessment extends Assessment {
  version: number;
  signedBy: Person;
  signedAt: Date;
  /** Whose answers are in it, too, beside those of who signed: none of them is a second person. */
  alsoWrittenBy: Person[];
  countersigned: { by: Person; at: Date } | null;
}

/** What is being written of somebody, by whom and since when. */
export interface OpenDraft extends AssessmentDraft {
  /** The version that it started from; 0 for none. */
  fromVersion: number;
  begunAt: Date;
  changedBy: Person;
  changedAt: Date;
}

interface Row extends Omit<SignedAssessment, 'noKnownConcern' | 'countersigned'> {
  restSource: string | null;
  restOn: PlainDate | null;
  countersignedBy: Person | null;
  countersignedAt: Date | null;
}

const SIGNED = `
  SELECT a.version, a.ratings, a.rest_source AS "restSource", a.rest_on AS "restOn", a.strengths, a.helps, a.support,
         a.room_needs AS "roomNeeds", a.house_needs AS "houseNeeds", a.review_by AS "reviewBy",
         json_build_object('id', u.id, 'name', u.name) AS "signedBy", a.signed_at AS "signedAt", c.at AS "countersignedAt",
         (SELECT coalesce(json_agg(json_build_object('id', w.id, 'name', w.name) ORDER BY w.name, w.id), '[]')
            FROM users w WHERE w.id = ANY (a.also_written_by)) AS "alsoWrittenBy",
         CASE WHEN c.by_user IS NOT NULL THEN json_build_object('id', s.id, 'name', s.name) END AS "countersignedBy"
    FROM assessments a JOIN users u ON u.id = a.signed_by
    LEFT JOIN assessment_countersignatures c ON c.assessment_id = a.id LEFT JOIN users s ON s.id = c.by_user`;

/** Signed versions, the latest first: one of them, or those below `under`. */
export async function readAssessments(
  manager: EntityManager,
  youngPersonId: string,
  { version, under, limit }: { version?: number; under?: number; limit: number },
): Promise<SignedAssessment[]> {
  const rows = await manager.query<Row[]>(
    `${SIGNED} WHERE a.young_person_id = $1 AND ($2::int IS NULL OR a.version = $2) AND ($3::int IS NULL OR a.version < $3)
      ORDER BY a.version DESC LIMIT $4`,
    [youngPersonId, version ?? null, under ?? null, limit],
  );
  return rows.map(({ restSource, restOn, countersignedBy, countersignedAt, ...row }) => ({
    ...row,
    noKnownConcern: restSource === null || restOn === null ? null : { source: restSource, date: restOn },
    countersigned: countersignedBy && countersignedAt ? { by: countersignedBy, at: countersignedAt } : null,
  }));
}

export async function readDraft(manager: EntityManager, youngPersonId: string): Promise<OpenDraft | null> {
  const [row] = await manager.query<(Omit<OpenDraft, keyof AssessmentDraft> & { answers: AssessmentDraft })[]>(
    `SELECT d.answers, d.from_version AS "fromVersion", d.begun_at AS "begunAt", d.changed_at AS "changedAt",
            json_build_object('id', u.id, 'name', u.name) AS "changedBy"
       FROM assessment_drafts d JOIN users u ON u.id = d.changed_by WHERE d.young_person_id = $1`,
    [youngPersonId],
  );
  if (!row) return null;
  const { answers, ...about } = row;
  return { ...answers, ...about };
}

/** By their ids, everybody who wrote or rewrote an answer of what is being written. */
export async function readWriters(manager: EntityManager, youngPersonId: string): Promise<string[]> {
  const [row] = await manager.query<{ writers: string[] }[]>(
    `SELECT written_by AS writers FROM assessment_drafts WHERE young_person_id = $1`,
    [youngPersonId],
  );
  return row?.writers ?? [];
}

/** What is known of whether each of them counts as assessed, by their ids, in one query. */
export async function readStandings(
  manager: EntityManager,
  youngPersonIds: readonly string[],
  today: PlainDate,
): Promise<Map<string, StandingFacts>> {
  interface Facts extends Omit<StandingFacts, 'latest'> {
    id: string;
    version: number | null;
    signedAt: Date;
    signedBy: Person;
    reviewBy: PlainDate;
    alsoWrittenBy: string[];
    isCountersigned: boolean;
  }
  const rows = await manager.query<Facts[]>(
    `SELECT y.id, json_build_object('id', k.id, 'name', k.name) AS "keyWorker", a.version, a.signed_at AS "signedAt",
            json_build_object('id', u.id, 'name', u.name) AS "signedBy", a.review_by AS "reviewBy",
            a.also_written_by AS "alsoWrittenBy",
            EXISTS (SELECT 1 FROM assessment_countersignatures c WHERE c.assessment_id = a.id) AS "isCountersigned",
            CASE WHEN d.changed_by IS NOT NULL THEN
              json_build_object('by', json_build_object('id', w.id, 'name', w.name)) END AS draft,
            coalesce(n.unseen, 0) AS unseen, coalesce(n.asks_new, 0) AS "asksNew",
            (SELECT min(b.arrival) FROM bed_claims b WHERE b.young_person_id = y.id AND b.live AND b.purpose = 'stay'
                AND b.departure > $2::date) AS "nextArrival",
            EXISTS (SELECT 1 FROM stays s WHERE s.young_person_id = y.id AND s.state = 'in_residence') AS "isHere"
       FROM young_people y JOIN users k ON k.id = y.key_worker_id
       LEFT JOIN LATERAL (SELECT * FROM assessments WHERE young_person_id = y.id ORDER BY version DESC LIMIT 1) a ON true
       LEFT JOIN users u ON u.id = a.signed_by
       LEFT JOIN LATERAL (
         SELECT count(*) FILTER (WHERE l.outcome IS NULL)::int AS unseen,
                count(*) FILTER (WHERE l.outcome = 'assessment')::int AS asks_new
           FROM information i LEFT JOIN information_looks l ON l.information_id = i.id
          WHERE i.young_person_id = y.id AND i.at > a.signed_at) n ON true
       LEFT JOIN assessment_drafts d ON d.young_person_id = y.id LEFT JOIN users w ON w.id = d.changed_by
      WHERE y.id = ANY ($1::uuid[])`,
    [youngPersonIds, today],
  );
  return new Map(
    rows.map(({ id, version, signedAt, signedBy, reviewBy, alsoWrittenBy, isCountersigned, ...facts }) => [
      id,
      { ...facts, latest: version === null ? null : { signedAt, signedBy, reviewBy, alsoWrittenBy, isCountersigned } },
    ]),
  );
}
