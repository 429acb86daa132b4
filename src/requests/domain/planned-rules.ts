import type { Claim } from '../../calendar/domain/claim.js';
import { countsAsShortBreak } from '../../calendar/domain/legal-status.js';
import { addDays, type Nights, type PlainDate } from '../../kernel/nights.js';
import type { Allocation } from '../../people/domain/allocation.js';
import type { KindOfNight } from '../../people/domain/night-kinds.js';
import { sayLimit, shortBreakLimits } from '../../stays/domain/short-break-limits.js';
import { allocationRule, sayAllocation } from './allocation-rule.js';
import { gapRule, sayTooClose } from './gap-rule.js';
import type { Obstacle } from './obstacles.js';

/** What a young person's planned breaks are held to, but for what they have already. */
export interface Entitlement {
  allocations: readonly Allocation[];
  kindOf: (night: PlainDate) => KindOfNight;
  leastGapDays: number;
}

/** Every twelve months that share a day with the nights, and where the first date that is allowed is looked for. */
export const yearsAround = ({ arrival, departure }: Nights): Nights => ({
  arrival: addDays(arrival, -400),
  departure: addDays(departure, 1_200),
});

/**
 * What stands against nights that are planned as a short break, given the young person's other stays and offers: the
 * limits of the law, which nobody goes over; what is granted to them; the gap that the unit keeps. A stay that somebody
 * decided to be no short break counts for the gap only: it is nobody's ration, and its days are not the 75.
 */
export function plannedRules(
  own: readonly Claim[],
  { allocations, kindOf, leastGapDays }: Entitlement,
): (wanted: Nights) => Obstacle[] {
  const shortBreaks = own.filter(({ legalStatus }) => countsAsShortBreak(legalStatus));
  const limits = shortBreakLimits(shortBreaks);
  const granted = allocationRule(allocations, shortBreaks, kindOf);
  const gap = gapRule(leastGapDays, own);
  return (wanted) => {
    const [reached, beyond, close] = [limits(wanted), granted(wanted), gap(wanted)];
    const found: Obstacle[] = [];
    if (reached) found.push(saidWhenRead({ code: 'limit' }, () => sayLimit(reached)));
    if (beyond) found.push(saidWhenRead({ code: 'allocation', mayBeOverruled: true }, () => sayAllocation(beyond)));
    if (close) found.push(saidWhenRead({ code: 'gap', mayBeOverruled: true }, () => sayTooClose(close)));
    return found;
  };
}

/** The sentence says when nights would be allowed, which takes a look at two years: nobody pays for it who does not read it. */
const saidWhenRead = (obstacle: Omit<Obstacle, 'sentence'>, say: () => string): Obstacle => ({
  ...obstacle,
  get sentence() {
    return say();
  },
});
