/**
 * By when somebody is to have left, as an instant in SQL of the stay `s` and the unit `u`: on the day of departure, or of
 * the one that was planned where they stay beyond it, at the usual time of the unit; the end of the day where it has said
 * none. For the request, for Today and for the handover alike.
 *
 * @example `SELECT ${LEAVE_BY} FROM stays s JOIN units u ON u.id = s.unit_id`
 */
export const LEAVE_BY = `(coalesce(s.overdue_since, s.departure) + coalesce(u.leave_at, '24:00')) AT TIME ZONE u.zone`;
