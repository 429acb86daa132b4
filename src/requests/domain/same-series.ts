import type { PlainDate } from '../../kernel/nights.js';
import type { Exception } from './occurrences.js';
import type { SeriesSoFar } from './series.js';

/**
 * The same breaks for somebody else: those of a series that are still to come, so that a brother or sister is asked for on the
 * same dates. Of one that has begun it goes on from its next date, which keeps every second week the same week; where it ends
 * after so many breaks, after as many as are left. What was left out or put elsewhere is so here.
 *
 * @param dates all of its dates that are known, in their order; none of a series that was not sent
 * @example sameSeries({ from: '2027-03-05', times: 6, exceptions: [], … }, ['2027-03-05', '2027-03-19'], '2027-03-10'); // from: '2027-03-19', times: 1
 */
export function sameSeries<Of extends SeriesSoFar & { exceptions: Exception[] }>(
  series: Of,
  dates: readonly PlainDate[],
  today: PlainDate,
): Of {
  const { from, times, exceptions } = series;
  if (from === null || from >= today) return series;
  const ahead = dates.filter((date) => date >= today);
  if (ahead.length === 0) return series;
  return {
    ...series,
    ...{ from: ahead[0]!, times: times === null ? null : ahead.length },
    exceptions: exceptions.filter(({ date }) => date >= ahead[0]!),
  };
}
