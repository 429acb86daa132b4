import type { GuideChange } from '../domain/guide-changes.js';
import { columnAt, NEW_ROW, rowsOf, sectionById, textOf } from '../domain/guide-rows.js';
import { SECTIONS, type Section } from '../domain/guide-sections.js';
import type { Fault } from '../domain/protected.js';
import type { RuleSet } from '../domain/rule-set.js';

export const GUIDE = '/matching-guide';
export const DRAFT = `${GUIDE}/draft`;
export const versionPath = (version: number) => `${GUIDE}/versions/${version}`;
export const rowPath = (section: string, row: string) => `${DRAFT}/${section}/${row}`;

export interface SectionView {
  id: string;
  title: string;
  about: string;
  /** Of a table: its columns after the first; empty where the section is one row. */
  heads: string[];
  rows: { title: string; cells: { label: string; text: string }[]; why: string; change?: string }[];
  add?: string;
}

/** The matching guide section by section, each weight with its reason; with links to change it where it may be changed. */
export function guideSections(rules: RuleSet, { mayChange = false } = {}): SectionView[] {
  return SECTIONS.map((section) => {
    const { id, title, about, list, names } = section;
    const shown = section.columns.filter(({ name }) => name !== 'why' && !list?.by.includes(name));
    const rows = rowsOf(section, rules).map((row) => ({
      title: row.title,
      cells: shown.map((column) => ({ label: column.label, text: textOf(column, row.values[column.name]) })),
      why: typeof row.values['why'] === 'string' ? row.values['why'] : '',
      ...(mayChange && { change: rowPath(id, row.key) }),
    }));
    const heads = list || names ? shown.map(({ label }) => label) : [];
    return { id, title, about, heads, rows, ...(mayChange && list && { add: rowPath(id, NEW_ROW) }) };
  });
}

export interface FaultLine {
  where: string;
  reason: string;
  /** The row that it is about; the whole section where it is about none. */
  path: string;
}

/** Each fault with its place in words, and the way there. */
export function faultLines(rules: RuleSet, faults: readonly Fault[]): FaultLine[] {
  return faults.map((fault) => {
    for (const section of SECTIONS) {
      for (const row of rowsOf(section, rules)) {
        const column = columnAt(section, row, fault);
        if (!column) continue;
        const where = [section.title, ...(row.title === section.title ? [] : [row.title]), column.label].join(', ');
        return { where, reason: fault.reason, path: rowPath(section.id, row.key) };
      }
    }
    const section = SECTIONS.find(({ at }) => at === fault.place) as Section;
    return { where: section.title, reason: fault.reason, path: `#${section.id}` };
  });
}

const DONE: Record<GuideChange['kind'], string> = { added: 'Added', changed: 'Changed', removed: 'Taken out' };

export interface ChangeLine {
  where: string;
  done: string;
  fields: GuideChange['fields'];
}

/** In what two versions differ, each row in a line. */
export function changeLines(changes: readonly GuideChange[]): ChangeLine[] {
  return changes.map(({ section, title, kind, fields }) => {
    const of = sectionById(section)!.title;
    return { where: title === of ? of : `${of}: ${title}`, done: DONE[kind], fields };
  });
}
