import type { FieldError } from '../../kernel/domain-error.js';
import { addDays, type PlainDate } from '../../kernel/nights.js';
import { sayDate } from '../../kernel/say-date.js';

export const VISIT_KINDS = ['tea', 'look_round', 'introduction', 'other'] as const;
export type VisitKind = (typeof VISIT_KINDS)[number];

export const VISIT_STATES = ['planned', 'happened', 'cancelled'] as const;
export type VisitState = (typeof VISIT_STATES)[number];

export const VISIT_KIND_TEXT: Record<VisitKind, string> = {
  tea: 'Tea',
  look_round: 'A look round',
  introduction: 'An introduction',
  other: 'Another visit',
};

export const VISIT_STATE_TEXT: Record<VisitState, string> = {
  planned: 'Planned',
  happened: 'Took place',
  cancelled: 'Cancelled',
};

/** What stood against a visit when it was recorded; it is told, and stops nothing that took place. */
export const VISIT_FLAGS = ['kept_apart', 'staffing'] as const;
export type VisitFlag = (typeof VISIT_FLAGS)[number];

/** How far back a visit may be written down that nobody had planned. */
export const LOOKING_BACK_DAYS = 31;

export interface VisitTime {
  date: PlainDate;
  /** By the clocks of the unit, `HH:MM`. */
  startsAt: string;
  endsAt: string;
}

/**
 * What is wrong with a visit as it was asked for, by the API's names; empty when nothing is. One that is planned lies
 * ahead, today included; one that took place lies behind, and began before now. Both begin and end on one day.
 */
export function checkVisit(
  { date, startsAt, endsAt }: VisitTime,
  { today, time, horizon, tookPlace }: { today: PlainDate; time: string; horizon: PlainDate; tookPlace: boolean },
): FieldError[] {
  const errors: FieldError[] = [];
  const add = (field: string, message: string) => errors.push({ field, message });
  const earliest = tookPlace ? addDays(today, -LOOKING_BACK_DAYS) : today;
  const latest = tookPlace ? today : horizon;
  if (date < earliest)
    add(
      'date',
      tookPlace
        ? `Visits can be written down back to ${sayDate(earliest)}: check the date, and its year.`
        : 'This date has passed. If the visit took place, say who was there.',
    );
  else if (date > latest)
    add(
      'date',
      tookPlace
        ? 'This date is in the future. Record the visit once it has taken place.'
        : `Visits can be planned up to ${sayDate(horizon)}: check the year.`,
    );
  else if (tookPlace && date === today && startsAt > time)
    add('startsAt', 'This time is in the future. Record the visit once it has taken place.');
  if (endsAt <= startsAt) add('endsAt', 'The visit must end after it begins, on the same day.');
  return errors;
}
