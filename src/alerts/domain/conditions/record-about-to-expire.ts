import { addDays, instantIn, type PlainDate } from '../../../kernel/nights.js';
import type { Finding } from '../alert-kinds.js';
import type { Moment } from './moment.js';

/** A record that counts until a day, and a booked stay that needs it for longer. */
export interface Lasting {
  record: 'assessment' | 'care_plan' | 'pair';
  /** Of whom it is; of two, no one of them: their decision is nobody's news but the unit's. */
  youngPersonId: string | null;
  pairDecisionId: string | null;
  /** The last day on which it counts. */
  expires: PlainDate;
  stayId: string;
  arrival: PlainDate;
  /** The last day on which the stay needs it. */
  neededUntil: PlainDate;
}

/**
 * Records that run out before a booked stay no longer needs them, or have run out; each once, with the soonest such stay. A
 * record that is renewed counts until another day, and is another thing.
 *
 * @example recordAboutToExpire([{ …kits, expires: '2027-03-20', arrival: '2027-03-26', neededUntil: '2027-03-27' }], { daysAhead: 60, daysBefore: 28 }, now).length; // 1
 */
export function recordAboutToExpire(
  all: readonly Lasting[],
  { daysAhead, daysBefore }: { daysAhead: number; daysBefore: number },
  { today, zone }: Moment,
): Finding[] {
  const soonest = new Map<string, Finding>();
  const meant = all.filter(
    ({ expires, arrival, neededUntil }) =>
      expires < neededUntil &&
      neededUntil >= today &&
      expires <= addDays(today, daysBefore) &&
      arrival <= addDays(today, daysAhead),
  );
  for (const one of meant.toSorted((a, b) => (a.arrival < b.arrival ? -1 : a.arrival > b.arrival ? 1 : 0))) {
    const { record, youngPersonId, pairDecisionId, expires, stayId, arrival } = one;
    const key = `${record} ${youngPersonId ?? pairDecisionId} ${expires}`;
    if (soonest.has(key)) continue;
    soonest.set(key, {
      kind: 'record_about_to_expire',
      key,
      opens: true,
      grade: expires < today ? 1 : 0,
      about: youngPersonId ? { youngPersonId, stayId } : { pairDecisionId: pairDecisionId! },
      figures: { record, expires, arrival, expired: expires < today ? 'yes' : 'no' },
      dueAt: instantIn(addDays(expires, 1), '00:00', zone),
    });
  }
  return [...soonest.values()];
}
