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

/**
 * The instant in the middle, when a family's worker is reminded of an offer that nobody has answered.
 *
 * @example halfWay(new Date('2026-05-01T10:00Z'), new Date('2026-05-05T10:00Z')); // 3 May, 10:00 UTC
 */
export function halfWay(from: Date, to: Date): Date {
  return new Date((from.getTime() + to.getTime()) / 2);
}
