import { isRegistered, type Bed, type Claim } from '../../../calendar/domain/claim.js';
import { addDays, nightsOf, overlaps, type Nights, type PlainDate } from '../../../kernel/nights.js';
import { suits } from '../../../requests/domain/options.js';
import type { Finding } from '../alert-kinds.js';
import { askedFor, type Asked } from './asked-nights.js';
import type { Moment } from './moment.js';

type Taken = Pick<Claim, 'purpose' | 'closureId' | 'bedId' | 'arrival' | 'departure'>;

/** A request with how many nights it wants in a row, and on which days of the week. */
export interface AskedStay extends Asked {
  nights: number;
  weekdays: readonly number[];
}

interface Facts {
  beds: readonly Pick<Bed, 'id' | 'registeredFrom' | 'registeredUntil'>[];
  claims: readonly Taken[];
  asked: readonly AskedStay[];
}

/** A request is met where the closure takes at least one in so many of the dates on which they could come. */
const ONE_IN = 2;

/**
 * Closures of the unit or of a bed that make it hard or impossible to give open requests their nights, each closure once,
 * however many beds and stretches it has. Once told, one stands until a request less than the threshold is met.
 *
 * A request is met where the closure takes at least half of the dates on which they could otherwise arrive: dates within what
 * they asked for, on their days of the week, from which a bed is free for as many nights as they want. Who wants two nights
 * anywhere within three weeks loses little by three closed nights, and who could come into another bed loses nothing; who
 * wants just these nights, or could come at hardly any other time, has to be told. Whether they would fit with those who are
 * there is another question, which no closure changes.
 *
 * @example closureMeetsDemand({ beds, claims: [closed], asked: [kits] }, { daysAhead: 90, requests: 1 }, now)[0].figures.requests; // 1
 */
export function closureMeetsDemand(
  { beds, claims, asked }: Facts,
  { daysAhead, requests }: { daysAhead: number; requests: number },
  { today, tonight }: Moment,
): Finding[] {
  const range = { arrival: tonight, departure: addDays(today, daysAhead + 1) };
  const closures = new Map<string, Taken[]>();
  for (const claim of claims) {
    if (!claim.closureId || (claim.purpose !== 'closed' && claim.purpose !== 'out_of_service')) continue;
    if (overlaps(claim, range)) closures.set(claim.closureId, [...(closures.get(claim.closureId) ?? []), claim]);
  }
  const asItIs = nightsTaken(claims);
  return [...closures].flatMap(([closureId, closed]): Finding[] => {
    const all = [...new Set(closed.flatMap((claim) => [...nightsOf(cut(claim, range))]))].toSorted();
    const others = claims.filter((claim) => claim.closureId !== closureId);
    const withoutIt = nightsTaken(others);
    const met = asked.flatMap((one) => {
      if (askedFor([one], all) === 0) return [];
      const without = arrivalsOf(one, tonight, beds, withoutIt);
      const left = arrivalsOf(one, tonight, beds, asItIs);
      return (without - left) * ONE_IN >= without && without > 0 ? [{ one, left }] : [];
    });
    const those = met.map(({ one }) => one);
    const count = askedFor(those, all);
    if (count < Math.max(1, requests - 1)) return [];
    const asking = all.filter((night) => askedFor(those, [night]) > 0);
    const none = met.filter(({ left }) => left === 0).map(({ one }) => one);
    return [
      {
        kind: 'closure_meets_demand',
        key: closureId,
        opens: count >= requests,
        about: { closureId },
        figures: {
          ...{ purpose: closed[0]!.purpose, beds: new Set(closed.map(({ bedId }) => bedId)).size },
          ...{ first: asking[0]!, last: asking.at(-1)!, nights: asking.length },
          ...{ requests: count, none: askedFor(none, all) },
        },
        dueAt: null,
      },
    ];
  });
}

/** On how many days from tonight on they could arrive: one bed is free on every night that they want. */
function arrivalsOf(
  { windows, nights, weekdays }: AskedStay,
  tonight: PlainDate,
  beds: Facts['beds'],
  taken: ReadonlyMap<string, ReadonlySet<PlainDate>>,
): number {
  const arrivals = new Set<PlainDate>();
  for (const { from, to } of windows)
    for (let arrival = from > tonight ? from : tonight; ; arrival = addDays(arrival, 1)) {
      const stay = { arrival, departure: addDays(arrival, nights) };
      if (stay.departure > to) break;
      const wanted = [...nightsOf(stay)];
      const isFree = (bed: Facts['beds'][number]) =>
        isRegistered(bed, stay) && !wanted.some((night) => taken.get(bed.id)?.has(night));
      if (wanted.every((night) => suits(weekdays, night)) && beds.some(isFree)) arrivals.add(arrival);
    }
  return arrivals.size;
}

/** The nights on which each bed is taken, by whatever it is. */
function nightsTaken(claims: readonly Taken[]): Map<string, Set<PlainDate>> {
  const taken = new Map<string, Set<PlainDate>>();
  for (const claim of claims) {
    const nights = taken.get(claim.bedId) ?? new Set();
    for (const night of nightsOf(claim)) nights.add(night);
    taken.set(claim.bedId, nights);
  }
  return taken;
}

const cut = ({ arrival, departure }: Nights, range: Nights): Nights => ({
  arrival: arrival > range.arrival ? arrival : range.arrival,
  departure: departure < range.departure ? departure : range.departure,
});
