import type { PlainDate } from '../kernel/nights.js';
import type { RequestView, SeriesView } from './request-view.js';

/** How the request of the part `f` repeats. */
export const SERIES = `
      SELECT json_build_object('every', e.every, 'rule', e.rule, 'from', e.starts_on, 'nights', e.nights,
               'until', e.until_date, 'times', e.times, 'which', e.which_dates, 'earlier', e.earlier, 'later', e.later,
               'exceptions', (SELECT coalesce(json_agg(json_build_object('date', d.date, 'skipped', d.skipped,
                                       'arrival', d.arrival) ORDER BY d.date), '[]')
                                FROM request_series_dates d WHERE d.request_id = e.request_id)) AS series
        FROM request_series e WHERE e.request_id = f.id`;

/** What a row tells of how its request repeats, and of its own place in it. */
export const repeatedOf = (
  row: Record<string, unknown>,
): Pick<RequestView, 'series' | 'occurrence' | 'wishedArrival'> => ({
  series: (row['series'] as SeriesView | null) ?? null,
  occurrence: row['occurrence'] as PlainDate | null,
  wishedArrival: row['wished_arrival'] as PlainDate | null,
});
