import { CronExpressionParser } from 'cron-parser';
import { SCHEDULE_ZONE } from './job-list.js';

/**
 * The last time of a schedule that has come, and the next, by the clocks of Europe/London: as the queue reckons them.
 *
 * @example beatsOf('41 3 * * *', new Date('2027-01-15T12:00:00Z')).next; // 16 January 2027, 03:41
 */
export function beatsOf(pattern: string, now: Date): { last: Date; next: Date } {
  const at = (from: number) => CronExpressionParser.parse(pattern, { currentDate: new Date(from), tz: SCHEDULE_ZONE });
  // A time that is now has come.
  return {
    last: at(now.getTime() + 1)
      .prev()
      .toDate(),
    next: at(now.getTime()).next().toDate(),
  };
}
