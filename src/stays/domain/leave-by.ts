/**
 * By when somebody is to have left, as an instant in SQL of a stay and the unit `u`: on the day of departure, or of
 * the one that was planned where they stay beyond it, at the usual time of the unit; the end of the day where it has said
 * none. For the request, for Today and for the handover alike.
 *
 * @example `SELECT ${leaveBy('t')} FROM stays t JOIN units u ON u.id = t.unit_id`
 */
export const leaveBy = (stay: string): string =>
  `(coalesce(${stay}.overdue_since, ${stay}.departure) + coalesce(u.leave_at, '24:00')) AT TIME ZONE u.zone`;

/** The same of the stay `s`. */
export const LEAVE_BY = leaveBy('s');
