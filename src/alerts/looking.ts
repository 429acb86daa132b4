import type { UnitNights } from '../calendar/calendar.service.js';
import type { Actor } from '../identity/domain/actor.js';
import type { AlertKind } from './domain/alert-kinds.js';
import { numbersOf } from './domain/alert-settings.js';
import type { Moment } from './domain/conditions/moment.js';
import type { AlertSettings } from './domain/settings-of-unit.js';

/** A unit that is looked at, when, and by what. */
export interface Looking {
  unit: UnitNights['unit'];
  /** The unit as a reader: nobody has asked. */
  actor: Actor;
  moment: Moment;
  settings: AlertSettings;
}

/** The numbers of a kind that is on; nothing of one that is off, for which nothing is read. */
export function setOf<Name extends string>(
  settings: AlertSettings,
  kind: AlertKind,
  ...names: Name[]
): Record<Name, number> | undefined {
  return settings[kind].on ? numbersOf(kind, settings[kind], ...names) : undefined;
}

/** So many hours on the clock after an instant. */
export const hoursAfter = (at: Date, hours: number): Date => new Date(at.getTime() + hours * HOUR_MS);

/** The farthest of several horizons of days; nothing of those that are off. */
export const farthest = (...days: readonly (number | undefined)[]): number =>
  Math.max(0, ...days.map((one) => one ?? 0));

const HOUR_MS = 3_600_000;
