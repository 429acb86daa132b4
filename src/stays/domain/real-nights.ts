import { invalidField } from '../../kernel/domain-error.js';
import { addDays, daysBetween, type Nights, type PlainDate } from '../../kernel/nights.js';
import { sayDate } from '../../kernel/say-date.js';

/**
 * The nights of a stay once the young person has arrived on `arrived`: reality moves the beginning, the
 * planned departure stays. Somebody who comes on the planned day of departure or later has at least the
 * night of their arrival.
 *
 * @example nightsFromArrival({ arrival: '2027-05-03', departure: '2027-05-06' }, '2027-05-04'); // nights of the 4th and 5th
 */
export function nightsFromArrival(planned: Nights, arrived: PlainDate): Nights {
  const dayAfter = addDays(arrived, 1);
  return { arrival: arrived, departure: planned.departure > arrived ? planned.departure : dayAfter };
}

/** Days back within which an arrival is likely: who came earlier than that had another booking, mostly. */
const LIKELY = 31;
/** Days back within which it can be written down at all: ranges of nights are bounded. */
const FARTHEST = 366;

/**
 * Refuses a date of arrival that is more likely a slip of the pen, such as last year's, until whoever writes it down says
 * that it is right. `of` is the day on which they were expected, or today for somebody who was not, and how to call it; `likely` how many days before
 * it nobody is asked about, a month when left out.
 *
 * @throws invalid at `certain`, or at `field` where no confirming helps: more than a year back.
 */
export function checkArrival(
  arrived: PlainDate,
  of: { day: PlainDate; called: string; likely?: number },
  { certain, field }: { certain: boolean; field: string },
): void {
  const back = daysBetween(arrived, of.day);
  const how = back > LIKELY ? 'more than a month' : back === 1 ? '1 day' : `${back} days`;
  if (back > FARTHEST)
    throw invalidField(field, `This is more than a year before ${of.called}. Check the date, and its year.`);
  if (back > (of.likely ?? LIKELY) && !certain)
    throw invalidField(
      'certain',
      `${sayDate(arrived)} is ${how} before ${of.called}. Check whom and which stay you have open, the date, and its year. If it is right, say so.`,
    );
}

/** Days before the planned one by which a stay is still that one, begun early. */
const EARLIEST_BEFORE_PLAN = 7;

/**
 * Why somebody who is here long before a stay was to begin has not come for that stay: it would take the bed for all the
 * nights until then as well, from everybody to whom those are promised. They are here in an emergency, and the stay is kept.
 * `undefined` within a week, and for an arrival that is written down when the planned day is near or past.
 *
 * @example whyNotThatStay('2027-03-01', '2027-01-01'); // 'This stay is planned to begin on Monday 1 March 2027, more than 7 days from now. …'
 */
export function whyNotThatStay(planned: PlainDate, tonight: PlainDate): string | undefined {
  if (daysBetween(tonight, planned) <= EARLIEST_BEFORE_PLAN) return undefined;
  return `This stay is planned to begin on ${sayDate(planned)}, more than ${EARLIEST_BEFORE_PLAN} days from now. If they are here, choose “A child needs a place tonight” on the page “Today”: they have a bed at once, and this stay is kept. If they are to come earlier instead, ask their key worker to ask for other dates.`;
}

/**
 * The nights that were really spent by somebody who left on `left`; `undefined` when they left on the day
 * they came and spent none, because a run of nights is never empty.
 */
export function nightsUntilDeparture(stay: Pick<Nights, 'arrival'>, left: PlainDate): Nights | undefined {
  return left > stay.arrival ? { arrival: stay.arrival, departure: left } : undefined;
}

/**
 * As much of the wanted run as the bed can hold without touching another claim, keeping at least what is
 * held now. What does not fit happened all the same: those nights are on record without a bed.
 */
export function fitAround(wanted: Nights, held: Nights, others: readonly Nights[]): Nights {
  let { arrival, departure } = wanted;
  for (const other of others) {
    if (other.arrival >= held.departure && other.arrival < departure) departure = other.arrival;
    if (other.departure <= held.arrival && other.departure > arrival) arrival = other.departure;
  }
  return { arrival, departure };
}
