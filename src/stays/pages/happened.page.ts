import { dateIn } from '../../kernel/nights.js';

/** The date and time that a form begins with: now, by the clocks of the unit. */
export function nowIn(now: Date, zone: string): { date: string; time: string } {
  const time = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return { date: dateIn(now, zone), time: time.format(now) };
}
