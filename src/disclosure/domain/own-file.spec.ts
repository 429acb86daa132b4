import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { day, fact, KEY, said } from './columns.js';
import { toEntry, WITHHELD, type RowToFile } from './own-file.js';

const columns = { id: KEY, at_day: day('Day'), kind: fact('Kind'), text: said('Note'), why: said('Why') };
const row = { id: 'x', at_day: '2027-03-01', kind: 'Bo', text: 'Slept well', why: 'Bo took it' };
const from = (changes: Partial<RowToFile<string>> = {}): RowToFile<string> => ({
  ...{ table: 'stay_notes', columns, row, isAboutOthers: false, apart: false },
  ...changes,
});
const looking = (putIn: string[] = [], takeOut: string[] = []) => ({
  ...{ find: (text: string) => (text.includes('Bo') ? ['Bo'] : []), keyOf: (text: string) => text },
  ...{ putIn: new Set(putIn), takeOut: new Set(takeOut) },
});
const sayings = (changes?: Partial<RowToFile<string>>, putIn?: string[]) =>
  toEntry(from(changes), looking(putIn)).entry.map(({ values }) => values[0]);

describe('a row as an entry of the file', () => {
  it('says a date and what was chosen, and withholds all its words where some of them name another', () => {
    const { entry, withheld } = toEntry(from(), looking());
    expect(entry.map(({ name, values }) => [name, values])).toEqual([
      ['atDay', ['2027-03-01']],
      ['kind', ['Bo']],
      ['text', [WITHHELD]],
      ['why', [WITHHELD]],
    ]);
    expect(withheld).toMatchObject([{ names: ['Bo'], words: [{ text: 'Slept well' }, { text: 'Bo took it' }] }]);
  });

  it('keeps an answer to a question of its own where only another one names somebody', () => {
    expect(sayings({ apart: true })).toEqual(['2027-03-01', 'Bo', 'Slept well', WITHHELD]);
  });

  it('withholds what names nobody and goes on about whom another note names', () => {
    expect(sayings({ row: { text: 'He hit her' }, alsoNames: ['Bo'] })).toEqual([WITHHELD]);
  });

  it('has what a person put in, but not what was marked as being about others, nor other words of the same table', () => {
    const { key } = toEntry(from(), looking()).withheld[0]!;
    expect(sayings({}, [key])).toContain('Bo took it');
    expect(sayings({ isAboutOthers: true }, [key])).not.toContain('Bo took it');
    expect(sayings({ row: { ...row, text: 'Slept badly' } }, [key])).not.toContain('Bo took it');
    expect(sayings({ table: 'visits' }, [key])).not.toContain('Bo took it');
  });

  it('lacks what a person kept out, with the same mark, also where it was put in, and no other words', () => {
    const slept = { row: { ...row, why: 'He is upstairs' } };
    const { standing } = toEntry(from(slept), looking());
    expect(standing).toMatchObject([{ words: [{ text: 'Slept well' }, { text: 'He is upstairs' }] }]);
    const { key } = standing[0]!;
    const out = toEntry(from(slept), looking([key], [key]));
    expect(out.entry.map(({ values }) => values[0])).toEqual(['2027-03-01', 'Bo', WITHHELD, WITHHELD]);
    expect(out).toMatchObject({ standing: [], withheld: [{ key, names: [] }] });
    expect(toEntry(from({ row: { text: 'Slept badly' } }), looking([], [key])).withheld).toEqual([]);
  });

  it('says once that lines are withheld which stand one behind the other, and nothing where nothing is recorded', () => {
    const lines = { text: said('Plan', (value) => value as string[]), why: said('Why') };
    const plan = { text: ['Bo is next door', 'Bo sleeps', 'A lamp'], why: null };
    const apart = toEntry(from({ columns: lines, row: plan, apart: true }), looking()).entry;
    expect(apart.map(({ values, withheld }) => [values, withheld])).toEqual([[[WITHHELD, 'A lamp'], true]]);
  });

  it('lets no word through that names somebody, whatever the row', () => {
    const words = fc.constantFrom('Bo', 'Slept', 'BoBo', 'x', '', null);
    fc.assert(
      fc.property(words, words, fc.boolean(), fc.boolean(), (text, why, apart, isAboutOthers) => {
        const { entry, withheld } = toEntry(from({ row: { text, why }, apart, isAboutOthers }), looking());
        const values = entry.flatMap((field) => field.values);
        expect(values.some((value) => value.includes('Bo'))).toBe(false);
        if (isAboutOthers) expect(values.every((value) => value === WITHHELD)).toBe(true);
        expect(withheld.length > 0).toBe(values.includes(WITHHELD));
      }),
    );
  });
});
