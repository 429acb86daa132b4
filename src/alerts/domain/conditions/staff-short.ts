import { tooMany, type StaffedNight } from '../../../calendar/domain/staffing.js';
import { mondayOf, type PlainDate } from '../../../kernel/nights.js';
import type { Finding } from '../alert-kinds.js';
import { isAhead, type Moment } from './moment.js';

/**
 * Weeks with nights on which more are booked than the staff can take, at all or at high support. A week is told once, from
 * Monday, with its nights: one that is put right makes it smaller, and the last one ends it.
 *
 * @example staffShort({ staffed: [{ night: '2027-03-12', figure: { take: 2, high: 1 }, from: 'night', booked: 3, highBooked: 0 }], begins }, { daysAhead: 28 }, now)[0].figures.most; // 1
 */
export function staffShort(
  { staffed, begins }: { staffed: readonly StaffedNight[]; begins: (night: PlainDate) => Date },
  { daysAhead }: { daysAhead: number },
  moment: Moment,
): Finding[] {
  const weeks = new Map<PlainDate, { night: PlainDate; take: number; high: number }[]>();
  for (const one of staffed.filter(({ night }) => isAhead(night, daysAhead, moment))) {
    const { take, high } = tooMany(one);
    if (take + high === 0) continue;
    const week = mondayOf(one.night);
    weeks.set(week, [...(weeks.get(week) ?? []), { night: one.night, take, high }]);
  }
  return [...weeks].map(([week, nights]) => ({
    kind: 'staff_short',
    key: week,
    opens: true,
    grade: Math.max(...nights.map(({ take, high }) => Math.max(take, high))) - 1,
    about: {},
    figures: {
      ...{ week, first: nights[0]!.night, last: nights.at(-1)!.night, nights: nights.length },
      ...{ most: Math.max(...nights.map(({ take }) => take)), high: Math.max(...nights.map(({ high }) => high)) },
    },
    dueAt: begins(nights[0]!.night),
  }));
}
