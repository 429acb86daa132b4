import { textOf } from '../alert-text.js';
import type { AlertEvent, AlertView } from '../alert-view.js';
import type { AlertAnswer, OpenedAlertAnswer } from '../dto/alert.answer.js';

/** An alert as the API gives it. */
export function alertJson(alert: AlertView): AlertAnswer {
  const { id, kind, youngPerson, dueAt, openedAt, updatedAt } = alert;
  const { takenBy, takenAt, snoozedUntil, endedAt, endedWhy, endedBy, reason } = alert;
  const { title, why, what, href } = textOf(alert);
  return {
    ...{
      id,
      kind,
      unit: { id: alert.unit.id, name: alert.unit.name },
      youngPerson,
      title,
      why,
      what,
      href,
      dueAt,
      openedAt,
      updatedAt,
    },
    ...{ takenBy, takenAt, snoozedUntil, endedAt, endedWhy, endedBy, reason },
  };
}

/** Fields that say in words what the others hold, as of the day on which they are read: no part of what can be changed. */
export const ALERT_WORDS = ['title', 'why', 'what', 'href'] as const;

/** An alert as far as it can be changed: the same while nobody takes a step and nothing of its cause is otherwise. */
export function alertRecord(alert: AlertView): object {
  const words: readonly string[] = ALERT_WORDS;
  return Object.fromEntries(Object.entries(alertJson(alert)).filter(([name]) => !words.includes(name)));
}

export const openedAlertJson = (alert: AlertView, events: AlertEvent[]): OpenedAlertAnswer => ({
  ...alertJson(alert),
  events,
});
