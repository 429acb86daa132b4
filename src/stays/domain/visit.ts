import type { FieldError } from '../../kernel/domain-error.js';
import { addDays, daysBetween, type PlainDate } from '../../kernel/nights.js';
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
export const VISIT_FLAGS = ['kept_apart', 'closed', 'staffing'] as const;
export type VisitFlag = (typeof VISIT_FLAGS)[number];

/** What is done to a visit, in its history. */
export const VISIT_ACTIONS = ['planned', 'happened', 'cancelled', 'moved', 'decided', 'corrected'] as const;
export type VisitAction = (typeof VISIT_ACTIONS)[number];

export const VISIT_ACTION_TEXT: Record<VisitAction, string> = {
  planned: 'planned the visit',
  happened: 'recorded that the visit took place',
  cancelled: 'cancelled the visit',
  moved: 'moved the visit',
  decided: 'decided that the visit goes ahead',
  corrected: 'corrected what was written down',
};

/** Days back within which a visit is written down mostly: of an earlier date is asked whether it is right. */
const LIKELY_DAYS = 31;
/** How far back a visit may be written down at all. */
const FARTHEST_DAYS = 366;

export interface VisitTime {
  date: PlainDate;
  /** By the clocks of the unit, `HH:MM`. */
  startsAt: string;
  endsAt: string;
}

/**
 * What is wrong with a visit as it was asked for, by the API's names; empty when nothing is. One that is planned lies
 * ahead, today included; one that took place lies behind, and began before now: however late it is written down, up to a
 * year, but a date more than a month back only by who says that it is right. Both begin and end on one day.
 */
export function checkVisit(
  { date, startsAt, endsAt }: VisitTime,
  {
    today,
    time,
    horizon,
    tookPlace,
    certain = false,
  }: { today: PlainDate; time: string; horizon: PlainDate; tookPlace: boolean; certain?: boolean | undefined },
): FieldError[] {
  const errors: FieldError[] = [];
  const add = (field: string, message: string) => errors.push({ field, message });
  const earliest = tookPlace ? addDays(today, -FARTHEST_DAYS) : today;
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
  else if (tookPlace && !certain && daysBetween(date, today) > LIKELY_DAYS)
    add('certain', `${sayDate(date)} is more than a month ago. Check the date, and its year. If it is right, say so.`);
  else if (tookPlace && date === today && startsAt > time)
    add('startsAt', 'This time is in the future. Record the visit once it has taken place.');
  if (endsAt <= startsAt) add('endsAt', 'The visit must end after it begins, on the same day.');
  return errors;
}

/** What a visit that took place is put right to; what is left out stays as it was written down. */
export interface VisitCorrection {
  date?: PlainDate | undefined;
  startsAt?: string | undefined;
  endsAt?: string | undefined;
  whoWasThere?: string | undefined;
  note?: string | undefined;
}

/** Whether the correction says anything else than what is written down. */
export function correctsAnything(
  visit: Required<{ [Name in keyof VisitCorrection]: string }>,
  correction: VisitCorrection,
): boolean {
  return (['date', 'startsAt', 'endsAt', 'whoWasThere', 'note'] as const).some(
    (name) => correction[name] !== undefined && correction[name] !== visit[name],
  );
}
