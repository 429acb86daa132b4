/**
 * In SQL, the decision on who is there with whom that counts for the stay of this id: the last one on the stay, or on the
 * offer that became it. No row where nobody has decided. Each half is found by an index of its own.
 */
export const lastDecisionSql = (stay: string): string => `(
  SELECT d.* FROM match_decisions d WHERE d.stay_id = ${stay}
   UNION ALL
  SELECT d.* FROM offers o JOIN match_decisions d ON d.offer_id = o.id WHERE o.stay_id = ${stay}
   ORDER BY id DESC LIMIT 1)`;
