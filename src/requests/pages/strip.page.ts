import type { PlainDate } from '../../kernel/nights.js';
import { sayDate } from '../../kernel/say-date.js';
import type { Obstacle, ObstacleCode } from '../domain/obstacles.js';
import { listLink } from './list.page.js';

/** Arrivals on one strip: four weeks. */
const STRIP = 28;

/** What is advised for the nights from a day on. */
interface Advice {
  band: 'good' | 'warn' | 'bad' | 'info';
  mark: string;
  word: string;
}

export interface StripDay {
  arrival: PlainDate;
  /** 'Sat 19', and the month, which is seen where a month or the strip begins. */
  day: string;
  month: string;
  showsMonth: boolean;
  free: boolean;
  why: string;
  /** How it is coloured, and the sign that says the same. */
  tone: Advice['band'] | 'no';
  mark: string;
  href: string;
  chosen: boolean;
}

/** The arrivals of the window, four weeks at a time: those with the chosen day, and the ways to those around them. */
export function strip(
  options: readonly { arrival: PlainDate; moves: readonly unknown[]; advice?: Advice }[],
  unavailable: readonly { arrival: PlainDate; reasons: readonly Obstacle[] }[],
  path: string,
  chosen?: string,
  isFree = 'bed free',
) {
  const free = options.map(({ arrival, moves, advice }) => {
    const how = moves.length > 0 ? saysMoves(moves.length) : advice ? '' : isFree;
    const why = [advice?.word, how].filter(Boolean).join(', ');
    return { arrival, free: true, why, tone: advice?.band ?? 'good', mark: advice?.mark ?? '✓' };
  });
  const not = unavailable.map(({ arrival, reasons }) => ({
    ...{ arrival, free: false, why: SHORT[decisive(reasons).code] },
    ...{ tone: 'no' as const, mark: '–' },
  }));
  const all = [...free, ...not].toSorted((a, b) => a.arrival.localeCompare(b.arrival));
  const at = all.findIndex(({ arrival }) => arrival === chosen);
  const start = Math.floor(Math.max(at, 0) / STRIP) * STRIP;
  const href = (arrival?: PlainDate) => (arrival ? listLink(path, { arrival }) : null);
  return {
    strip: all.slice(start, start + STRIP).map((day, place): StripDay => ({
      ...day,
      ...named(day.arrival, place === 0),
      href: listLink(path, { arrival: day.arrival }),
      chosen: day.arrival === chosen,
    })),
    earlier: href(all[start - STRIP]?.arrival),
    later: href(all[start + STRIP]?.arrival),
  };
}

/** The reason that names a day: one that nobody can go over, if there is any. */
const decisive = (reasons: readonly Obstacle[]) => reasons.find(({ mayBeOverruled }) => !mayBeOverruled) ?? reasons[0]!;

const saysMoves = (count: number): string => (count === 1 ? '1 move' : `${count} moves`);

function named(date: PlainDate, first: boolean): Pick<StripDay, 'day' | 'month' | 'showsMonth'> {
  const [weekday = '', day = '', month = ''] = sayDate(date).split(' ');
  return { day: `${weekday.slice(0, 3)} ${day}`, month, showsMonth: first || day === '1' };
}

const SHORT: Record<ObstacleCode, string> = {
  past: 'passed',
  horizon: 'too far ahead',
  age: 'age',
  other_break: 'another break of this request',
  elsewhere: 'already booked',
  limit: 'too many days',
  allocation: 'allocation',
  gap: 'too close',
  kept_apart: 'kept apart',
  staffing: 'staffing',
  needs: 'room',
  no_bed: 'no bed',
};
