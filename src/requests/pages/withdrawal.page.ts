import { STAY_STATES, type StayState } from '../../stays/domain/stay-state.js';
import { STAY_STATE_TEXT } from '../../stays/domain/stay-steps.js';
import { bedName } from '../../stays/domain/conflict.js';
import { VISIT_KIND_TEXT } from '../../stays/domain/visit.js';
import { shortDate, staySpan } from '../../web/filters.js';
import { partName } from '../domain/parts.js';
import type { RequestView } from '../request-view.js';
import type { PartToWithdraw, WithdrawalView } from '../withdrawals.service.js';

/** The stay that a request led to, where it is not to come any more. */
export function stayThatTookPlace({ state, stay }: RequestView): RequestView['otherStays'] {
  const ofStay = STAY_STATES.find((one) => one === state);
  return stay && ofStay && ofStay !== 'booked' ? [{ ...stay, state: ofStay as StayState }] : [];
}

/** Everything that goes when the request is withdrawn, and what stays, each in a line. */
export function withdrawalPage({ request, parts, visits, seen }: WithdrawalView) {
  const several = parts.length > 1;
  const others = request.parts.length - parts.length;
  const going = parts.filter(({ availability }) => availability.available);
  const called = ({ part }: PartToWithdraw) => (several ? `${partName(calledOf(part), request.parts)}: ` : '');
  return {
    seen,
    goes: [
      ...(going.length === parts.length ? [endsLine(request, others)] : []),
      ...going.flatMap((one) => linesOf(one).map((line) => `${called(one)}${line}`)),
    ],
    remains: [
      ...parts.flatMap((one) => [
        ...(one.availability.available ? [] : [`${called(one)}${one.availability.why}`]),
        ...[...stayThatTookPlace(one.part), ...one.part.otherStays].map(
          (stay) => `${called(one)}The stay ${staySpan(stay)}: ${STAY_STATE_TEXT[stay.state].toLowerCase()}.`,
        ),
      ]),
      ...visits.map(
        (visit) =>
          `The visit on ${shortDate(visit.date)} (${VISIT_KIND_TEXT[visit.kind].toLowerCase()}): it hangs on no request. Cancel it where it is not wanted any more.`,
      ),
      ...(going.some(({ part }) => part.offers.some(({ moves }) => moves.length > 0))
        ? ['The moves of booked stays that were made for an option: they keep their new beds.']
        : []),
    ],
    calledOff: going.some(({ stay }) => stay !== null),
  };
}

/** Of one break beside others the request does not end with it. */
function endsLine(request: WithdrawalView['request'], others: number): string {
  if (others === 0) return `Request ${request.number}: it ends, and nobody looks for nights any more.`;
  const rest = others === 1 ? 'the other break stays as it is' : `the other ${others} breaks stay as they are`;
  return `This break of request ${request.number}: nobody looks for nights for it any more; ${rest}.`;
}

const calledOf = ({ part, youngPerson }: RequestView) => ({ position: part.position, youngPerson });

const HOW: Partial<Record<string, string>> = {
  offered: 'offered to the family',
  agreed: 'the family says yes, to be looked at again',
};

/** What goes with one part. */
export function linesOf({ part, stay }: PartToWithdraw): string[] {
  return [
    ...(part.state === 'waitlisted' ? ['Its place on the waiting list.'] : []),
    ...part.offers.map((offer) => {
      const how = HOW[offer.state] ?? 'proposed, not signed yet';
      return `${offer.bed.name}, held ${staySpan(offer)} (${how}): free again at once.`;
    }),
    ...(stay
      ? [`The stay ${staySpan(stay)} (${bedName(stay)}): it is cancelled, and the bed is free again at once.`]
      : []),
  ];
}
