import { dateIn, type PlainDate } from '../../kernel/nights.js';
import { sayDate } from '../../kernel/say-date.js';
import { NOT_AS_THINGS_STAND, type Told } from '../domain/their-side.js';
import type { TheirOptionsAnswer } from '../dto/their-options.answer.js';
import type { TheirOptions } from '../their-options.service.js';
import { listLink } from './list.page.js';

/** Arrivals on one page: four weeks. */
const ON_A_PAGE = 28;

/** Each answer in words, how it is coloured, and the sign that says the same without colour. */
export const TOLD_TEXT: Record<Told, { text: string; band: 'good' | 'warn' | 'bad' | 'info'; mark: string }> = {
  suitable: { text: 'Suitable', band: 'good', mark: '✓' },
  suitable_with_plan: { text: 'Suitable with a plan', band: 'warn', mark: '!' },
  not_these_nights: { text: 'Not these nights', band: 'bad', mark: '✕' },
  not_assessed: { text: 'Not assessed yet', band: 'info', mark: '?' },
};

/** The nights of a request for the key worker: by arrival, four weeks at a time. */
export function theirOptionsPage({ request, nights }: TheirOptions, from?: PlainDate) {
  const path = `/requests/${request.pathId}/options`;
  const place = from ? nights.findIndex(({ arrival }) => arrival >= from) : 0;
  const start = Math.floor(Math.max(place, 0) / ON_A_PAGE) * ON_A_PAGE;
  const link = (at?: { arrival: PlainDate }) => (at ? listLink(path, { arrival: at.arrival }) : null);
  const missing = nights.find(({ told }) => told === 'not_assessed')?.reasons ?? [];
  const all = nights.map(({ arrival, departure, told, reasons, suitsWeekdays, decidedAt }) => ({
    ...{ arrival, departure, ...TOLD_TEXT[told] },
    decided: decidedAt && sayDate(dateIn(decidedAt, request.unit.zone)),
    more: [
      // What is missing, and that things can change, is said once for all of them.
      ...(told === 'not_assessed' ? [] : reasons.filter((one) => one !== NOT_AS_THINGS_STAND)),
      ...(request.weekdays.length === 0 || suitsWeekdays ? [] : ['Not only on the nights that suit.']),
    ].join(' '),
  }));
  const rows = all.slice(start, start + ON_A_PAGE);
  return {
    missing,
    someDecided: nights.some(({ decidedAt }) => decidedAt !== null),
    // Who works on the request alone has no way to the record, and of several each has their own.
    personPath:
      missing.length > 0 && !request.jointly && !request.standsForAll
        ? `/young-people/${request.youngPerson.id}/assessment`
        : '',
    rows,
    /** Of every arrival, not only those on this page. */
    all,
    compare: nights.length > 1 ? `/requests/${request.pathId}/compare` : '',
    hasMore: rows.some(({ more }) => more),
    canChange: nights.some(({ reasons }) => reasons.includes(NOT_AS_THINGS_STAND)) ? NOT_AS_THINGS_STAND : '',
    // What is decided says its plan itself.
    hasPlan: nights.some(({ told, decidedAt }) => told === 'suitable_with_plan' && !decidedAt),
    earlier: start > 0 ? link(nights[start - ON_A_PAGE]) : null,
    later: link(nights[start + ON_A_PAGE]),
  };
}

/** The same as the API answers it. */
export function theirOptionsJson({ request, nights }: TheirOptions): TheirOptionsAnswer {
  return {
    request: request.id,
    options: nights.map(({ arrival, departure, told, suitsWeekdays, reasons, decidedAt }) => {
      return { arrival, departure, advice: told, decidedAt, suitsWeekdays, reasons };
    }),
  };
}
