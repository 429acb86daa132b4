import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { faultsOf } from './check-rule-set.js';
import { changesBetween } from './guide-changes.js';
import { formOf, readRow, rowsOf, sectionById, withoutRow, withRow } from './guide-rows.js';
import { SECTIONS } from './guide-sections.js';
import type { RuleSet } from './rule-set.js';

const delivered = (): RuleSet => JSON.parse(readFileSync('config/rule-set.default.json', 'utf8')) as RuleSet;

/** Every place of a document at which something stands that is no group of others: `bands[2].from`. */
function leaves(value: unknown, place = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((one, index) => leaves(one, `${place}[${index}]`));
  if (typeof value !== 'object' || value === null) return [place];
  return Object.entries(value).flatMap(([key, one]) => leaves(one, place === '' ? key : `${place}.${key}`));
}

describe('the sections of a matching guide', () => {
  it('hold every field of the document', () => {
    const rules = delivered();
    const shown = SECTIONS.flatMap((section) =>
      rowsOf(section, rules).flatMap(({ place, values }) =>
        section.columns.flatMap(({ name }) => leaves(values[name], place === '' ? name : `${place}.${name}`)),
      ),
    );
    expect(shown.toSorted()).toEqual(leaves(rules).toSorted());
  });

  it('have a form for every row that reads back as the row, and change nothing when it is sent as it was', () => {
    const rules = delivered();
    for (const section of SECTIONS) {
      for (const { key, values } of rowsOf(section, rules)) {
        expect(readRow(section, formOf(section, values))).toEqual(values);
        const again = withRow(section, rules, key, readRow(section, formOf(section, values)))!;
        expect(again.rules).toEqual(rules);
        expect(again.row.key).toBe(key);
      }
    }
  });

  it('tell the rows of a list apart', () => {
    for (const section of SECTIONS) {
      const keys = rowsOf(section, delivered()).map(({ key }) => key);
      expect(new Set(keys).size).toBe(keys.length);
      for (const key of keys) expect(key).toMatch(/^[a-z0-9_.]+$/);
    }
  });

  it('take a row out and put another in, and say so', () => {
    const alike = sectionById('alike')!;
    const before = delivered();
    const without = withoutRow(alike, before, 'bullying')!;
    const typed = { factor: 'sleep', from: '2', points: '10', friendsPercent: '100', why: 'Two who are awake' };
    const { rules } = withRow(alike, without, 'new', readRow(alike, typed))!;
    expect(faultsOf(rules)).toEqual([]);
    expect(changesBetween(before, rules).map(({ row, kind, title }) => [row, kind, title])).toEqual([
      ['bullying', 'removed', 'Bullying'],
      ['sleep', 'added', 'Sleep and noise at night'],
    ]);
    expect(changesBetween(before, before)).toEqual([]);
    expect(withoutRow(alike, without, 'bullying')).toBeUndefined();
    expect(withoutRow(sectionById('score')!, before, 'one')).toBeUndefined();
  });

  it('leave alone what cannot be read, for the check to name', () => {
    const support = sectionById('support')!;
    const row = readRow(support, { 'needs.shared': '1,5', 'needs.one_to_two': 'two', why: ' x\r\ny ' });
    expect(row).toMatchObject({ 'needs.shared': 1.5, 'needs.one_to_two': 'two', pointsAHalf: '', why: 'x\ny' });
  });
});
