import { addDays, daysBetween, instantIn, type PlainDate } from '../../../kernel/nights.js';
import type { Finding } from '../alert-kinds.js';
import type { Moment } from './moment.js';

/** Nights granted to a young person, and what of each kind is used, booked, held and left. */
export interface Granted {
  allocationId: string;
  youngPersonId: string;
  firstDay: PlainDate;
  lastDay: PlainDate;
  kinds: readonly { granted: number; used: number; booked: number; held: number; left: number }[];
}

/**
 * How many nights of the allocation are likely to be left when it ends, if it goes on as so far: of each kind what is neither
 * used nor booked or held, less what would still be used at the rate since its first day. What is booked is part of that rate,
 * not beside it.
 *
 * @example likelyUnused({ …half, kinds: [{ granted: 20, used: 5, booked: 0, held: 0, left: 15 }] }, halfWay); // 10
 */
export function likelyUnused({ firstDay, lastDay, kinds }: Granted, today: PlainDate): number {
  const sofar = Math.max(1, daysBetween(firstDay, today));
  const rest = Math.max(0, daysBetween(today, addDays(lastDay, 1)));
  return kinds.reduce((sum, { used, booked, held, left }) => {
    const planned = booked + held;
    const expected = Math.max(planned, Math.round((used / sofar) * rest));
    return sum + Math.max(0, left + planned - expected);
  }, 0);
}

/**
 * Allocations that end soon and of which so many nights are likely to go unused. Once told, one stands until a night less than
 * the threshold is likely to be left. What is proposed and not signed is not counted as held: a key worker may be told of it.
 *
 * @example allocationUnused([kits], { daysBeforeEnd: 90, nights: 5 }, now)[0].figures.likely; // 10
 */
export function allocationUnused(
  all: readonly Granted[],
  { daysBeforeEnd, nights }: { daysBeforeEnd: number; nights: number },
  { today, zone }: Moment,
): Finding[] {
  const end = addDays(today, daysBeforeEnd);
  return all
    .filter(({ firstDay, lastDay }) => firstDay <= today && lastDay >= today && lastDay <= end)
    .flatMap((one): Finding[] => {
      const likely = likelyUnused(one, today);
      if (likely < Math.max(1, nights - 1)) return [];
      const left = one.kinds.reduce((sum, kind) => sum + Math.max(0, kind.left), 0);
      const { allocationId, youngPersonId, lastDay } = one;
      return [
        {
          kind: 'allocation_unused',
          key: allocationId,
          opens: likely >= nights,
          about: { youngPersonId },
          figures: { lastDay, left, likely },
          dueAt: instantIn(addDays(lastDay, 1), '00:00', zone),
        },
      ];
    });
}
