import { addDays, type Nights, type PlainDate } from '../../kernel/nights.js';
import { isOpen, thingsOpen, WHAT_CHANGED_DUE_DAYS } from '../../stays/domain/readiness.js';
import type { Checklist } from '../../stays/readiness.service.js';
import type { RequestView } from '../request-view.js';
import { personFacts } from './words.page.js';

/** What is open before somebody arrives, in words; empty when nothing is. @example openOfUnit({ items, open: 2 }); // '2 things open' */
export function openOfUnit(checklist: Pick<Checklist, 'open'> | undefined): string {
  return checklist && checklist.open > 0 ? thingsOpen(checklist.open) : '';
}

/**
 * A stay that comes soon, with what is the key worker's own to put in order before, and to ask; nothing when nothing is.
 * `isAsked` is whether somebody has asked what has changed.
 */
export function openOfWorker(
  stay: Nights & { id: string; youngPerson: RequestView['youngPerson'] },
  { items, own: theirs }: Pick<Checklist, 'items' | 'own'>,
  today: PlainDate,
  isAsked = true,
) {
  const asked = [...items, ...theirs.map((one) => ({ ...one, title: one.text }))];
  // What has changed has a line of its own, with the way to the questions, from longer before on.
  const own = asked.filter(
    (one) => isOpen(one) && one.owner === 'key_worker' && !('item' in one && one.item === 'what_changed'),
  );
  const { id, arrival, departure } = stay;
  const about = { arrival, departure, isLate: arrival <= today, person: personFacts(stay.youngPerson, today) };
  const ask = {
    ...{ href: `/stays/${id}/what-changed`, open: 'what has changed?', what: 'three questions to ask', ...about },
    isLate: today >= addDays(arrival, -WHAT_CHANGED_DUE_DAYS),
  };
  const toAsk = isAsked ? [] : [ask];
  if (own.length === 0) return toAsk;
  const what = own.map(({ title }) => title.toLowerCase()).join(', ');
  return [{ href: `/stays/${id}/checklist`, open: thingsOpen(own.length), what, ...about }, ...toAsk];
}
