import { rowsOf, textOf } from './guide-rows.js';
import { SECTIONS, type Section } from './guide-sections.js';
import type { RuleSet } from './rule-set.js';

export const CHANGE_KINDS = ['added', 'changed', 'removed'] as const;

/** One row that stands in one document and not in the other, or stands there otherwise. */
export interface GuideChange {
  /** Its section's id, and its row's key. */
  section: string;
  row: string;
  /** In words: the row within its section. */
  title: string;
  kind: (typeof CHANGE_KINDS)[number];
  /** Column by column, in words; from is empty for what was added, to for what was removed. */
  fields: { label: string; from: string; to: string }[];
}

/** Everything in which two documents differ, section by section. The order of a list's rows makes no difference. */
export function changesBetween(before: RuleSet, after: RuleSet): GuideChange[] {
  return SECTIONS.flatMap((section) => inSection(section, before, after));
}

function inSection(section: Section, before: RuleSet, after: RuleSet): GuideChange[] {
  const [were, are] = [rowsOf(section, before), rowsOf(section, after)];
  const keys = [...new Set([...were, ...are].map(({ key }) => key))];
  return keys.flatMap((key): GuideChange[] => {
    const [was, is] = [were.find((row) => row.key === key), are.find((row) => row.key === key)];
    const fields = section.columns.flatMap((column) => {
      const from = was ? textOf(column, was.values[column.name]) : '';
      const to = is ? textOf(column, is.values[column.name]) : '';
      return from === to ? [] : [{ label: column.label, from, to }];
    });
    if (fields.length === 0) return [];
    const kind = !was ? 'added' : !is ? 'removed' : 'changed';
    return [{ section: section.id, row: key, title: (is ?? was)!.title, kind, fields }];
  });
}
