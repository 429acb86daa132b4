import type { FieldError } from '../../kernel/domain-error.js';
import { addMonths, type PlainDate } from '../../kernel/nights.js';
import { nextWorkingDay, type WorkingTime } from '../../kernel/working-time.js';

/** Who can ask for a young person's own file. */
export const ASKERS = {
  young_person: 'The young person',
  parent: 'A parent or carer',
  representative: 'A solicitor, an advocate or somebody else for them',
  professional: 'The social worker or another of the council’s workers',
} as const;
export type Asker = keyof typeof ASKERS;
export const ASKER_KINDS = Object.keys(ASKERS) as Asker[];

/** For all but the young person it is written down who it is. */
export const needsName = (askedBy: Asker): boolean => askedBy !== 'young_person';

/**
 * The last day on which the council has to answer: within a month of being asked (UK GDPR, article 12(3)), which is the same
 * day of the next month, or its last where it has no such day; and where nobody works on that day, the next working day
 * (Regulation 1182/71, article 3(4), which the Information Commissioner applies).
 *
 * @example dueBy('2027-01-31', england); // '2027-03-01': the 28th of February is a Sunday
 */
export const dueBy = (askedOn: PlainDate, work: Pick<WorkingTime, 'isHoliday'>): PlainDate =>
  nextWorkingDay(addMonths(askedOn, 1), work);

/** Most withheld words that are gone over by hand; any others stay out. */
export const MOST_PUT_IN = 200;

/** Most entries that are kept out of one copy by hand. */
export const MOST_TAKEN_OUT = 200;
export const LONGEST_REASON = 200;

/** Words that somebody who read the copy keeps out of it, and why. */
export interface TakenOut {
  key: string;
  reason: string;
}

/**
 * What is wrong with what is kept out of a copy, each with its place, such as `takeOut.0.reason`: words that do not stand in
 * the copy, or words without a reason. Nobody can tell later why something is missing unless it was said.
 *
 * @example takeOutFaults([{ key: 'a', reason: '' }], new Set(['a'])); // [{ field: 'takeOut.0.reason', message: 'Say why …' }]
 */
export function takeOutFaults(takeOut: readonly TakenOut[], standing: ReadonlySet<string>): FieldError[] {
  return takeOut.flatMap(({ key, reason }, place) => [
    ...(standing.has(key) ? [] : [{ field: `takeOut.${place}.key`, message: NOT_IN_IT }]),
    ...(reason ? [] : [{ field: `takeOut.${place}.reason`, message: WHY }]),
    ...([...reason].length > LONGEST_REASON ? [{ field: `takeOut.${place}.reason`, message: SHORTER }] : []),
  ]);
}

const NOT_IN_IT = 'These words are not in the copy, so they need not be kept out. Choose among those that are.';
const WHY = 'Say why this is kept out. It is not shown in the copy.';
const SHORTER = `Say why this is kept out in ${LONGEST_REASON} characters or fewer.`;
