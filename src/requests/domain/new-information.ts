import { dateIn, type PlainDate } from '../../kernel/nights.js';
import type { ReportedSince } from '../../matching/domain/information.js';

/** Something new was reported of one of the group; on which day, the last of several. */
export interface InformationChange {
  kind: 'information';
  youngPersonId: string;
  on: PlainDate;
  /** All that was reported of them since, the latest first. */
  reports: string[];
}

/**
 * Of whom of the group something was reported after it was decided, in the order of the group: each once, with the last day.
 *
 * The decision was made without it, so it has to be looked at again, whether or not the person counted as assessed. That the
 * unit has looked at the report ends it only where nothing changes; who says that the group is to be looked at again, or that
 * a new assessment is needed, has not decided anything yet. What another unit says of it settles nothing here.
 *
 * @example newInformation([{ id: 'i', youngPersonId: 'kit', at, settledFor: [] }], ['tia', 'kit'], { signedAt, unitId, zone: 'Europe/London' }); // [{ kind: 'information', youngPersonId: 'kit', on: '2027-03-12', reports: ['i'] }]
 */
export function newInformation(
  reported: readonly ReportedSince[],
  group: readonly string[],
  { signedAt, unitId, zone }: { signedAt: Date; unitId: string; zone: string },
): InformationChange[] {
  const open = reported.filter(({ at, settledFor }) => at > signedAt && !settledFor.includes(unitId));
  return group.flatMap((youngPersonId): InformationChange[] => {
    const theirs = open
      .filter((one) => one.youngPersonId === youngPersonId)
      .toSorted((one, other) => other.at.getTime() - one.at.getTime());
    const [last] = theirs;
    return last
      ? [{ kind: 'information', youngPersonId, on: dateIn(last.at, zone), reports: theirs.map(({ id }) => id) }]
      : [];
  });
}
