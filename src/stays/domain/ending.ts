import type { Role } from '../../identity/domain/actor.js';
import type { FieldError } from '../../kernel/domain-error.js';
import { dateIn, type PlainDate } from '../../kernel/nights.js';
import { ABSENCE_TEXT, ENDED_WHILE_MISSING } from './absence.js';
import type { StayAction, StayState } from './stay-state.js';

/** Who ended a stay, or called it off. */
export const ENDED_BY = ['family', 'young_person', 'unit', 'council'] as const;
export type EndedBy = (typeof ENDED_BY)[number];

/** Why, from a list, so that it can be counted. What each list holds is in `REASONS`. */
export const ENDING_CODES = [
  'illness',
  'changed_plans',
  'family_emergency',
  'young_person_unwilling',
  'wanted_home',
  'unhappy_here',
  'transport',
  'misunderstanding',
  'not_known',
  'staffing',
  'safety',
  'building',
  'illness_in_house',
  'emergency_bed',
  'other_placement',
  'plan_changed',
  'other',
] as const;
export type EndingCode = (typeof ENDING_CODES)[number];

/** What a stay that did not go as planned is counted as: whose nights were lost, and how. */
export const ENDING_KINDS = [
  'cancelled_by_family',
  'cancelled_by_unit',
  'cancelled_by_council',
  'did_not_arrive',
  'ended_early',
] as const;
export type EndingKind = (typeof ENDING_KINDS)[number];

/** The step with which a stay ended, called off, not come, or left before the planned day; or was made to end earlier. */
export type EndingStep = 'cancelled' | 'no_show' | 'departed' | 'shortened';

const UNIT: readonly EndingCode[] = ['staffing', 'safety', 'building', 'illness_in_house', 'emergency_bed', 'other'];
const COUNCIL: readonly EndingCode[] = ['other_placement', 'plan_changed', 'other'];

/** Why somebody leaves before the planned day, whether it was decided before or as they left. */
const EARLY = {
  young_person: ['wanted_home', 'unhappy_here', 'other'],
  family: ['illness', 'changed_plans', 'family_emergency', 'other'],
  unit: UNIT,
  council: COUNCIL,
} as const;

/** The lists of reasons, by who ended it; whoever did not arrive did not say, so that nobody is named. */
export const REASONS = {
  cancelled: {
    family: ['illness', 'changed_plans', 'family_emergency', 'young_person_unwilling', 'other'],
    unit: UNIT,
    council: COUNCIL,
  },
  no_show: {
    nobody: [
      ...(['illness', 'changed_plans', 'family_emergency', 'young_person_unwilling'] as const),
      ...(['transport', 'misunderstanding', 'not_known', 'other'] as const),
    ],
  },
  departed: EARLY,
  shortened: EARLY,
} as const satisfies Record<EndingStep, Partial<Record<EndedBy | 'nobody', readonly EndingCode[]>>>;

/** Who can call a stay off: a young person's own wish is among the family's reasons. */
export const CANCELLED_BY = Object.keys(REASONS.cancelled) as EndedBy[];

/** The unit's reasons that can concern no other child: a key worker is told of these, and of no other. */
const TOLD: readonly EndingCode[] = ['staffing', 'building'];

/** The list of a step for whoever ended it; `undefined` where they cannot. */
export function reasonsFor(step: EndingStep, by: EndedBy | null): readonly EndingCode[] | undefined {
  const lists: Partial<Record<EndedBy | 'nobody', readonly EndingCode[]>> = REASONS[step];
  return lists[by ?? 'nobody'];
}

/**
 * Who called a stay off, where nobody says: a key worker writes down what the family told them, the unit’s people what the
 * unit decided. Whoever writes down something else says so.
 */
export const byDefault = (role: Role): EndedBy => (role === 'cas_worker' ? 'family' : 'unit');

export interface Said {
  by: EndedBy | null;
  code: EndingCode | null;
  note: string;
}

/**
 * What is wrong with what was said of an ending, by the API's names; empty when nothing is. The unit's own reasons are
 * for the unit to give. “Another reason” says nothing without a note, and without any reason one is needed, except of a
 * departure.
 */
export function checkEnding(step: EndingStep, { by, code, note }: Said, role: Role): FieldError[] {
  const errors: FieldError[] = [];
  const add = (field: string, message: string) => errors.push({ field, message });
  const list = reasonsFor(step, by);
  if (by === 'unit' && role === 'cas_worker')
    add('by', 'What the unit calls off is recorded by the unit’s staff or a manager. Choose who told you.');
  else if (by && !list) add('by', 'A young person’s own wish is recorded as the family’s: choose that.');
  else if (code && !by && step !== 'cancelled' && step !== 'no_show')
    add('by', 'Say who ended the stay: the list of reasons depends on it.');
  else if (code && !list?.includes(code)) add('code', `Choose a reason that fits. It can be: ${list?.join(', ')}.`);
  if (!note && code === 'other') add('reason', 'Say in a few words what the reason was.');
  if (!note && !code && step !== 'departed') add('reason', 'Enter the reason.');
  return errors;
}

const STEP_OF: Record<EndingKind, EndingStep> = {
  cancelled_by_family: 'cancelled',
  cancelled_by_unit: 'cancelled',
  cancelled_by_council: 'cancelled',
  did_not_arrive: 'no_show',
  ended_early: 'departed',
};

/** The step with which a stay ended so: its list of reasons is that of the ending. */
export const stepOfEnding = (kind: EndingKind): EndingStep => STEP_OF[kind];

/** Whether somebody who left at this time left before the day that was planned. */
export function leftEarly(
  { plannedDeparture, zone }: { plannedDeparture: PlainDate; zone: string },
  departedAt: Date,
): boolean {
  return dateIn(departedAt, zone) < plannedDeparture;
}

/** How a stay ended otherwise than planned. */
export interface Ending {
  kind: EndingKind;
  by: EndedBy | null;
  code: EndingCode | null;
  /** When it was called off or recorded, and when they were expected: between the two lies the notice. */
  endedAt: Date | null;
  expectedAt: Date | null;
}

export interface EndedStay extends Omit<Ending, 'kind'> {
  state: StayState;
  departedAt: Date | null;
  plannedDeparture: PlainDate;
  zone: string;
}

/**
 * How a stay ended otherwise than planned; `null` while it goes on, when it went as planned, and where an arrival was
 * undone or nobody was asked who called it off.
 *
 * @example endingOf({ state: 'cancelled', by: 'family', … })?.kind; // 'cancelled_by_family'
 */
export function endingOf({ state, departedAt, plannedDeparture, zone, ...said }: EndedStay): Ending | null {
  const { by, code, endedAt, expectedAt } = said;
  const ended = (kind: EndingKind): Ending => ({ kind, by, code, endedAt, expectedAt });
  if (state === 'no_show') return ended('did_not_arrive');
  if (state === 'cancelled' && by && by !== 'young_person') return ended(`cancelled_by_${by}`);
  if (state === 'completed' && departedAt && leftEarly({ plannedDeparture, zone }, departedAt))
    return ended('ended_early');
  return null;
}

/** What a key worker is told: of the unit's reasons only those that can concern no other child, and never its note. */
export function toldToKeyWorker<T extends Said>(said: T): T {
  if (said.by !== 'unit') return said;
  return { ...said, code: said.code && TOLD.includes(said.code) ? said.code : null, note: '' };
}

/**
 * What a key worker is told of the words on a step of a stay, whoever ended it. What the unit's people write of a coming, a
 * going or an absence may name another child, and nobody asks them whether it does: of an absence its kind is told, of a
 * departure that they were missing, and nothing else.
 *
 * @example wordsToKeyWorker('away', 'At home: with the family of Bo'); // 'At home'
 */
export function wordsToKeyWorker(action: StayAction, note: string): string {
  const begins = (all: readonly string[]) => all.find((text) => note.startsWith(text)) ?? '';
  if (action === 'away' || action === 'absence_told') return begins(Object.values(ABSENCE_TEXT));
  if (action === 'departed') return begins([ENDED_WHILE_MISSING]);
  return WITHOUT_WORDS.includes(action) ? '' : note;
}

/** Steps of which only the reason from the list is told. */
const WITHOUT_WORDS: readonly StayAction[] = ['arrived', 'absence_corrected', 'shortened', 'ending_corrected'];

/** Nothing has ended a stay that goes on, and nobody looks back on it: that is asked anew once it is over. */
export const GOES_ON = {
  ...{ endedWhy: '', endedBy: null, endedCode: null, endedAt: null, expectedAt: null },
  ...{ reviewDueAt: null, reviewedAt: null },
};
