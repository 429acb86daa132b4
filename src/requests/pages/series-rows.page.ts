import { date as shortDate } from '../../web/filters.js';
import { saySeries } from '../domain/say-series.js';
import { isSeries } from '../domain/series.js';
import type { SeriesView } from '../request-view.js';

/** The pages that ask how a break repeats, in their order; the dates come after them. */
export const STEPS = ['first', 'how-often', 'until', 'other-days'] as const;
export type Step = (typeof STEPS)[number];

export const stepPath = (requestId: string, step: Step | 'dates'): string => `/requests/${requestId}/repeats/${step}`;

/** How a draft repeats, as a row among its answers. */
export function seriesRows(requestId: string, series: SeriesView) {
  const row = { id: 'series', said: false };
  if (!isSeries(series)) {
    const href = `/requests/${requestId}/repeats`;
    return [{ ...row, key: 'Repeats', text: 'Not answered yet', href }];
  }
  const [skipped, moved] = [
    series.exceptions.filter((one) => one.skipped),
    series.exceptions.filter((one) => one.arrival),
  ];
  const dates = [
    ...(skipped.length > 0 ? [`Left out: ${skipped.map(({ date }) => shortDate(date)).join(', ')}`] : []),
    ...(moved.length > 0 ? [`On other days: ${moved.map(({ date }) => shortDate(date)).join(', ')}`] : []),
  ].join('. ');
  return [
    { ...row, key: 'Repeats', text: saySeries(series), href: stepPath(requestId, 'first') },
    { ...row, id: 'dates', key: 'Dates', text: dates || 'None left out', href: stepPath(requestId, 'dates') },
  ];
}
