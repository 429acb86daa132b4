import type { Claim } from '../../../calendar/domain/claim.js';
import { addDays, nightsOf, type PlainDate } from '../../../kernel/nights.js';
import type { Finding } from '../alert-kinds.js';
import { askedFor, type Asked } from './asked-nights.js';
import type { Moment } from './moment.js';

type Closed = Pick<Claim, 'purpose' | 'closureId' | 'bedId' | 'arrival' | 'departure'>;

/**
 * Closures of the unit or of a bed in nights that open requests ask for, each closure once, however many beds and stretches it
 * has. Once told, one stands until a request less than the threshold asks for its nights.
 *
 * @example closureMeetsDemand({ claims: [closed], asked: [kits] }, { daysAhead: 90, requests: 1 }, now)[0].figures.requests; // 1
 */
export function closureMeetsDemand(
  { claims, asked }: { claims: readonly Closed[]; asked: readonly Asked[] },
  { daysAhead, requests }: { daysAhead: number; requests: number },
  { today, tonight }: Moment,
): Finding[] {
  const range = { arrival: tonight, departure: addDays(today, daysAhead + 1) };
  const closures = new Map<string, { nights: Set<PlainDate>; beds: Set<string>; purpose: string }>();
  for (const claim of claims) {
    if (!claim.closureId || (claim.purpose !== 'closed' && claim.purpose !== 'out_of_service')) continue;
    const one = closures.get(claim.closureId) ?? { nights: new Set(), beds: new Set(), purpose: claim.purpose };
    const arrival = claim.arrival > range.arrival ? claim.arrival : range.arrival;
    const departure = claim.departure < range.departure ? claim.departure : range.departure;
    for (const night of nightsOf({ arrival, departure })) one.nights.add(night);
    one.beds.add(claim.bedId);
    closures.set(claim.closureId, one);
  }
  return [...closures].flatMap(([closureId, { nights: all, beds, purpose }]): Finding[] => {
    const nights = [...all].toSorted();
    const asking = nights.filter((night) => askedFor(asked, [night]) > 0);
    const count = askedFor(asked, asking);
    if (asking.length === 0 || count < Math.max(1, requests - 1)) return [];
    return [
      {
        kind: 'closure_meets_demand',
        key: closureId,
        opens: count >= requests,
        about: { closureId },
        figures: {
          ...{ purpose, beds: beds.size, first: asking[0]!, last: asking.at(-1)!, nights: asking.length },
          requests: count,
        },
        dueAt: null,
      },
    ];
  });
}
