import { addDays, daysBetween, mondayOf, type Nights, type PlainDate } from '../../kernel/nights.js';
import { date, dateTime, nightSpan } from '../../web/filters.js';
import { WEEKDAYS } from '../domain/check-staffing.js';
import { sayTooMany } from '../domain/say-too-many.js';
import { isHighSupport } from '../../people/domain/stay-needs.js';
import type { Claim } from '../domain/claim.js';
import type { Figure, Pattern, StaffedNight } from '../domain/staffing.js';
import type { NightChange, SetPattern } from '../staffing.service.js';
import { isWeekendNight, type Named } from './board.page.js';

export const nightPath = (night: PlainDate, unitId: string) => `/staffing/nights/${night}?unit=${unitId}`;
export const staffingPath = (unitId: string, from?: PlainDate) =>
  `/staffing?unit=${unitId}${from ? `&from=${from}` : ''}`;

/** A figure as text: what is booked of what can be taken, and what of it is too many. */
export interface SaidFigure {
  text: string;
  /** Empty unless more are booked than can be taken. */
  over: string;
  isFull: boolean;
}

/** @example sayFigure(4, 3); // { text: '4 of 3', over: '1 too many', isFull: true } */
export function sayFigure(booked: number, most: number | undefined): SaidFigure {
  if (most === undefined) return { text: String(booked), over: '', isFull: false };
  const over = booked > most ? `${booked - most} too many` : '';
  return { text: `${booked} of ${most}`, over, isFull: booked >= most && booked > 0 };
}

/** The figure that a page shows, in one word of its form. @example seenFigure({ take: 3, high: 1 }); // '3/1' */
export const seenFigure = (figure: Figure | null): string => (figure ? `${figure.take}/${figure.high}` : 'none');

/** The figure that a page showed; `undefined` where the form came from no page. @example readSeen('3/1'); // { take: 3, high: 1 } */
export function readSeen(seen: string | undefined): Figure | null | undefined {
  const [take, high] = (seen ?? '').split('/');
  return take && high ? { take: Number(take), high: Number(high) } : seen === 'none' ? null : undefined;
}

/** What to tell whoever has set figures, of the nights on which more are booked already. */
export function saidOver(said: string, nights: readonly Pick<StaffedNight, 'night'>[]): string {
  if (nights.length === 0) return said;
  const [first] = nights;
  const which =
    nights.length === 1 ? `On ${date(first!.night)}` : `On ${nights.length} nights from ${date(first!.night)} on`;
  return `${said} ${which} more are booked than that: Today shows what to do.`;
}

/** The nights of four weeks with what can be taken, what is booked and where each figure comes from. */
export function staffingPage(
  nights: readonly StaffedNight[],
  changes: readonly NightChange[],
  { unitId, range, today, mayChange }: { unitId: string; range: Nights; today: PlainDate; mayChange: boolean },
) {
  const changed = new Map(changes.map((change) => [change.night, change]));
  return {
    heading: nightSpan(range),
    hasFigures: nights.some(({ figure }) => figure !== null),
    nights: nights.map((one) => ({
      night: one.night,
      isWeekend: isWeekendNight(one.night),
      isToday: one.night === today,
      take: sayFigure(one.booked, one.figure?.take),
      high: sayFigure(one.highBooked, one.figure?.high),
      from: whence(one, changed.get(one.night)),
      note: changed.get(one.night)?.note ?? '',
      ...(mayChange && one.night >= addDays(today, -1) && { href: nightPath(one.night, unitId) }),
    })),
  };
}

function whence({ from }: StaffedNight, change: NightChange | undefined): string {
  if (from === 'night' && change) return `Changed by ${change.by}, ${dateTime(change.at)}`;
  return from === 'pattern' ? 'Pattern' : 'No limit set';
}

/** Who is there on a night, as the reader may see it. */
export interface There {
  claims: readonly Claim[];
  guests: ReadonlyMap<string, Named>;
  visits: number;
  /** How many of those who visit do not stay the night as well. */
  onlyVisiting: number;
}

/** One night: what the form begins with, and what stands beside it. `beds` is how many there are to choose from. */
export function staffedNightPage(
  night: StaffedNight,
  change: NightChange | undefined,
  { unitId, today, beds }: { unitId: string; today: PlainDate; beds: number },
  there: There,
) {
  const { figure, booked, highBooked } = night;
  const over = sayTooMany(night);
  return {
    title: date(night.night),
    seen: seenFigure(figure),
    begin: { take: String(figure?.take ?? beds), high: String(figure?.high ?? beds), note: change?.note ?? '' },
    booked: `${people(booked - there.onlyVisiting)} booked${visiting(there.onlyVisiting)}, ${highBooked} at high support.`,
    over: over && `${over} Raise the figure if more staff come in, or move or change one of the stays.`,
    there: bookedOn(there),
    visits: there.visits && {
      text: there.visits === 1 ? '1 visit on the day' : `${there.visits} visits on the day`,
      href: `/visits?unit=${unitId}`,
    },
    from: sayWhence(night, change),
    mayGoBack: night.from === 'night',
    calendar: calendarPath(unitId, night.night, today),
  };
}

/** Each with a bed that night, by name where the reader may see it, and the page on which it is moved or changed. */
function bookedOn({ claims, guests }: There) {
  return claims
    .filter(({ youngPersonId }) => youngPersonId !== null)
    .map(({ youngPersonId, stayId, requestId, partId, purpose, support }) => {
      const guest = guests.get(youngPersonId!);
      const rest = [purpose === 'offer' && 'held by an offer', support && isHighSupport(support) && 'high support'];
      return {
        name: guest ? `${guest.firstName} ${guest.lastName}` : 'Another young person',
        ...(guest && { href: stayId ? `/stays/${stayId}` : `/requests/${partId ?? requestId}` }),
        rest: rest.filter(Boolean).join(', '),
      };
    });
}

function sayWhence({ from }: StaffedNight, change: NightChange | undefined): string {
  if (from === 'night' && change) return `The figure was changed by ${change.by}, ${dateTime(change.at)}.`;
  return from === 'pattern' ? 'The figure comes from the pattern.' : 'No figure is set, so only the beds are a limit.';
}

/** The four weeks in which the night is: those of today when it is among them. */
export function calendarPath(unitId: string, night: PlainDate, today: PlainDate): string {
  const days = daysBetween(mondayOf(today), night);
  return `/calendar?unit=${unitId}${days >= 0 && days < 28 ? '' : `&from=${mondayOf(night)}`}`;
}

const visiting = (count: number) => (count === 0 ? '' : count === 1 ? ' and 1 visits' : ` and ${count} visit`);
const people = (count: number) => (count === 1 ? '1 young person is' : `${count} young people are`);

/** The seven nights of the form, and what it begins with: the pattern that holds, or room for every bed. */
export function patternPage(patterns: readonly SetPattern[], today: PlainDate, beds: number) {
  const now = patterns.findLast(({ validFrom }) => validFrom <= today);
  const begin: Record<string, string> = { validFrom: today };
  for (let day = 1; day <= 7; day += 1) {
    begin[`take${day}`] = String(now?.take[day - 1] ?? beds);
    begin[`high${day}`] = String(now?.high[day - 1] ?? beds);
  }
  return {
    begin,
    days: WEEKDAYS.map((name, place) => ({ name, take: `take${place + 1}`, high: `high${place + 1}` })),
    patterns: patterns.map((pattern) => ({
      when: pattern.validFrom <= today ? `Now, since ${date(pattern.validFrom)}` : `From ${date(pattern.validFrom)}`,
      figures: sayWeek(pattern),
      by: `${pattern.by}, ${dateTime(pattern.at)}`,
    })),
  };
}

/** A week in short: weekdays with the same figures in a row are put together. @example sayWeek({ validFrom: '2027-03-01', take: [4, 4, 4, 4, 3, 3, 4], high: [2, 2, 2, 2, 1, 1, 2] }); // 'Mon to Thu 4, 2 at high support; Fri and Sat 3, 1 at high support; Sun 4, 2 at high support' */
export function sayWeek({ take, high }: Pattern): string {
  const runs: { from: number; to: number }[] = [];
  for (let day = 0; day < 7; day += 1) {
    const last = runs.at(-1);
    if (last && take[last.to] === take[day] && high[last.to] === high[day]) last.to = day;
    else runs.push({ from: day, to: day });
  }
  const short = (day: number) => WEEKDAYS[day]!.slice(0, 3);
  return runs
    .map(({ from, to }) => {
      const days = from === to ? short(from) : `${short(from)} ${to - from === 1 ? 'and' : 'to'} ${short(to)}`;
      return `${days} ${take[from]}, ${high[from]} at high support`;
    })
    .join('; ');
}
