import type { FieldWords } from '../../web/edit-form.js';
import type { TypedValues } from '../../web/typed-forms.js';
import { formOf, NEW_ROW, rowsOf } from '../domain/guide-rows.js';
import { LEVEL_CHOICES, type Column, type Section } from '../domain/guide-sections.js';
import type { RuleSet } from '../domain/rule-set.js';

export interface FormField {
  kind: 'words' | 'reason' | 'number' | 'choice' | 'choices';
  name: string;
  label: string;
  hint: string;
  /** Behind a number. */
  unit: string;
  choices: { value: string; text: string }[];
}

const choicesOf = (column: Column): Readonly<Record<string, string>> =>
  column.kind === 'level' ? LEVEL_CHOICES : 'choices' in column ? column.choices : {};

/** The form of a section's rows. */
export function formFields({ columns }: Section): FormField[] {
  return columns.map((column) => ({
    kind: column.kind === 'level' ? 'choice' : column.kind,
    name: column.name,
    label: column.label,
    hint: column.hint ?? '',
    unit: 'unit' in column ? column.unit : '',
    choices: Object.entries(choicesOf(column)).map(([value, text]) => ({ value, text })),
  }));
}

/** The form of a row as it is saved; empty for one that is to be added, and for one that is there no more. */
export function rowValues(section: Section, rules: RuleSet, key: string): TypedValues {
  const row = key === NEW_ROW ? undefined : rowsOf(section, rules).find((one) => one.key === key);
  return row ? formOf(section, row.values) : {};
}

/** The fields in words, for what somebody else changed meanwhile. */
export function rowWords({ columns }: Section): FieldWords {
  return Object.fromEntries(
    columns.map((column) => {
      const inWords = (one: string) => choicesOf(column)[one] ?? one;
      return [column.name, { label: column.label, text: (value) => [value].flat().map(inWords).join(', ') }];
    }),
  );
}
