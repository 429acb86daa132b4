import type { FieldWords } from '../../web/edit-form.js';
import type { TypedValues } from '../../web/typed-forms.js';
import {
  answersOf,
  CHARACTERISTIC_KINDS,
  CHARACTERISTICS,
  NEED_KINDS,
  NEEDS_TO_MEET,
  sayAnswer,
  type CharacteristicKind,
} from '../domain/characteristics.js';

interface Recorded {
  kind: CharacteristicKind;
  writtenBy: string | null;
  writtenAt: Date | null;
}

/** Each question with its answers; nothing is chosen for anybody but that it is not recorded. */
export function characteristicsPage(
  recorded: readonly Recorded[],
  values: TypedValues,
  errors: Readonly<Record<string, string>>,
) {
  return CHARACTERISTIC_KINDS.map((kind) => ({
    kind,
    question: CHARACTERISTICS[kind].question,
    items: answersOf(kind).map(({ value, text }) => ({ value, text, checked: values[kind] === value })),
    error: errors[kind],
    written: recorded.find((one) => one.kind === kind && one.writtenBy !== null),
  }));
}

export const characteristicWords: FieldWords = Object.fromEntries(
  CHARACTERISTIC_KINDS.map((kind) => [
    kind,
    { label: CHARACTERISTICS[kind].heading, text: (value: string | string[]) => sayAnswer(kind, String(value)) },
  ]),
);

/** The boxes of what is to be met. */
export function needsPage(values: TypedValues, errors: Readonly<Record<string, string>>) {
  return NEED_KINDS.map((kind) => ({ kind, ...NEEDS_TO_MEET[kind], value: values[kind], error: errors[kind] }));
}

export const needWords: FieldWords = Object.fromEntries(
  NEED_KINDS.map((kind) => [kind, { label: NEEDS_TO_MEET[kind].label, text: String }]),
);

/** What is to be met, each with what it is about, as a record shows it. */
export function needLines(
  needs: Readonly<Record<keyof typeof NEEDS_TO_MEET, string>>,
): { label: string; text: string }[] {
  return NEED_KINDS.filter((kind) => needs[kind]).map((kind) => ({
    label: NEEDS_TO_MEET[kind].label,
    text: needs[kind],
  }));
}
