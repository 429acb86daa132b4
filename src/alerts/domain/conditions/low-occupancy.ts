import type { BedRow } from '../../../calendar/domain/night-state.js';
import { countBedNights, occupancyRate } from '../../../calendar/domain/count-bed-nights.js';
import { addDays } from '../../../kernel/nights.js';
import type { Finding } from '../alert-kinds.js';
import { askedFor, stretchOf, type Asked } from './asked-nights.js';
import { onlyOn } from './empty-bed-soon.js';
import type { Moment } from './moment.js';

/** How many days ahead are looked at, each with a threshold of its own. */
export const OCCUPANCY_DAYS = [7, 14, 28] as const;
/** So many points below the threshold are worth telling anew. */
const STEP = 20;
type Thresholds = Record<`below${(typeof OCCUPANCY_DAYS)[number]}`, number> & { recovers: number };

/**
 * Stretches of days ahead, from tonight on, of whose usable bed nights too few are taken by stays. What is held for an offer
 * and who asks for these nights is counted apart: neither is a stay yet. A stretch opens below its threshold and stands until
 * so many points above it are reached. A threshold of nothing leaves a stretch out, and so does a stretch without a usable bed.
 *
 * @example lowOccupancy({ rows, asked: [] }, { below7: 70, below14: 0, below28: 0, recovers: 5 }, now)[0].figures.percent; // 43
 */
export function lowOccupancy(
  { rows, asked }: { rows: readonly BedRow[]; asked: readonly Asked[] },
  thresholds: Thresholds,
  { tonight }: Moment,
): Finding[] {
  return OCCUPANCY_DAYS.flatMap((days): Finding[] => {
    const below = thresholds[`below${days}`];
    const end = addDays(tonight, days);
    const count = countBedNights(onlyOn(rows, (night) => tonight <= night && night < end));
    const percent = occupancyRate(count);
    // All that can be booked is enough, whatever is set.
    const ends = Math.max(below, Math.min(100, below + thresholds.recovers));
    if (below === 0 || percent === undefined || percent >= ends) return [];
    const { available, booked, occupied, held, reserve, empty } = count;
    return [
      {
        kind: 'low_occupancy',
        key: `${days}`,
        opens: percent < below,
        grade: Math.max(0, Math.floor((below - percent) / STEP)),
        about: {},
        figures: {
          ...{ days, percent, below, ends, taken: booked + occupied, available, held, reserve, empty },
          waiting: askedFor(asked, stretchOf(tonight, end)),
        },
        dueAt: null,
      },
    ];
  });
}
