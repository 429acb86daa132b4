import { dateIn, timeIn } from '../../kernel/nights.js';
import { dateTime } from '../../web/filters.js';
import type { AbsenceEpisode } from '../absence-episodes.service.js';
import {
  ABSENCE_END_TEXT,
  ABSENCE_TEXT,
  ABSENCES,
  type AbsenceAction,
  type AbsenceEnd,
  type AbsenceTime,
} from '../domain/absence.js';

const ACTION_TEXT: Record<AbsenceAction, string> = {
  told: 'recorded it',
  ended: 'recorded how it ended',
  reopened: 'undid the departure that ended it',
  corrected: 'corrected it',
  taken_back: 'took it back: it was recorded by mistake',
};

/** @example absenceSaid({ kind: 'missing', since, until, ended: 'stay_ended' }); // 'Missing, from 12 March 2027, 16:00 to 13 March 2027, 09:00: the stay ended while they were missing' */
export function absenceSaid({ kind, since, until, ended }: AbsenceTime & { ended: AbsenceEnd | null }): string {
  const what = ABSENCE_TEXT[kind];
  if (ended === 'taken_back') return `${what}, from ${dateTime(since)}: ${ABSENCE_END_TEXT[ended]}`;
  if (!until || !ended) return `${what}, since ${dateTime(since)}`;
  return `${what}, from ${dateTime(since)} to ${dateTime(until)}: ${ABSENCE_END_TEXT[ended]}`;
}

/** An absence in words, with what was recorded of it. */
export function absencePage(absence: AbsenceEpisode, stayPath: string) {
  const { id, note, events } = absence;
  return {
    id,
    said: absenceSaid(absence),
    note,
    isTakenBack: absence.ended === 'taken_back',
    correctPath: `${stayPath}/absences/${id}/correct`,
    takeBackPath: `${stayPath}/absences/${id}/take-back`,
    steps: events.map((step, place) => {
      const before = events[place - 1];
      const was =
        (step.action === 'corrected' || step.action === 'taken_back') && before ? ` Before: ${whole(before)}.` : '';
      const why = step.reason ? `: ${step.reason}.` : '.';
      return `${step.by} ${ACTION_TEXT[step.action]}, ${dateTime(step.at)}${why}${was}`;
    }),
  };
}

const whole = (step: AbsenceEpisode['events'][number]) =>
  `${absenceSaid(step)}${step.note ? `; note: ${step.note}` : ''}`;

/** What a form begins with: the absence as it is written down, by the clocks of the unit. */
export function absenceFields({ kind, since, until, note }: AbsenceEpisode, zone: string): Record<string, string> {
  return {
    ...{ kind, note, sinceDate: dateIn(since, zone), sinceTime: timeIn(since, zone) },
    ...(until && { untilDate: dateIn(until, zone), untilTime: timeIn(until, zone) }),
  };
}

export const absenceChoices = () => ABSENCES.map((value) => ({ value, text: ABSENCE_TEXT[value] }));
