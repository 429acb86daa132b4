import { occupancyRate, type BedNightCount } from '../../calendar/domain/count-bed-nights.js';
import { addDays, type PlainDate } from '../../kernel/nights.js';

export interface Week {
  week: PlainDate;
  count: BedNightCount;
}

export interface WeekBar {
  week: PlainDate;
  /** First and last night, as far as the week was counted. */
  rate: number | undefined;
  label: string;
  look: 'f-occupied' | 'f-ahead';
  x: number;
  y: number;
  width: number;
  height: number;
  middle: number;
}

export interface Chart {
  width: number;
  height: number;
  base: number;
  bars: WeekBar[];
  /** Where the first week that has not ended begins. */
  now: number;
}

const WIDTH = 1100;
const TOP = 40;
const BASE = 240;
const FOOT = 26;

/**
 * Where each week's bar stands in the drawing: 100 per cent reaches from the base to the top. Weeks that have
 * ended are told apart from those that have not, whose bar is what is taken so far.
 *
 * @example chartOf([{ week: '2027-03-01', count }], '2027-03-04').bars[0].height; // 100 of 200 when half is taken
 */
export function chartOf(weeks: readonly Week[], today: PlainDate): Chart {
  const step = weeks.length > 0 ? WIDTH / weeks.length : WIDTH;
  const bars = weeks.map(({ week, count }, place): WeekBar => {
    const rate = occupancyRate(count);
    const height = round(((BASE - TOP) * (rate ?? 0)) / 100);
    const x = round(place * step + step * 0.1);
    const isOver = addDays(week, 7) <= today;
    const label = `${Number(week.slice(8))}/${Number(week.slice(5, 7))}`;
    const look = isOver ? 'f-occupied' : 'f-ahead';
    return {
      week,
      rate,
      label,
      look,
      x,
      y: round(BASE - height),
      width: round(step * 0.8),
      height,
      middle: round(x + step * 0.4),
    };
  });
  const first = bars.findIndex((bar) => bar.look === 'f-ahead');
  return { width: WIDTH, height: BASE + FOOT, base: BASE, bars, now: round(step * (first < 0 ? bars.length : first)) };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
