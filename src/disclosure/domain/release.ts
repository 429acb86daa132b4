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
