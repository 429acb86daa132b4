import { sayLeftOut } from '../domain/say-series.js';
import type { OccurrencesAnswer } from '../dto/occurrence.answer.js';
import type { Nights } from '../../kernel/nights.js';
import type { BookedView, OfferView, PartView } from '../request-view.js';
import type { SeriesLook } from '../series-look.js';
import { seriesJson } from './series.json.js';

/** Every break of a series with its own result, as the API answers it. */
export function occurrencesJson({ series, termsUnknown, occurrences }: SeriesLook): OccurrencesAnswer {
  return {
    series: seriesJson(series),
    termsUnknown,
    leftOut: sayLeftOut(series) ?? null,
    occurrences: occurrences.map(({ date, wanted, skipped, part, answer, lookAgain, reasons, others, seenGroups }) => ({
      ...{ date, ...nightsNow(wanted, part), skipped, part: part?.id ?? null, state: part?.state ?? null },
      ...{ offer: part?.offer ? offerOf(part.offer) : null, stay: part?.stay ? stayOf(part.stay) : null },
      ...{ result: answer?.result ?? null, verdict: answer?.verdict ?? null, told: answer?.told ?? null },
      lookAgain: lookAgain?.why ?? null,
      seenGroups,
      ...{ reasons, moves: answer?.moves ?? [], others },
    })),
  };
}

/** The nights that are booked, or were spent, else those that are asked for. */
const nightsNow = (wanted: Nights, part: PartView | null): Nights => {
  const isOff = part?.state === 'cancelled' || part?.state === 'no_show';
  const { arrival, departure } = (!isOff && part?.stay) || wanted;
  return { arrival, departure };
};
const offerOf = ({ id, state, arrival, departure }: OfferView) => ({ id, state, arrival, departure });
const stayOf = ({ id, arrival, departure }: BookedView) => ({ id, arrival, departure });
