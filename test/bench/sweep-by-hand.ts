import pg from 'pg';
import { weekdayOf, addDays, type PlainDate } from '../../src/kernel/nights.js';
import type { AlertKind } from '../../src/alerts/domain/alert-kinds.js';
import { nightsSoon } from '../../src/alerts/domain/conditions/empty-bed-soon.js';
import { ASKING, BEDS, COUNTED, GIVEN_BACK, STAFF, STAFF_OF_NIGHTS, TAKEN } from './sweep-statements.js';

const DAYS = 91;
const BELOW = [
  [7, 70],
  [14, 60],
  [28, 50],
] as const;

interface Run {
  from: number;
  to: number;
}
interface Taken extends Run {
  purpose: 'stay' | 'offer' | 'closed' | 'out_of_service' | 'reserve';
  closure: string | null;
  young: string | null;
  high: boolean;
}
interface Asking {
  nights: number;
  weekdays: number[];
  waits: boolean;
  windows: [from: number, to: number][];
}
interface Staff {
  take: number[];
  high: number[];
}
interface Bed extends Run {
  /** Of each night what takes it. */
  nights: (Taken | undefined)[];
}
interface Unit {
  beds: Map<string, Bed>;
  taken: Taken[];
  asking: Asking[];
  givenBack: (Run & { bed: string })[];
  patterns: (Staff & { from: number })[];
  changed: Map<number, { take: number | null; high: number | null }>;
}
type Of<Row> = Row & { unit: string };

export type ByHand = Partial<Record<AlertKind, number>>;

/**
 * What one person would write who wants the figures of all units in one go: what is read of all of them at once, and counted.
 * It covers every kind of alert but those of what was decided on a group. It judges nobody's company, ranks nobody, keeps no
 * history and tells nobody.
 */
export async function sweepByHand(
  address: string,
  tonight: PlainDate,
  now: Date,
): Promise<{ seconds: number; found: ByHand }> {
  const client = new pg.Client({ connectionString: address });
  await client.connect();
  try {
    const begun = performance.now();
    const read = async <Row extends object>(text: string, values: unknown[] = [tonight]) =>
      (await client.query<Of<Row>>(text, values)).rows;
    const units = new Map<string, Unit>();
    for (const { unit, id, ...bed } of await read<Run & { id: string }>(BEDS)) {
      if (!units.has(unit)) units.set(unit, emptyUnit());
      units.get(unit)!.beds.set(id, { ...bed, nights: new Array<Taken | undefined>(DAYS) });
    }
    for (const one of await read<Taken & { bed: string }>(TAKEN, [tonight, now])) {
      const unit = units.get(one.unit)!;
      unit.taken.push(one);
      unit.beds.get(one.bed)!.nights.fill(one, Math.max(one.from, 0), Math.min(one.to, DAYS));
    }
    for (const one of await read<Asking>(ASKING, [tonight, now])) units.get(one.unit)!.asking.push(one);
    for (const one of await read<Run & { bed: string }>(GIVEN_BACK, [tonight, now]))
      units.get(one.unit)!.givenBack.push(one);
    for (const one of await read<Staff & { from: number }>(STAFF)) units.get(one.unit)!.patterns.push(one);
    for (const { unit, night, ...figure } of await read<{ night: number; take: number | null; high: number | null }>(
      STAFF_OF_NIGHTS,
    ))
      units.get(unit)!.changed.set(night, figure);
    const found: ByHand = {};
    const add = (kind: AlertKind, count: number) => (found[kind] = (found[kind] ?? 0) + count);
    const weekdays = Array.from({ length: DAYS }, (_, night) => weekdayOf(addDays(tonight, night)));
    const soon = nightsSoon(tonight, 4).map((night) => (Date.parse(night) - Date.parse(tonight)) / 86_400_000);
    for (const unit of units.values()) {
      add('low_occupancy', lowOccupancy(unit));
      add('empty_bed_soon', soon.filter((night) => isEmpty(unit, night)).length);
      add('waiting_would_fit', waitingWouldFit(unit, weekdays));
      add('bed_back', bedsBack(unit).length);
      add('closure_meets_demand', closuresThatMeet(unit, weekdays));
      add('staff_short', weeksShort(unit, weekdays));
    }
    for (const [kind, text] of Object.entries(COUNTED)) {
      const { rows } = await client.query<{ count: string }>(text, [tonight, now]);
      add(kind as AlertKind, Number(rows[0]!.count));
    }
    return { seconds: (performance.now() - begun) / 1_000, found };
  } finally {
    await client.end();
  }
}

const emptyUnit = (): Unit => ({
  ...{ beds: new Map(), taken: [], asking: [], givenBack: [], patterns: [], changed: new Map() },
});

const isThere = ({ from, to }: Run, night: number) => from <= night && night < to;
const isClosed = (one: Taken | undefined) => one?.purpose === 'closed' || one?.purpose === 'out_of_service';

function lowOccupancy({ beds }: Unit): number {
  let [available, stays, low] = [0, 0, 0];
  for (let night = 0; night < 28; night += 1) {
    for (const bed of beds.values()) {
      const one = bed.nights[night];
      if (!isThere(bed, night) || isClosed(one)) continue;
      available += 1;
      if (one?.purpose === 'stay') stays += 1;
    }
    const below = BELOW.find(([days]) => days === night + 1)?.[1];
    if (below && available > 0 && Math.round((100 * stays) / available) < below) low += 1;
  }
  return low;
}

const isEmpty = ({ beds }: Unit, night: number): boolean =>
  [...beds.values()].some((bed) => isThere(bed, night) && bed.nights[night] === undefined);

/** On how many days within so many they could arrive, where one bed is free throughout; a closure can be thought away. */
function arrivals(
  { beds }: Unit,
  { windows, nights, weekdays }: Asking,
  days: readonly number[],
  until = DAYS,
  without?: string,
) {
  const isFree = (bed: Bed, night: number) =>
    isThere(bed, night) && (!bed.nights[night] || (without !== undefined && bed.nights[night].closure === without));
  let count = 0;
  for (const [from, to] of windows)
    for (let arrival = Math.max(from, 0); arrival + nights <= Math.min(to, until); arrival += 1) {
      const stay = Array.from({ length: nights }, (_, at) => arrival + at);
      if (weekdays.length > 0 && !stay.every((night) => weekdays.includes(days[night]!))) continue;
      if ([...beds.values()].some((bed) => stay.every((night) => isFree(bed, night)))) count += 1;
    }
  return count;
}

const waitingWouldFit = (unit: Unit, days: readonly number[]): number =>
  unit.asking.filter((one) => one.waits && arrivals(unit, one, days, 61) > 0).length;

/** Nights that came back and are free, each once, and how many of those who wait ask for some of them. */
function bedsBack({ givenBack, beds, asking }: Unit): { free: number; waiting: number }[] {
  const seen = new Set<string>();
  return givenBack.flatMap(({ bed, from, to }) => {
    const free: number[] = [];
    for (let night = Math.max(from, 0); night < Math.min(to, 61); night += 1) {
      const one = beds.get(bed)!.nights[night];
      if ((one && one.purpose !== 'offer') || seen.has(`${bed} ${night}`)) continue;
      seen.add(`${bed} ${night}`);
      free.push(night);
    }
    const asks = ({ waits, windows }: Asking) =>
      waits && windows.some(([first, end]) => free.some((night) => first <= night && night < end));
    return free.length > 0 ? [{ free: free.length, waiting: asking.filter(asks).length }] : [];
  });
}

/** Closures that take at least half of the dates on which somebody could come who asks for such nights. */
function closuresThatMeet(unit: Unit, days: readonly number[]): number {
  const closures = new Set(unit.taken.filter(isClosed).map(({ closure }) => closure!));
  return [...closures].filter((closure) => {
    const closed = unit.taken.filter((one) => one.closure === closure);
    return unit.asking.some((one) => {
      if (!one.windows.some(([from, to]) => closed.some((run) => run.from < to && from < run.to))) return false;
      const without = arrivals(unit, one, days, DAYS, closure);
      return without > 0 && (without - arrivals(unit, one, days)) * 2 >= without;
    });
  }).length;
}

/** Weeks from Monday with a night on which more are there than the staff can take, at all or at high support. */
function weeksShort({ taken, patterns, changed }: Unit, days: readonly number[]): number {
  if (patterns.length === 0 && changed.size === 0) return 0;
  const weeks = new Set<number>();
  for (let night = 0; night <= 28; night += 1) {
    const byHand = changed.get(night);
    const usual = patterns.findLast(({ from }) => from <= night);
    const take = byHand?.take ?? usual?.take[days[night]! - 1];
    const high = byHand?.high ?? usual?.high[days[night]! - 1];
    if (take === undefined || high === undefined) continue;
    const there = new Map(taken.filter((one) => one.young && isThere(one, night)).map((one) => [one.young, one.high]));
    const needs = [...there.values()].filter(Boolean).length;
    if (there.size > take || needs > high) weeks.add(night - days[night]!);
  }
  return weeks.size;
}
