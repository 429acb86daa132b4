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

/** The kinds in a list, each with how it is set in one line. */
export const kindRows = ({ unit, kinds }: AlertSettingsView) =>
  kinds.map(({ kind, name, on, audience, numbers }) => ({
    ...{ kind, name, on, path: settingsPath(unit.id, kind) },
    set: saySetting(kind, { audience, numbers: Object.fromEntries(numbers.map((one) => [one.name, one.value])) }),
  }));

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

/** How the days ahead are booked, beside the share below which there would be an alert; of a stretch left out, none. */
export const daysAheadRows = (all: readonly DaysAhead[], values: TypedValues) =>
  all.map((one) => {
    const below = Number(values[`below${one.days}`]);
    const isBelow = one.percent < below;
    return { ...one, below: below > 0 ? below : null, isBelow };
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
