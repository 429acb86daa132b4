import { sayLeftOut } from '../domain/say-series.js';
import type { OccurrencesAnswer } from '../dto/occurrence.answer.js';
import type { BookedView, OfferView } from '../request-view.js';
import type { SeriesLook } from '../series-look.js';
import { seriesJson } from './series.json.js';

/** Every break of a series with its own result, as the API answers it. */
export function occurrencesJson({ series, termsUnknown, occurrences }: SeriesLook): OccurrencesAnswer {
  return {
    series: seriesJson(series),
    termsUnknown,
    leftOut: sayLeftOut(series) ?? null,
    occurrences: occurrences.map(({ date, wanted, skipped, part, answer, reasons, others }) => ({
      ...{ date, ...wanted, skipped, part: part?.id ?? null, state: part?.state ?? null },
      ...{ offer: part?.offer ? offerOf(part.offer) : null, stay: part?.stay ? stayOf(part.stay) : null },
      ...{ result: answer?.result ?? null, verdict: answer?.verdict ?? null, told: answer?.told ?? null },
      ...{ reasons, moves: answer?.moves ?? [], others },
    })),
  };
}

const offerOf = ({ id, state, arrival, departure }: OfferView) => ({ id, state, arrival, departure });
const stayOf = ({ id, arrival, departure }: BookedView) => ({ id, arrival, departure });
