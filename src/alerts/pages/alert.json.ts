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

export const openedAlertJson = (alert: AlertView, events: AlertEvent[]): OpenedAlertAnswer => ({
  ...alertJson(alert),
  events,
});
