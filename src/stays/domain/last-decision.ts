/** In SQL, every decision on the stay of this id, on the offer that became it, or on the emergency that it came of. */
export const decisionsSql = (stay: string): string => `
  SELECT d.* FROM match_decisions d WHERE d.stay_id = ${stay}
   UNION ALL
  SELECT d.* FROM offers o JOIN match_decisions d ON d.offer_id = o.id WHERE o.stay_id = ${stay}
   UNION ALL
  SELECT d.* FROM emergencies e JOIN emergency_decisions m ON m.emergency_id = e.id
    JOIN match_decisions d ON d.emergency_decision_id = m.id WHERE e.stay_id = ${stay}`;

/**
 * In SQL, the decision on who is there with whom that counts for the stay of this id: the last one on the stay, on the
 * offer that became it, or on the emergency that it came of. No row where nobody has decided. Each part is found by an index
 * of its own.
 */
export const lastDecisionSql = (stay: string): string => `(${decisionsSql(stay)}
   ORDER BY id DESC LIMIT 1)`;

/**
 * In SQL, who signed a decision `d`, by name: `user`, or who was rung and has no account, with `user`, who wrote it down.
 */
export const signedBySql = (user: string): string =>
  `coalesce(d.on_word_of || ', written down by ' || ${user}.name, ${user}.name)`;
