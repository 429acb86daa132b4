import { addDays, daysBetween, nightsOf, weekdayOf, type Nights, type PlainDate } from '../../kernel/nights.js';
import { date, nightSpan, shortDate, staySpan } from '../../web/filters.js';
import type { Bed, Claim } from '../domain/claim.js';
import type { BedRow } from '../domain/night-state.js';
import { inRows, type Bedless } from '../domain/without-bed.js';
import { isSeen, type Sight } from '../domain/seen-night.js';
import { barsOf, type Bar } from './bars.page.js';

export interface Named {
  id: string;
  firstName: string;
  lastName: string;
}

export interface Board extends Sight {
  rows: BedRow[];
  guests: ReadonlyMap<string, Named>;
  withoutBed?: readonly Bedless[];
  /** How many things are open before the arrival of a stay, by its id. */
  open?: ReadonlyMap<string, number>;
}

/** What a choice of a free night leads to. */
export interface Choosing {
  unitId: string;
  /** The night that is running, or today's. */
  today: PlainDate;
  /** Nobody asks for a night that began before this day, today when left out, or that lies past the last one that can be booked. */
  earliest?: PlainDate;
  horizon: PlainDate;
  /** `ask`: for a break. `choose`: whom the night suits. */
  to: 'ask' | 'choose';
  /** Nights on which the staff can take nobody more: nobody asks for those. Who works at the unit may decide otherwise. */
  full?: ReadonlySet<PlainDate>;
  /** What the reader may do with stays by dragging them; left out for nothing. Nights are added by who signs for them. */
  drags?: 'without-adding' | 'everything';
}

export interface Cell extends Pick<Bar, 'span' | 'fromBefore' | 'goesOn'> {
  night: PlainDate;
  look: 'free' | 'none' | 'here' | 'booked' | 'left' | 'taken' | 'offer' | 'out' | 'reserve' | 'conflict';
  /** Short, beside the name or alone. */
  word: string;
  name?: string;
  /** The rest of what the cell is, for screen readers and as its tooltip. */
  label: string;
  href?: string;
  /** What is open before they arrive, in words. */
  open?: string;
  /**
   * The stay that the reader may drag: to other nights as long as it is to come, and always to another bed. What is held by
   * an offer looks as if it could be, and says why not.
   */
  drag?: { stay: string; isToCome: boolean; addsNights: boolean } | 'held';
  isWeekend: boolean;
  isToday: boolean;
}

const CHOICE = { ask: 'ask for a break', choose: 'choose who could come' };
const FORNOBODY = {
  out_of_service: { look: 'out', word: 'Room unavailable' },
  closed: { look: 'out', word: 'Unit closed' },
  reserve: { look: 'reserve', word: 'Kept for emergencies' },
  not_registered: { look: 'none', word: 'Not registered' },
} as const;

/** The weekend's nights begin on Friday and Saturday: those are what families ask for. */
export function isWeekendNight(night: PlainDate): boolean {
  return [5, 6].includes(weekdayOf(night));
}

/** The rows of the board: a heading for each bed, and its cells. */
export function boardRows(board: Board, range: Nights, choosing: Choosing): { bed: Bed; cells: Cell[] }[] {
  const names = shownNames([...board.guests.values()]);
  return board.rows.map(({ bed, nights }) => ({
    bed,
    cells: barsOf({ nights }, range, board).map((bar) => {
      const night = bar.arrival;
      const marks = {
        isWeekend: bar.span === 1 && isWeekendNight(night),
        isToday: bar.span === 1 && night === choosing.today,
      };
      const { span, fromBefore, goesOn } = bar;
      return { night, span, fromBefore, goesOn, ...marks, ...cellOf(bar, bed, board, names, choosing) };
    }),
  }));
}

/** How long before an arrival the board says what is open. */
const OPEN_BEFORE_DAYS = 7;

/** The stays on the board whose arrival is near or overdue, of those whom the reader may see. */
export function comingSoon({ rows, guests }: Pick<Board, 'rows' | 'guests'>, today: PlainDate): string[] {
  const claims = rows.flatMap(({ nights }) => nights.flatMap(({ claim }) => claim ?? []));
  const isNear = ({ arrived, arrival }: (typeof claims)[number]) =>
    !arrived && arrival <= addDays(today, OPEN_BEFORE_DAYS);
  return [
    ...new Set(
      claims.flatMap((claim) =>
        claim.stayId && claim.youngPersonId && guests.has(claim.youngPersonId) && isNear(claim) ? claim.stayId : [],
      ),
    ),
  ];
}

/** Free beds of each night shown. */
export function freeByNight(
  rows: readonly BedRow[],
  range: Nights,
): { night: PlainDate; free: number; beds: number }[] {
  const free = new Map<PlainDate, number>();
  const beds = new Map<PlainDate, number>();
  for (const { night, state } of rows.flatMap((row) => row.nights)) {
    beds.set(night, (beds.get(night) ?? 0) + 1);
    if (state === 'free') free.set(night, (free.get(night) ?? 0) + 1);
  }
  return nightsOf(range).map((night) => ({ night, free: free.get(night) ?? 0, beds: beds.get(night) ?? 0 }));
}

/** Where a free night leads, or `undefined` where it cannot be chosen any more or yet. */
export function freeHref(
  night: PlainDate,
  bed: Bed,
  { unitId, today, earliest = today, horizon, to, full }: Choosing,
): string | undefined {
  if (night < earliest || night >= horizon || (to === 'ask' && full?.has(night))) return undefined;
  return to === 'ask'
    ? `/requests/new?from=${night}&unit=${unitId}`
    : `/requests/choose?from=${night}&unit=${unitId}&bed=${bed.id}`;
}

/**
 * First name and initial, by id; two who would look the same are shown with their whole last names, so that
 * nobody takes one for the other.
 */
export function shownNames(guests: readonly Named[]): Map<string, string> {
  const short = (guest: Named) => `${guest.firstName} ${[...guest.lastName][0] ?? ''}.`;
  const count = new Map<string, number>();
  for (const guest of guests) count.set(short(guest), (count.get(short(guest)) ?? 0) + 1);
  return new Map(
    guests.map((guest) => [
      guest.id,
      (count.get(short(guest)) ?? 0) > 1 ? `${guest.firstName} ${guest.lastName}` : short(guest),
    ]),
  );
}

type Said = Pick<Cell, 'look' | 'word' | 'name' | 'label' | 'href' | 'open' | 'drag'>;

function cellOf(bar: Bar, bed: Bed, board: Board, names: ReadonlyMap<string, string>, choosing: Choosing): Said {
  const { state, claim } = bar;
  if (state === 'free') {
    const href = freeHref(bar.arrival, bed, choosing);
    const label = `${bed.name} free on ${shortDate(bar.arrival)}`;
    return { look: 'free', word: '+', label: href ? `${label}: ${CHOICE[choosing.to]}` : label, ...(href && { href }) };
  }
  const guest = claim && isSeen(claim, board) ? board.guests.get(claim.youngPersonId!) : undefined;
  if (!claim || !guest) {
    const { look, word } = FORNOBODY[state as keyof typeof FORNOBODY] ?? { look: 'taken', word: 'Occupied' };
    const isOfUnit = choosing.to === 'choose';
    const href =
      claim?.closureId && isOfUnit
        ? `/closures/${claim.closureId}`
        : claim?.reserveId && isOfUnit
          ? reserveHref(claim.reserveId, bar.arrival, choosing.today)
          : undefined;
    return { look, word, label: `${bed.name}, ${nightsSaid(bar)}${openEnds(bar)}`, ...(href && { href }) };
  }
  const { look, word } =
    state === 'offer'
      ? ({ look: 'offer', word: 'held' } as const)
      : claim.departed
        ? ({ look: 'left', word: 'stayed' } as const)
        : state === 'occupied'
          ? ({ look: 'here', word: claim.away && isOn(claim, choosing.today) ? 'away' : 'here' } as const)
          : ({ look: 'booked', word: 'booked' } as const);
  const href = claim.stayId ? `/stays/${claim.stayId}` : `/requests/${claim.partId ?? claim.requestId}`;
  const count = (claim.stayId && board.open?.get(claim.stayId)) || 0;
  const open = count > 0 ? `${count} ${count === 1 ? 'thing' : 'things'} open before they arrive` : '';
  const label = `${guest.firstName} ${guest.lastName}, ${bed.name}, ${staySpan(claim)}${openEnds(bar)}${open && `, ${open}`}`;
  const drag = dragOf(claim, choosing);
  return { look, word, name: names.get(guest.id)!, label, href, ...(open && { open }), ...(drag && { drag }) };
}

/** Of a stay or an offer that is not over, for whom its unit's people may change it. */
function dragOf({ stayId, purpose, departed, arrived, departure }: Claim, { drags, today }: Choosing): Cell['drag'] {
  if (!drags || departed || departure <= today) return undefined;
  if (!stayId) return purpose === 'offer' ? 'held' : undefined;
  return { stay: stayId, isToCome: !arrived, addsNights: drags === 'everything' };
}

const isOn = ({ arrival, departure }: Nights, night: PlainDate) => arrival <= night && night < departure;

/** A night that is still kept leads to giving it up. */
function reserveHref(id: string, night: PlainDate, today: PlainDate): string {
  return night < today ? `/reserves/${id}` : `/reserves/${id}/release?night=${night}`;
}

/** Those who have no bed, in rows of their own below the beds: each night of the range once. */
export function bedlessRows(board: Board, range: Nights): Cell[][] {
  const names = shownNames([...board.guests.values()]);
  const plain = { fromBefore: false, goesOn: false, isWeekend: false, isToday: false };
  const gap = (arrival: PlainDate, departure: PlainDate): Cell[] =>
    arrival < departure
      ? [{ night: arrival, span: daysBetween(arrival, departure), look: 'none', word: '', label: '', ...plain }]
      : [];
  return inRows(board.withoutBed ?? []).map((runs) => {
    const cells = runs.flatMap((run, place) => {
      const guest = board.guests.get(run.youngPersonId);
      const href = `/stays/${run.stayId}${run.isOver ? '' : '/conflict'}`;
      const shown = guest ? { name: names.get(guest.id)!, href } : {};
      const label = `${guest ? `${guest.firstName} ${guest.lastName}, ` : ''}without a bed, ${staySpan(run)}`;
      const span = daysBetween(run.arrival, run.departure);
      const word = run.isOver ? 'stayed, no bed' : run.isThere ? 'here, no bed' : 'booked, no bed';
      const look = run.isOver ? 'left' : 'conflict';
      const cell = { night: run.arrival, span, look, word, label, ...shown, ...plain } as const;
      return [...gap(runs[place - 1]?.departure ?? range.arrival, run.arrival), cell];
    });
    return [...cells, ...gap(runs.at(-1)!.departure, range.departure)];
  });
}

function nightsSaid(bar: Nights): string {
  const one = addDays(bar.arrival, 1) === bar.departure;
  return one ? `night of ${date(bar.arrival)}` : `nights of ${nightSpan(bar)}`;
}

function openEnds({ fromBefore, goesOn }: Bar): string {
  return `${fromBefore ? ', began before these four weeks' : ''}${goesOn ? ', goes on after these four weeks' : ''}`;
}
