import type { PlainDate } from '../../kernel/nights.js';

/** Why a family does not want nights that are free, from a list, so that it can be counted what stands in the way. */
export const NOT_WANTED = ['other_plans', 'too_soon', 'unwell', 'not_ready', 'not_wanted', 'other'] as const;
export type NotWanted = (typeof NOT_WANTED)[number];

export const NOT_WANTED_TEXT: Record<NotWanted, string> = {
  other_plans: 'The family has other plans',
  too_soon: 'It is too soon to get ready',
  unwell: 'They are not well',
  not_ready: 'It is not the right time for them',
  not_wanted: 'The young person does not want to come',
  other: 'Another reason',
};

/** Why a key worker cannot answer whether a family would want free nights. */
export const CLOSED = ['answered', 'over'] as const;
export type Closed = (typeof CLOSED)[number];

/**
 * Whether an answer can still be given, and if not why: it is said once, and of nights that have begun nobody asks any
 * more. On the day of arrival itself it can be answered: a family may take a bed tonight.
 *
 * @example closedBy({ arrival: '2027-05-14', isAnswered: false }, '2027-05-15'); // 'over'
 */
export function closedBy(
  { arrival, isAnswered }: { arrival: PlainDate; isAnswered: boolean },
  today: PlainDate,
): Closed | undefined {
  if (isAnswered) return 'answered';
  return arrival < today ? 'over' : undefined;
}
