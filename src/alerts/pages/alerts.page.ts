import { textOf } from '../alert-text.js';
import type { AlertEvent, AlertStep, AlertView, EndedWhy } from '../alert-view.js';
import type { AlertFilter } from '../alerts.service.js';
import { ALERT_KINDS } from '../domain/alert-kinds.js';
import type { AlertText } from '../domain/alert-phrases.js';
import { KIND_NAME } from '../domain/alert-words.js';
import { dateTime } from '../../web/filters.js';

export interface AlertRow extends AlertText {
  id: string;
  path: string;
  kindText: string;
  unit: string;
  dueAt: Date | null;
  isLate: boolean;
  openedAt: Date;
  takenText: string;
  snoozedUntil: Date | null;
  /** Of one that is over: what ended it, and how long it stood. */
  ended: { at: Date; text: string; stood: string } | null;
}

export const alertPath = (id: string): string => `/alerts/${id}`;

/** An alert in a list. */
export function alertRow(alert: AlertView, actorId: string, now: Date): AlertRow {
  const { id, kind, unit, dueAt, openedAt, takenBy, snoozedUntil, endedAt } = alert;
  return {
    ...{ ...textOf(alert), id, path: alertPath(id), kindText: KIND_NAME[kind], unit: unit.name, dueAt, openedAt },
    isLate: dueAt !== null && dueAt < now,
    takenText: takenBy ? (takenBy.id === actorId ? 'You see to it' : `${takenBy.name} sees to it`) : '',
    snoozedUntil: snoozedUntil && snoozedUntil > now ? snoozedUntil : null,
    ended: endedAt && { at: endedAt, text: endedText(alert), stood: stoodFor(openedAt, endedAt) },
  };
}

/** What ended it, as a sentence. */
export function endedText({ endedWhy, endedBy }: Pick<AlertView, 'endedWhy' | 'endedBy'>): string {
  if (!endedWhy) return '';
  const text: Record<EndedWhy, string> = {
    cause_gone: 'It ended by itself: what it was about was over.',
    by_hand: `${endedBy?.name ?? 'Somebody'} resolved it.`,
    switched_off: 'Alerts of this kind were switched off.',
  };
  return text[endedWhy];
}

/**
 * How long it stood, in the largest unit that says enough: minutes below two hours, hours below two days, then days.
 *
 * @example stoodFor(new Date('2026-12-01T10:00:00Z'), new Date('2026-12-01T11:30:00Z')); // '90 minutes'
 */
export function stoodFor(from: Date, to: Date): string {
  const minutes = Math.max(0, Math.floor((to.getTime() - from.getTime()) / 60_000));
  const said = (count: number, one: string) => `${count} ${one}${count === 1 ? '' : 's'}`;
  if (minutes < 1) return 'less than a minute';
  if (minutes < 120) return said(minutes, 'minute');
  return minutes < 48 * 60 ? said(Math.floor(minutes / 60), 'hour') : said(Math.floor(minutes / 1440), 'day');
}

const STEP_TEXT: Record<AlertStep, string> = {
  opened: 'It came',
  opened_again: 'It came again: it had got worse since somebody resolved it',
  worse: 'It got worse',
  better: 'It got better',
  taken: 'Taken on',
  given_back: 'Given back',
  snoozed: 'Put off',
  woke: 'It came back: the time for which it was put off was over',
  resolved: 'Resolved',
  cause_gone: 'It ended by itself: what it was about was over',
  switched_off: 'Alerts of this kind were switched off',
};

/** What became of an alert, step by step. */
export const eventRow = ({ at, what, by, until }: AlertEvent): { at: Date; text: string } => ({
  at,
  text: `${STEP_TEXT[what]}${until ? ` until ${dateTime(until)}` : ''}${by ? ` by ${by.name}` : ''}`,
});

/** The address of a list of alerts. */
export function alertsLink({ state, ...filter }: AlertFilter & { cursor?: string | undefined }): string {
  const path = state === 'ended' ? '/alerts/ended' : '/alerts';
  const shown = { ...(state === 'snoozed' && { state }), ...filter };
  const query = new URLSearchParams(
    Object.entries(shown).flatMap(([name, one]) => (one ? [[name, one] as [string, string]] : [])),
  );
  return query.size > 0 ? `${path}?${query.toString()}` : path;
}

/** The choices of the filter above a list. */
export const kindChoices = (): { value: string; text: string }[] => [
  { value: '', text: 'Every kind' },
  ...ALERT_KINDS.map((kind) => ({ value: kind, text: KIND_NAME[kind] })),
];
export const TAKEN_CHOICES = [
  { value: '', text: 'Whoever sees to it' },
  { value: 'me', text: 'Mine' },
  { value: 'nobody', text: 'Nobody sees to it yet' },
];
export const STATE_CHOICES = [
  { value: '', text: 'To be seen to' },
  { value: 'snoozed', text: 'Put off' },
];
