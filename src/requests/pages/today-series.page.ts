import { sayList } from '../../kernel/say-words.js';
import { shortDate } from '../../web/filters.js';
import { reach } from '../domain/holding.js';
import { sayHowOften } from '../domain/say-series.js';
import { isSeries } from '../domain/series.js';
import type { RequestState } from '../domain/states.js';
import type { RequestView } from '../request-view.js';
import { sentSeriesPath } from './sent-series.page.js';
import type { TodoItem } from './today.page.js';

/** Of how many breaks the day is said; of the rest, how many they are. */
const MOST_DAYS = 8;

/** What somebody is to do, with the requests or breaks that it is about: one, or the breaks of a series in the same step. */
export interface TodoRow {
  item: TodoItem;
  requests: RequestView[];
}

/**
 * What is to be done, in the order given, which is that of what is due. The breaks of one series that wait for the same
 * step are one row, where the first of them is, and it leads to all of them; a break that is alone in it stays as it is.
 */
export function inRows(requests: readonly RequestView[], itemOf: (request: RequestView) => TodoItem): TodoRow[] {
  const rows = new Map<string, TodoRow>();
  for (const request of requests) {
    const item = itemOf(request);
    const isBreak = request.occurrence !== null && request.state !== 'draft';
    const key = isBreak ? `${request.id} ${item.what} ${item.detail}` : request.partId;
    const row = rows.get(key);
    if (row) row.requests.push(request);
    else rows.set(key, { item, requests: [request] });
  }
  return [...rows.values()].map((row) => (row.requests.length > 1 ? { ...row, item: ofSeveral(row) } : row));
}

/** How many of the requests a page of so many rows takes: those before the first one that is in none of them. */
export function taken(requests: readonly RequestView[], rows: readonly TodoRow[], limit: number): number {
  const [next] = rows.slice(limit);
  return next ? requests.indexOf(next.requests[0]!) : requests.length;
}

function ofSeveral({ item, requests }: TodoRow): TodoItem {
  const [{ id, series, state }] = requests as [RequestView];
  const { name } = item.person;
  const count = requests.length;
  const isFurther = state !== 'proposed' && item.href.endsWith('/sign');
  const words = item.detail ? OTHERS : isFurther ? FURTHER : STEP[state];
  const how = series && isSeries(series) ? `${sayHowOften(series)}, arriving ` : 'Arriving ';
  const asked = how + daysOf(requests);
  // Another key worker is chosen once.
  if (item.href.endsWith('/key-worker')) return { ...item, asked, breaks: asked, part: null };
  return {
    ...item,
    what: words?.(count, name) ?? item.what,
    // What a break asks for by itself is answered for all of them; the rest is done where they stand beside each other.
    href: state === 'more_information_needed' && !item.detail ? `/requests/${id}/give-information` : sentSeriesPath(id),
    asked,
    breaks: asked,
    part: null,
  };
}

function daysOf(requests: readonly RequestView[]): string {
  const days = requests.flatMap((request) => {
    const proposed = request.offers.filter((offer) => request.alsoOwed && offer.state === 'proposed');
    const day = reach(proposed.length > 0 ? proposed : request.offers)?.arrival ?? request.wishedArrival;
    return day ? [day] : [];
  });
  const said = days.toSorted().slice(0, MOST_DAYS).map(shortDate);
  return sayList(days.length > MOST_DAYS ? [...said, `${days.length - MOST_DAYS} more`] : said);
}

type Words = (count: number, name: string) => string;

const FURTHER: Words = (count, name) => `Sign ${count} further proposals for ${name}`;
const OTHERS: Words = (count, name) => `${name}, ${count} breaks`;
const STEP: Partial<Record<RequestState, Words>> = {
  submitted: (count, name) => `Propose nights of ${count} breaks for ${name}`,
  in_review: (count, name) => `Propose nights of ${count} breaks for ${name}`,
  waitlisted: (count, name) => `Look for free nights of ${count} breaks for ${name}`,
  offer_lapsed: (count, name) => `Propose other nights of ${count} breaks for ${name}: the offers ran out`,
  proposed: (count, name) => `Sign ${count} proposals for ${name}`,
  agreed: (count, name) => `Look at the nights of ${count} breaks for ${name} again: the family says yes`,
  offered: (count, name) => `Record the family’s answer to ${count} breaks for ${name}`,
};
