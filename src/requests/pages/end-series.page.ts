import { staySpan } from '../../web/filters.js';
import { reach } from '../domain/holding.js';
import { STATE_TEXT } from '../domain/states.js';
import type { OpenedRequest } from '../request-view.js';
import type { PartToWithdraw, WithdrawalView } from '../withdrawals.service.js';
import { addDays } from '../../kernel/nights.js';
import { linesOf } from './withdrawal.page.js';

/** Where it is asked whether a break and all that follow it are to go. */
export const endSeriesPath = (requestId: string, date: string): string =>
  `/requests/${requestId}/breaks/${date}/withdraw`;

/** Every break that would end, with what goes with it, and those of them that stay as they are, with why. */
export function endSeriesPage({ parts, visits, seen }: WithdrawalView) {
  const going = parts.filter(({ availability }) => availability.available);
  const stays = going.filter(({ stay }) => stay !== null).length;
  const held = going.filter(({ stay, part }) => stay === null && part.offers.length > 0).length;
  return {
    seen,
    summary: summaryOf(going.length, stays, held),
    goes: going.map((one) => ({
      nights: nightsOf(one.part),
      state: STATE_TEXT[one.part.state],
      lines: goesLines(one),
    })),
    // What has begun, or is another’s to end. What has come to its end already is not spoken of.
    remains: parts.flatMap(({ part, availability }) =>
      availability.available || !STANDS.includes(part.state) ? [] : [`${nightsOf(part)}: ${availability.why}`],
    ),
    hasVisits: visits.length > 0,
    calledOff: stays > 0,
    severalStays: stays > 1,
  };
}

const STANDS: readonly OpenedRequest['state'][] = ['booked', 'in_residence'];

function goesLines(one: PartToWithdraw): string[] {
  const lines = linesOf(one);
  return lines.length > 0 ? lines : ['Nobody looks for nights for it any more.'];
}

/** The nights that are booked, else those that are held, else those that are asked for. */
function nightsOf({ stay, offers, wishedArrival, nights, from, to }: OpenedRequest): string {
  if (stay) return staySpan(stay);
  const held = reach(offers);
  if (held) return staySpan(held);
  if (wishedArrival !== null && nights !== null)
    return staySpan({ arrival: wishedArrival, departure: addDays(wishedArrival, nights) });
  return from && to ? staySpan({ arrival: from, departure: to }) : '';
}

/** @example summaryOf(3, 2, 0); // '3 breaks end. 2 booked stays are cancelled.' */
function summaryOf(breaks: number, stays: number, held: number): string {
  const said = [breaks === 1 ? '1 break ends.' : `${breaks} breaks end.`];
  if (stays > 0) said.push(stays === 1 ? '1 booked stay is cancelled.' : `${stays} booked stays are cancelled.`);
  if (held > 0) said.push(held === 1 ? 'The bed of 1 is free again.' : `The beds of ${held} are free again.`);
  return said.join(' ');
}
