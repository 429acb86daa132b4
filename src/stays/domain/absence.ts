import type { FieldError } from '../../kernel/domain-error.js';

/** Where somebody is who is staying and not there: the bed is kept for them. */
export const ABSENCES = ['home', 'hospital', 'missing'] as const;
export type AbsenceKind = (typeof ABSENCES)[number];

export const ABSENCE_TEXT: Record<AbsenceKind, string> = {
  home: 'At home',
  hospital: 'In hospital',
  missing: 'Missing',
};

export interface Absence {
  kind: AbsenceKind;
  since: Date;
}

/** By what an absence ended. */
export const ABSENCE_ENDS = ['back', 'missing', 'left', 'stay_ended', 'undone', 'taken_back'] as const;
export type AbsenceEnd = (typeof ABSENCE_ENDS)[number];

export const ABSENCE_END_TEXT: Record<AbsenceEnd, string> = {
  back: 'came back',
  missing: 'went missing from there',
  left: 'the stay ended while they were away',
  stay_ended: 'the stay ended while they were missing',
  undone: 'the arrival was undone',
  taken_back: 'recorded by mistake',
};

/** Written down with a departure of somebody who is missing: they are not back. */
export const ENDED_WHILE_MISSING = 'The stay ended while they were missing.';

/** What is done to an absence, in its history. */
export const ABSENCE_ACTIONS = ['told', 'ended', 'reopened', 'corrected', 'taken_back'] as const;
export type AbsenceAction = (typeof ABSENCE_ACTIONS)[number];

/** An absence from when to when; `until` is `null` while they are away. */
export interface AbsenceTime {
  kind: AbsenceKind;
  since: Date;
  until: Date | null;
}

/**
 * By what an absence ended, from the times alone. Whoever was away until the stay ended did not come back: at home or in
 * hospital they left from there, and of somebody missing only the stay ended. Who was missing from that moment on went
 * missing from where they were. `undefined` while they are away.
 *
 * @example endOf({ kind: 'missing', since, until: departedAt }, { departedAt, missingFrom: [] }); // 'stay_ended'
 */
export function endOf(
  { kind, until }: AbsenceTime,
  { departedAt, missingFrom }: { departedAt: Date | null; missingFrom: readonly Date[] },
): AbsenceEnd | undefined {
  if (!until) return undefined;
  if (kind !== 'missing' && missingFrom.some((since) => since.getTime() === until.getTime())) return 'missing';
  if (departedAt && until >= departedAt) return kind === 'missing' ? 'stay_ended' : 'left';
  return 'back';
}

/**
 * What is wrong with the times of an absence, by the API's names; empty when nothing is. It lies within the stay, from the
 * arrival to the departure, or to `now` while they stay.
 */
export function checkAbsence(
  { since, until }: Pick<AbsenceTime, 'since' | 'until'>,
  { arrivedAt, departedAt, now }: { arrivedAt: Date | null; departedAt: Date | null; now: Date },
): FieldError[] {
  const errors: FieldError[] = [];
  const add = (field: string, message: string) => errors.push({ field, message });
  if (arrivedAt && since < arrivedAt)
    add('since', 'This is before the arrival that was recorded. Check the date and the time.');
  if (since > now) add('since', 'This time is in the future. Record it once it has happened.');
  if (!until) return errors;
  if (until <= since) add('until', 'This is not after they were away. Check the date and the time.');
  if (departedAt && until > departedAt)
    add('until', 'This is after the departure that was recorded. Check the date and the time.');
  else if (until > now) add('until', 'This time is in the future. Record it once it has happened.');
  return errors;
}
