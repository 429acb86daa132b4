import type { FieldError } from '../../kernel/domain-error.js';
import { ALERT_KINDS, AUDIENCES, type AlertKind, type AlertSetting, type Audience } from './alert-kinds.js';
import { SETTINGS_OF } from './alert-settings.js';
import { AUDIENCE_NAME } from './alert-words.js';
import type { AlertSettings, SavedSetting } from './settings-of-unit.js';

/** What is to be otherwise of a kind; what is left out stays. */
export interface SettingChange {
  kind: AlertKind;
  on?: boolean | undefined;
  audience?: readonly Audience[] | undefined;
  numbers?: readonly { name: string; value: number }[] | undefined;
}

/**
 * How the kinds are set once they are changed, or what is wrong with the changes: a number that the kind does not have or
 * that is out of its range, somebody who may not be told of it, a kind that is named twice, or one that would be on and never
 * tell of anything.
 *
 * @example changeSettings(settingsOf([]), [{ kind: 'bed_back', on: false }]); // { settings: { …, bed_back: { on: false, … } } }
 */
export function changeSettings(
  before: AlertSettings,
  changes: readonly SettingChange[],
): { settings: AlertSettings } | { errors: FieldError[] } {
  const errors = changes.flatMap((change, place) => [
    ...wrongWith(change, `kinds.${place}`),
    ...(changes.findIndex(({ kind }) => kind === change.kind) < place
      ? [{ field: `kinds.${place}.kind`, message: 'Name each kind of alert once.' }]
      : []),
  ]);
  if (errors.length > 0) return { errors };
  const settings = { ...before };
  for (const { kind, on = before[kind].on, audience, numbers = [] } of changes)
    settings[kind] = {
      on,
      audience: audience ? AUDIENCES.filter((one) => audience.includes(one)) : before[kind].audience,
      numbers: { ...before[kind].numbers, ...Object.fromEntries(numbers.map(({ name, value }) => [name, value])) },
    };
  const silent = changes.flatMap((change, place) => neverTells(change, settings[change.kind], `kinds.${place}`));
  return silent.length > 0 ? { errors: silent } : { settings };
}

function neverTells(
  { kind, numbers = [] }: SettingChange,
  { on, numbers: set }: AlertSetting,
  at: string,
): FieldError[] {
  const oneOf = SETTINGS_OF[kind].oneOf ?? [];
  if (!on || oneOf.length === 0 || oneOf.some((name) => set[name] !== 0)) return [];
  const first = numbers.findIndex(({ name }) => oneOf.includes(name));
  const field = first < 0 ? `${at}.on` : `${at}.numbers.${first}.value`;
  return [{ field, message: 'Enter more than 0 for at least one of these, or switch this kind of alert off.' }];
}

function wrongWith({ kind, audience = [], numbers = [] }: SettingChange, at: string): FieldError[] {
  const { mayHear, numbers: known } = SETTINGS_OF[kind];
  const strangers = audience.filter((one) => !mayHear.includes(one));
  return [
    ...strangers.map((one) => ({
      field: `${at}.audience`,
      message: `${AUDIENCE_NAME[one]} cannot be told of this kind of alert: leave them out.`,
    })),
    ...numbers.flatMap(({ name, value }, place) => {
      const number = known.find((one) => one.name === name);
      if (!number) return [{ field: `${at}.numbers.${place}.name`, message: 'This kind of alert has no such number.' }];
      if (value >= number.min && value <= number.max) return [];
      const message = `${number.called} must be between ${number.min} and ${number.max}.`;
      return [{ field: `${at}.numbers.${place}.value`, message }];
    }),
  ];
}

/** The kinds that are set otherwise than before. */
export function changedKinds(before: AlertSettings, after: AlertSettings): SavedSetting[] {
  return ALERT_KINDS.filter((kind) => JSON.stringify(before[kind]) !== JSON.stringify(after[kind])).map((kind) => ({
    kind,
    ...after[kind],
  }));
}
