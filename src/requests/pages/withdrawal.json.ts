import type { PartThatGoesAnswer, WithdrawalAnswer } from '../dto/withdrawal.answer.js';
import type { OpenedRequest } from '../request-view.js';
import type { PartToWithdraw, WithdrawalView } from '../withdrawals.service.js';
import { stayThatTookPlace } from './withdrawal.page.js';
import { requestJson } from './request.json.js';

/** What a withdrawal would do, as the API answers it: of several parts what goes with each. */
export function withdrawalJson({ request, availability, parts, visits, seen }: WithdrawalView): WithdrawalAnswer {
  return {
    possible: availability.available,
    why: availability.available ? '' : availability.why,
    seen,
    goes: parts.filter((one) => one.availability.available).map(goesJson),
    stays: {
      parts: parts.flatMap(({ part, availability: one }) =>
        one.available ? [] : [{ part: part.partId, why: one.why }],
      ),
      stays: parts.flatMap(({ part }) => [...stayThatTookPlace(part), ...part.otherStays]),
      visits: visits.map(({ id, date }) => ({ id, date })),
    },
    request: requestJson(asOne(request)),
  };
}

const asOne = ({ parts: _parts, standsForAll: _all, ...request }: OpenedRequest) => request;

const goesJson = ({ part, stay }: PartToWithdraw): PartThatGoesAnswer => ({
  part: part.partId,
  waiting: part.state === 'waitlisted',
  offers: part.offers,
  stay: stay && { id: stay.id, arrival: stay.arrival, departure: stay.departure, bed: stay.bed },
});
