import { lastDecisionSql } from '../stays/domain/last-decision.js';

/** That a manager has decided since, looking again at the stay, that they can be there. */
export interface AgreedSince {
  at: Date;
  by: string;
}

/**
 * In SQL, the same of the stay of this id, as JSON: where the last decision on it is none that was written down with the
 * emergency, and says that its nights suit. Null where it does not.
 */
export const agreedSinceSql = (stay: string): string => `(
  SELECT json_build_object('at', d.signed_at, 'by', w.name) FROM ${lastDecisionSql(stay)} d JOIN users w ON w.id = d.signed_by
   WHERE d.emergency_decision_id IS NULL AND d.decision <> 'not_suitable')`;
