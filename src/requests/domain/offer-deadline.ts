import { addDays, instantIn, type PlainDate } from '../../kernel/nights.js';

/**
 * Until when a bed is held: so many hours from now, but never past the end of the arrival date, when the
 * first night has begun without an answer.
 */
export function offerDeadline(now: Date, hours: number, arrival: PlainDate, zone: string): Date {
  const inTime = new Date(now.getTime() + hours * 3_600_000);
  const nightBegun = instantIn(addDays(arrival, 1), '00:00', zone);
  return inTime < nightBegun ? inTime : nightBegun;
}
