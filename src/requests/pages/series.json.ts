import { saySeries } from '../domain/say-series.js';
import { isSeries } from '../domain/series.js';
import { wholeRule } from '../domain/series-rule.js';
import type { SeriesAnswer } from '../dto/series.answer.js';
import type { SeriesView } from '../request-view.js';

/** How a request repeats, as the API answers it: the choices, the rule that they mean and the sentence that says it. */
export function seriesJson({ exceptions, ...series }: SeriesView): SeriesAnswer {
  return {
    ...series,
    rule: isSeries(series) ? wholeRule(series) : series.rule,
    said: isSeries(series) ? saySeries(series) : null,
    dates: exceptions.map(({ date, skipped, arrival }) => ({ date, skip: skipped, arrival })),
  };
}
