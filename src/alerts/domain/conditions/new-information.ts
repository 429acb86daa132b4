import type { PlainDate } from '../../../kernel/nights.js';
import type { Finding } from '../alert-kinds.js';
import { ABOUT_ONE, type Decided } from './group-changed.js';
import { isAhead, type Moment } from './moment.js';

/** Something that was reported of somebody who stays or is booked, and that nobody of the unit has looked at. */
export interface Unseen {
  informationId: string;
  youngPersonId: string;
  /** The next stay of theirs that is not over. */
  stayId: string;
  arrival: PlainDate;
  begins: Date;
  on: PlainDate;
}

interface Found {
  stayId: string | null;
  arrival: PlainDate;
  begins: Date;
  reports: Set<string>;
  assessment: boolean;
}

/**
 * Young people who stay or are booked, or are there with somebody of whom it was decided, and of whom something has become
 * known since: reported and not looked at by the unit, or in a new assessment. Each young person once, with the soonest stay.
 *
 * @example newInformation([{ …report, youngPersonId: 'kit' }], [], { daysAhead: 60 }, now)[0].about.youngPersonId; // 'kit'
 */
export function newInformation(
  unseen: readonly Unseen[],
  decided: readonly (Decided & { reports: readonly { youngPersonId: string; ids: readonly string[] }[] })[],
  { daysAhead }: { daysAhead: number },
  moment: Moment,
): Finding[] {
  const found = new Map<string, Found>();
  const note = (id: string, { stayId, arrival, begins }: Pick<Found, 'stayId' | 'arrival' | 'begins'>): Found => {
    const was = found.get(id);
    if (was && was.arrival <= arrival) return was;
    const is = { stayId, arrival, begins, reports: was?.reports ?? new Set<string>(), assessment: !!was?.assessment };
    found.set(id, is);
    return is;
  };
  const isMeant = (arrival: PlainDate) => arrival < moment.tonight || isAhead(arrival, daysAhead, moment);
  for (const { youngPersonId, informationId, ...stay } of unseen)
    if (isMeant(stay.arrival)) note(youngPersonId, stay).reports.add(informationId);
  for (const { changes, reports, ...stay } of decided) {
    if (!isMeant(stay.arrival)) continue;
    for (const { kind, youngPersonId } of changes)
      if (youngPersonId && ABOUT_ONE.includes(kind) && kind !== 'information')
        note(youngPersonId, stay).assessment = true;
    for (const { youngPersonId, ids } of reports) for (const id of ids) note(youngPersonId, stay).reports.add(id);
  }
  return [...found]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([youngPersonId, { stayId, arrival, begins, reports, assessment }]) => ({
      kind: 'new_information',
      key: youngPersonId,
      opens: true,
      grade: reports.size + (assessment ? 1 : 0),
      about: { youngPersonId, ...(stayId && { stayId }) },
      figures: { arrival, reports: reports.size, assessment: assessment ? 'yes' : 'no' },
      dueAt: begins,
    }));
}
