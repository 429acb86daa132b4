import { describe, expect, it } from '@jest/globals';
import { aimsToChoose, mayWritePlan, wrongAims, type Aim } from './family-plan.js';

const aims: Aim[] = [
  { id: 'a', text: 'To sleep through', state: 'open' },
  { id: 'b', text: 'To cook', state: 'met' },
];

describe('the aims of a family plan', () => {
  it('can be chosen while they are worked on, or where they were chosen before they were met', () => {
    expect(aimsToChoose(aims, []).map(({ id }) => id)).toEqual(['a']);
    expect(aimsToChoose(aims, ['b']).map(({ id }) => id)).toEqual(['a', 'b']);
  });
  it.each<[string, string[], string[], RegExp | undefined]>([
    ['none', [], [], undefined],
    ['an open one', ['a'], [], undefined],
    ['one that nobody knows', ['a', 'x'], [], /do not know one of these aims/],
    ['one that is met', ['b'], [], /“To cook” is not worked on any more/],
    ['one that was named before it was met', ['a', 'b'], ['b'], undefined],
  ])('are named: %s', (_, named, before, wrong) => {
    const said = wrongAims(named, aims, before);
    if (wrong) expect(said).toMatch(wrong);
    else expect(said).toBeUndefined();
  });
  it('are written by workers and managers', () => {
    const may = (role: 'cas_worker' | 'unit_staff' | 'manager' | 'administrator') => mayWritePlan({ role });
    expect([may('cas_worker'), may('manager'), may('unit_staff'), may('administrator')]).toEqual([
      ...[true, true, false, false],
    ]);
  });
});
