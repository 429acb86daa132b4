import { LEVEL_CHOICES, SECTIONS, type Column, type Section } from './guide-sections.js';
import type { Fault } from './protected.js';
import type { RuleSet } from './rule-set.js';

/** A row of a section, as it stands in a document. */
export interface GuideRow {
  /** In addresses: what tells it apart, `bullying.self_harm`; `one` where the section has only one. */
  key: string;
  title: string;
  /** In the document, as faults name it. */
  place: string;
  /** By the names of its columns. */
  values: Record<string, unknown>;
}

/** In place of a key: the row that is to be added. */
export const NEW_ROW = 'new';
const ONLY_ROW = 'one';

type Plain = Record<string, unknown>;

/** The rows of a section, in the order of the document. */
export function rowsOf(section: Section, rules: RuleSet): GuideRow[] {
  const found = valueAt(rules, section.at);
  if (section.list)
    return (found as Plain[]).map((row, index) => rowOf(section, row, keyOf(section, row), `${section.at}[${index}]`));
  if (!section.names) return [rowOf(section, found, ONLY_ROW, section.at)];
  return Object.keys(section.names).map((name) =>
    rowOf(section, (found as Plain)[name], name, `${section.at}.${name}`),
  );
}

function rowOf(section: Section, row: unknown, key: string, place: string): GuideRow {
  const values = Object.fromEntries(section.columns.map(({ name }) => [name, valueAt(row, name)]));
  const { list, names, columns } = section;
  const title = list
    ? list.by
        .map((name) =>
          textOf(
            columns.find((one) => one.name === name)!,
            values[name],
          ),
        )
        .join(list.word)
    : (names?.[key] ?? section.title);
  return { key, title, place, values };
}

const keyOf = ({ list }: Section, row: object): string =>
  (list?.by ?? []).map((name) => String(valueAt(row, name))).join('.');

/** What a column holds, in words. */
export function textOf(column: Column, value: unknown): string {
  if (column.kind === 'number') return `${String(value)}${column.unit === '%' ? '%' : ` ${column.unit}`}`;
  if (column.kind === 'level') return LEVEL_CHOICES[String(value)] ?? String(value);
  if (column.kind === 'choice') return column.choices[String(value)] ?? String(value);
  if (column.kind === 'choices')
    return [value]
      .flat()
      .map((one) => column.choices[String(one)] ?? String(one))
      .join(', ');
  return String(value);
}

/** A row as a form holds it. */
export function formOf(
  { columns }: Section,
  values: Readonly<Record<string, unknown>>,
): Record<string, string | string[]> {
  return Object.fromEntries(
    columns.map(({ name, kind }) => [
      name,
      kind === 'choices' ? ([values[name] ?? []].flat() as string[]).map(String) : String(values[name] ?? ''),
    ]),
  );
}

/** A form as a row. What it cannot read it leaves alone, for the check of the document to name. */
export function readRow(
  { columns }: Section,
  typed: Readonly<Record<string, string | string[]>>,
): Record<string, unknown> {
  return Object.fromEntries(columns.map((column) => [column.name, readColumn(column, typed[column.name] ?? '')]));
}

function readColumn({ kind }: Column, typed: string | string[]): unknown {
  if (kind === 'choices') return [typed].flat().filter((one) => one !== '');
  const text = [typed].flat()[0]?.replaceAll(/\r\n?/g, '\n').trim() ?? '';
  const isNumber = (kind === 'number' || kind === 'level') && /^-?\d{1,9}([.,]\d{1,3})?$/.test(text);
  return isNumber ? Number(text.replace(',', '.')) : text;
}

/** The document with these values in a row, or with one more row; undefined where it has no such row. */
export function withRow(
  section: Section,
  rules: RuleSet,
  key: string,
  values: Readonly<Record<string, unknown>>,
): { rules: RuleSet; row: GuideRow } | undefined {
  const changed = structuredClone(rules);
  const put = (row: Plain): Plain => {
    for (const { name } of section.columns) setAt(row, name, values[name]);
    return row;
  };
  const index = rowsOf(section, rules).findIndex((row) => row.key === key);
  if (section.list && key === NEW_ROW) (valueAt(changed, section.at) as Plain[]).push(put({}));
  else if (index < 0) return undefined;
  else if (section.list) put((valueAt(changed, section.at) as Plain[])[index]!);
  else put(valueAt(changed, section.names ? `${section.at}.${key}` : section.at) as Plain);
  return { rules: changed, row: rowsOf(section, changed).at(key === NEW_ROW ? -1 : index)! };
}

/** The document without a row of a list; undefined where it has no such row. */
export function withoutRow(section: Section, rules: RuleSet, key: string): RuleSet | undefined {
  const changed = structuredClone(rules);
  const index = section.list ? rowsOf(section, rules).findIndex((row) => row.key === key) : -1;
  if (index < 0) return undefined;
  (valueAt(changed, section.at) as Plain[]).splice(index, 1);
  return changed;
}

/** Which column a fault is about, where it is about this row; the first one for what is about the whole row. */
export function columnAt({ columns }: Section, row: GuideRow, { place }: Fault): Column | undefined {
  const isWithin = (whole: string) => place === whole || place.startsWith(`${whole}.`) || place.startsWith(`${whole}[`);
  const column = columns.find(({ name }) => isWithin(row.place === '' ? name : `${row.place}.${name}`));
  return column ?? (row.place !== '' && isWithin(row.place) ? columns[0] : undefined);
}

export const sectionById = (id: string): Section | undefined => SECTIONS.find((section) => section.id === id);

function valueAt(value: unknown, path: string): unknown {
  return path === '' ? value : path.split('.').reduce((at, step) => (at as Plain | undefined)?.[step], value);
}

function setAt(row: Plain, path: string, value: unknown): void {
  const [step = '', ...rest] = path.split('.');
  if (rest.length === 0) row[step] = value;
  else setAt((row[step] ??= {}) as Plain, rest.join('.'), value);
}
