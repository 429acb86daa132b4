import { signsSomewhere, type Actor } from '../../identity/domain/actor.js';
import { addMonths, type PlainDate } from '../../kernel/nights.js';

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
 * The last day on which the council has to answer: within a month of being asked (UK GDPR, article 12(3)); where the next
 * month has no such day, its last.
 *
 * @example dueBy('2027-01-31'); // '2027-02-28'
 */
export const dueBy = (askedOn: PlainDate): PlainDate => addMonths(askedOn, 1);

/**
 * Who releases a copy of a young person's own file: whoever signs for a unit, for it leaves the council's hands. They read
 * the records of all who may be named in it, as nobody else does.
 */
export const mayReleaseFiles = (actor: Pick<Actor, 'role' | 'units'>): boolean => signsSomewhere(actor);

/** Most withheld words that are gone over by hand; any others stay out. */
export const MOST_PUT_IN = 200;
