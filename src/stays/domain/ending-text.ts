import { ENDED_BY, REASONS, type EndedBy, type Ending, type EndingCode, type EndingStep } from './ending.js';

/** Why a stay ended, to follow “because” or a colon. */
export const ENDING_CODE_TEXT: Record<EndingCode, string> = {
  illness: 'illness',
  changed_plans: 'their plans changed',
  family_emergency: 'an emergency in the family',
  young_person_unwilling: 'the young person does not want to come',
  wanted_home: 'they wanted to go home',
  unhappy_here: 'they were unhappy at the unit',
  transport: 'nobody could bring them',
  misunderstanding: 'a mistake about the day or the time',
  not_known: 'nobody knows why yet',
  staffing: 'not enough staff',
  safety: 'safety, or who can be there together',
  building: 'something wrong with the building or the room',
  illness_in_house: 'an illness in the house',
  emergency_bed: 'an emergency needs the bed',
  other_placement: 'another place was found for them',
  plan_changed: 'their plan of support changed',
  other: 'another reason',
};

export const ENDED_BY_TEXT: Record<EndedBy, string> = {
  family: 'the family',
  young_person: 'the young person',
  unit: 'the unit',
  council: 'the council’s worker',
};

const HOUR = 3_600_000;

/**
 * How long before they were expected a stay was called off, in whole days from two days on, else in hours or minutes.
 *
 * @example sayNotice({ endedAt, expectedAt: three days and an hour later }); // '3 days’ notice'
 */
export function sayNotice({ endedAt, expectedAt }: { endedAt: Date; expectedAt: Date }): string {
  const time = expectedAt.getTime() - endedAt.getTime();
  if (time <= 0) return 'no notice';
  const hours = Math.floor(time / HOUR);
  const [count, unit] =
    hours >= 48 ? [Math.floor(hours / 24), 'day'] : hours >= 1 ? [hours, 'hour'] : [Math.ceil(time / 60_000), 'minute'];
  return count === 1 ? `1 ${unit}’s notice` : `${count} ${unit}s’ notice`;
}

/** Who, and why: 'the family: illness'; as much of it as is known or told. */
export function whoAndWhy({ by, code }: Pick<Ending, 'by' | 'code'>): string {
  return [by && ENDED_BY_TEXT[by], code && ENDING_CODE_TEXT[code]].filter(Boolean).join(': ');
}

/**
 * How a stay ended, in a sentence or two.
 *
 * @example endingSaid({ kind: 'cancelled_by_family', by: 'family', code: 'illness', … }); // 'Cancelled by the family: illness. 3 days’ notice.'
 */
export function endingSaid({ kind, by, code, endedAt, expectedAt }: Ending): string {
  const why = whoAndWhy({ by, code });
  if (kind === 'did_not_arrive') return why ? `Did not arrive: ${why}.` : 'Did not arrive.';
  if (kind === 'ended_early') return `Left earlier than planned${why && (by ? `. Ended by ${why}` : `: ${why}`)}.`;
  const notice = endedAt && expectedAt ? sayNotice({ endedAt, expectedAt }) : '';
  return `Cancelled by ${why}.${notice && ` ${notice.charAt(0).toUpperCase()}${notice.slice(1)}.`}`;
}

/** A reason on a page, with whose it is, because one reason may be on two lists. @example 'family:illness' */
export const choicesOf = (step: EndingStep): string[] =>
  groupsOf(step).flatMap(({ by, codes }) => codes.map((code) => `${by}:${code}`));

/** What was chosen on a page. */
export function readChoice(choice: string | undefined): { by?: EndedBy; code?: EndingCode } {
  if (!choice) return {};
  const [by, code] = choice.split(':') as [EndedBy | 'nobody', EndingCode];
  return by === 'nobody' ? { code } : { by, code };
}

/** The lists of a step as a page asks for them: who, and the reasons that are theirs. */
export function choiceGroups(step: EndingStep, without: readonly EndedBy[] = []) {
  return groupsOf(step)
    .filter(({ by }) => !without.some((one) => one === by))
    .map(({ by, codes }) => ({
      by,
      legend: by === 'nobody' ? '' : capital(ENDED_BY_TEXT[by]),
      items: codes.map((code) => ({ value: `${by}:${code}`, text: capital(ENDING_CODE_TEXT[code]) })),
    }));
}

function groupsOf(step: EndingStep): { by: EndedBy | 'nobody'; codes: readonly EndingCode[] }[] {
  const lists: Partial<Record<EndedBy | 'nobody', readonly EndingCode[]>> = REASONS[step];
  return (['nobody', ...ENDED_BY] as const).flatMap((by) => (lists[by] ? [{ by, codes: lists[by] }] : []));
}

const capital = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** Why a stay is called off that an import had brought, and that was taken back with it. */
export const TAKEN_BACK = 'The import of the diary that had brought it in was taken back.';
