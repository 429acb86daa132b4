import type { FieldWords } from '../../web/edit-form.js';
import type { TypedValues } from '../../web/typed-forms.js';
import type { DaysAhead } from '../alert-previews.service.js';
import type { AlertSettingsView, KindView } from '../alert-settings.service.js';
import { AUDIENCES, type AlertKind, type Audience } from '../domain/alert-kinds.js';
import { SETTINGS_OF } from '../domain/alert-settings.js';
import { AUDIENCE_NAME } from '../domain/alert-words.js';
import type { SettingChange } from '../domain/change-settings.js';
import { saySetting } from '../domain/say-setting.js';
import type { AlertKindForm } from '../dto/alert-settings.dto.js';

export const settingsPath = (unit: string, kind?: AlertKind): string =>
  `/units/${unit}/alert-settings${kind ? `/${kind}` : ''}`;

/** The kinds in two lists, those that are on first: each with how it is set in one line, and when it would come. */
export function kindGroups({ unit, kinds }: AlertSettingsView) {
  const rows = kinds.map(({ kind, name, comes, on, audience, numbers }) => ({
    ...{ kind, name, comes, on, path: settingsPath(unit.id, kind) },
    set: saySetting(kind, { audience, numbers: Object.fromEntries(numbers.map((one) => [one.name, one.value])) }),
  }));
  return [true, false]
    .map((isOn) => ({ isOn, kinds: rows.filter(({ on }) => on === isOn) }))
    .filter((group) => group.kinds.length > 0)
    .map((group) => ({ ...group, title: `${group.isOn ? 'On' : 'Off'} (${group.kinds.length})` }));
}

/** The form of one kind. */
export function kindValues(view: AlertSettingsView, kind: AlertKind): TypedValues {
  const { on, audience, numbers } = kindOf(view, kind);
  return {
    on: on ? 'yes' : 'no',
    audience: [...audience],
    ...Object.fromEntries(numbers.map(({ name, value }) => [name, String(value)])),
  };
}

export const kindOf = ({ kinds }: AlertSettingsView, kind: AlertKind): KindView =>
  kinds.find((one) => one.kind === kind)!;

/** The form as it is laid out. */
export const kindPage = (view: AlertSettingsView, kind: AlertKind) => {
  const { name, comes, mayHear, numbers } = kindOf(view, kind);
  return {
    ...{ kind, name, comes, numbers, path: settingsPath(view.unit.id, kind) },
    audience: mayHear.map((one) => ({ value: one, text: AUDIENCE_NAME[one] })),
  };
};

/** What a form that was sent is to change: of its own kind alone. */
export const changeOf = (kind: AlertKind, form: AlertKindForm): SettingChange => ({
  ...{ kind, on: form.on, audience: AUDIENCES.filter((one) => (form.audience ?? []).includes(one)) },
  numbers: SETTINGS_OF[kind].numbers.map(({ name }) => ({ name, value: Number(form[name]) })),
});

/**
 * How the days ahead are booked, beside the share below which there would be an alert; of a stretch left out 0, and none while
 * what is typed is no percentage.
 */
export const daysAheadRows = (all: readonly DaysAhead[], values: TypedValues) =>
  all.map((one) => {
    const typed = String(values[`below${one.days}`] ?? '').trim();
    const below = /^\d{1,3}$/.test(typed) && Number(typed) <= 100 ? Number(typed) : null;
    return { ...one, below, isBelow: below !== null && one.percent < below };
  });

/** The fields of the form in words. */
export const kindWords = (kind: AlertKind): FieldWords => ({
  on: { label: 'This kind of alert', text: (value) => (value === 'yes' ? 'On' : 'Off') },
  audience: {
    label: 'Who is told',
    text: (value) =>
      [value]
        .flat()
        .flatMap((one) => AUDIENCE_NAME[one as Audience] ?? [])
        .join(', '),
  },
  ...Object.fromEntries(SETTINGS_OF[kind].numbers.map(({ name, label }) => [name, { label, text: String }])),
});
