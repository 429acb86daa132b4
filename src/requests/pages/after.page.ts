import type { Nights, PlainDate } from '../../kernel/nights.js';
import { dateIn } from '../../kernel/nights.js';
import { SUGGESTION_TEXT } from '../../stays/domain/review.js';
import type { StayView } from '../../stays/stays.service.js';
import type { OpenSuggestion } from '../../stays/suggestions.service.js';
import { nextAction } from '../domain/next-action.js';
import { waitingText } from './today.page.js';
import { deadline, personFacts } from './words.page.js';

/** A stay that is over, as something to do: how it went is to be recorded, by when, and by how much it is late. */
export function toReviewItem(stay: Nights & Pick<StayView, 'id' | 'youngPerson' | 'unit' | 'review'>, now: Date) {
  const { id, arrival, departure, unit, review } = stay;
  const due = review?.due ?? null;
  const by = deadline(due, unit.zone, nextAction('completed', due, now)?.lateMinutes);
  const today = dateIn(now, unit.zone);
  return {
    href: `/stays/${id}/review`,
    ...{ arrival, departure, unit: unit.name },
    person: personFacts(stay.youngPerson, today),
    due: by,
    today: by !== null && by.day <= today,
  };
}

/** What a stay has shown, as something to decide. */
export function suggestionItem({ id, kind, text, at, youngPerson, other }: OpenSuggestion, today: PlainDate) {
  return {
    href: `/suggestions/${id}`,
    what: SUGGESTION_TEXT[kind],
    text,
    person: personFacts(youngPerson, today),
    other: other ? `${other.firstName} ${other.lastName}` : '',
    since: waitingText(dateIn(at, 'Europe/London'), today),
  };
}
