import { invalidField } from '../../kernel/domain-error.js';
import { instantIn, type PlainDate } from '../../kernel/nights.js';

/**
 * A date and a time that were typed on a page, by the clocks of the zone; nothing where both were left empty.
 *
 * @throws invalid at `date` or `time` where only one of the two was given
 */
export function cameAt(
  { date, time }: { date?: PlainDate | undefined; time?: string | undefined },
  zone: string,
): Date | undefined {
  if (date && time) return instantIn(date, time, zone);
  if (date) throw invalidField('time', 'Enter the time, too, or leave the date empty.');
  if (time) throw invalidField('date', 'Enter the date, too, or leave the time empty.');
  return undefined;
}
