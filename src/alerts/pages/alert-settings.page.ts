import type { FieldWords } from '../../web/edit-form.js';
import type { FormState } from '../../web/forms.js';
import type { TypedValues } from '../../web/typed-forms.js';
import type { Previewed } from '../alert-previews.service.js';
import type { AlertSettingsView } from '../alert-settings.service.js';
import { ALERT_KINDS, AUDIENCES, type AlertKind } from '../domain/alert-kinds.js';
import { SETTINGS_OF } from '../domain/alert-settings.js';
import { AUDIENCE_NAME, KIND_NAME } from '../domain/alert-words.js';
import type { SettingChange } from '../domain/change-settings.js';
import { audienceValue, numberField, type AlertSettingsForm } from '../dto/alert-settings.dto.js';

/** The form of how alerts are set. */
export function settingsValues({ kinds }: AlertSettingsView): TypedValues {
  return {
    on: kinds.filter(({ on }) => on).map(({ kind }) => kind),
    audience: kinds.flatMap(({ kind, audience }) => audience.map((one) => audienceValue(kind, one))),
    ...Object.fromEntries(
      kinds.flatMap(({ kind, numbers }) => numbers.map(({ name, value }) => [numberField(kind, name), String(value)])),
    ),
  };
}

/** What a form that was sent is to change. */
export function changesOf(form: AlertSettingsForm): SettingChange[] {
  return ALERT_KINDS.map((kind) => ({
    kind,
    on: (form.on ?? []).includes(kind),
    audience: AUDIENCES.filter((one) => (form.audience ?? []).includes(audienceValue(kind, one))),
    numbers: SETTINGS_OF[kind].numbers.map(({ name }) => ({ name, value: Number(form[numberField(kind, name)]) })),
  }));
}

/** The kinds as the form shows them; of one whose numbers are wrong they are in sight even where it is off. */
export const settingsRows = ({ kinds }: AlertSettingsView, errors: FormState['errors']) =>
  kinds.map(({ kind, name, comes, mayHear, numbers }) => ({
    ...{ kind, name, comes },
    isWrong: numbers.some((number) => numberField(kind, number.name) in errors),
    audience: mayHear.map((one) => ({ value: audienceValue(kind, one), text: AUDIENCE_NAME[one] })),
    numbers: numbers.map((number) => ({ ...number, field: numberField(kind, number.name) })),
  }));

/** What would be there, kind by kind in their order. */
export const previewRows = (found: readonly Previewed[]) =>
  ALERT_KINDS.map((kind) => ({ name: KIND_NAME[kind], items: found.filter((one) => one.kind === kind) })).filter(
    ({ items }) => items.length > 0,
  );

/** The fields of the form in words. */
export const SETTINGS_WORDS: FieldWords = {
  on: { label: 'Which alerts are on', text: (value) => [value].flat().map(nameOf).join(', ') },
  audience: {
    label: 'Who is told',
    text: (value) =>
      ALERT_KINDS.flatMap((kind) => {
        const told = AUDIENCES.filter((one) => [value].flat().includes(audienceValue(kind, one)));
        return told.length > 0 ? [`${KIND_NAME[kind]}: ${told.map((one) => AUDIENCE_NAME[one]).join(', ')}`] : [];
      }).join('; '),
  },
  ...Object.fromEntries(
    ALERT_KINDS.flatMap((kind) =>
      SETTINGS_OF[kind].numbers.map(({ name, label }) => [
        numberField(kind, name),
        { label: `${KIND_NAME[kind]}: ${label}`, text: String },
      ]),
    ),
  ),
};

function nameOf(kind: string): string {
  return KIND_NAME[kind as AlertKind] ?? '';
}
