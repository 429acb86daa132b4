import { ALERT_KINDS, AUDIENCES, ON_FROM_THE_START, type AlertKind, type AlertSetting } from './alert-kinds.js';
import { SETTINGS_OF, usualSetting } from './alert-settings.js';

export type AlertSettings = Record<AlertKind, AlertSetting>;

/** What was saved of a kind for a unit, maybe by an older version of the service. */
export type SavedSetting = AlertSetting & { kind: AlertKind };

/**
 * How every kind is set for a unit: as its manager saved it, and as usual where nobody did. A number that came after it was
 * saved is as usual, one that is out of its range now is as near as it may be, and nobody is told who may not be.
 *
 * @example settingsOf([]).bed_back.on; // true
 */
export function settingsOf(saved: readonly SavedSetting[]): AlertSettings {
  const of = new Map(saved.map((one) => [one.kind, one]));
  return Object.fromEntries(ALERT_KINDS.map((kind) => [kind, settingOf(kind, of.get(kind))])) as AlertSettings;
}

/** One kind on, as it is set; every other off. */
export const only = (kind: AlertKind, setting: Omit<AlertSetting, 'on'>): AlertSettings => ({
  ...settingsOf(ALERT_KINDS.map((one) => ({ ...usualSetting(one, false), kind: one }))),
  [kind]: { ...setting, on: true },
});

function settingOf(kind: AlertKind, saved: AlertSetting | undefined): AlertSetting {
  const usual = usualSetting(kind, ON_FROM_THE_START.includes(kind));
  if (!saved) return usual;
  const { numbers, mayHear } = SETTINGS_OF[kind];
  return {
    on: saved.on,
    audience: AUDIENCES.filter((one) => mayHear.includes(one) && saved.audience.includes(one)),
    numbers: Object.fromEntries(
      numbers.map(({ name, min, max }) => [
        name,
        Math.min(max, Math.max(min, saved.numbers[name] ?? usual.numbers[name]!)),
      ]),
    ),
  };
}
