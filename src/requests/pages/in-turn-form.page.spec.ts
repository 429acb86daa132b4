import { describe, expect, it } from '@jest/globals';
import type { Verdict } from '../../matching/domain/verdicts.js';
import { MOST_PLANS, openOf, readInTurn } from './in-turn-form.page.js';

const list = (...verdicts: Verdict[]) => verdicts.map((verdict, at) => ({ part: `p${at + 1}`, verdict }));
const many = (count: number, verdict: Verdict) => list(...Array.from({ length: count }, () => verdict));
const fields = ({ errors }: ReturnType<typeof readInTurn>) => errors.map(({ field }) => field);

describe('what is said of a whole list', () => {
  it('is that all suit whom the advice calls suitable, but for those of whom something else is chosen', () => {
    const three = list('suitable', 'suitable', 'suitable');
    const said = { all: 'yes', reasons: ' They know the house ', 'decision-p3': 'not_suitable' };
    const { each, errors } = readInTurn(three, said);
    expect(errors).toEqual([]);
    expect([...each].map(([part, { decision, reasons }]) => [part, decision, reasons])).toEqual([
      ['p1', 'suitable', 'They know the house'],
      ['p2', 'suitable', 'They know the house'],
      ['p3', 'not_suitable', 'They know the house'],
    ]);
  });

  it('is never said of one of whom the advice says otherwise', () => {
    const { each, errors } = readInTurn(list('suitable', 'only_with_mitigation'), { all: 'yes', reasons: 'Calm' });
    expect([[...each.keys()], errors.map(({ field }) => field)]).toEqual([['p1'], ['decision-p2']]);
  });

  it('has reasons of their own where some are given, and misses those of all once', () => {
    const two = list('suitable', 'suitable', 'suitable');
    const said = { all: 'yes', 'reasons-p2': 'Bo asked for it' };
    expect(fields(readInTurn(two, said))).toEqual(['reasons']);
    const { each } = readInTurn(two, { ...said, reasons: 'Calm' });
    expect([...each.values()].map(({ reasons }) => reasons)).toEqual(['Calm', 'Bo asked for it', 'Calm']);
  });

  it('misses what is chosen once, and no reasons of who is left out', () => {
    expect(fields(readInTurn(many(40, 'suitable'), {}))).toEqual(['all', 'reasons']);
    const out = { 'decision-p1': 'suitable', 'reasons-p1': 'Calm', 'decision-p2': 'not_suitable' };
    expect(fields(readInTurn(list('suitable', 'suitable'), out))).toEqual([]);
  });

  it('takes no more plans than a page can have', () => {
    const plans = (count: number) =>
      Object.fromEntries(
        Array.from({ length: count }, (_, at) => [`decision-p${at + 1}`, 'suitable_with_mitigations']),
      );
    const all = many(60, 'suitable');
    const typed = { reasons: 'Calm', all: 'yes' };
    expect(fields(readInTurn(all, { ...typed, ...plans(MOST_PLANS) }))).toEqual([]);
    expect(fields(readInTurn(all, { ...typed, ...plans(MOST_PLANS + 1) }))).toEqual([`decision-p${MOST_PLANS + 1}`]);
  });
});

describe('whose form stands open', () => {
  it.each<[string, Verdict[], Record<string, string>, string[]]>([
    ['nobody’s whom the advice calls suitable', ['suitable', 'suitable'], {}, []],
    ['who needs a plan', ['suitable', 'only_with_mitigation'], {}, ['p2']],
    ['of whom one is chosen', ['suitable', 'suitable'], { 'decision-p1': 'suitable_with_mitigations' }, ['p1']],
    ['whose form was open', ['suitable', 'suitable'], { 'what-p2': 'A night light' }, ['p2']],
  ])('%s', (_, verdicts, values, open) => {
    expect([...openOf(list(...verdicts), values)]).toEqual(open);
  });

  it('a few of many at first, and those that are wanted', () => {
    const all = many(100, 'only_with_mitigation');
    const atFirst = openOf(all, {});
    expect(atFirst.size).toBeLessThanOrEqual(MOST_PLANS);
    expect(openOf(all, { 'decision-p99': 'suitable' }).has('p99')).toBe(true);
    const wanted = Object.fromEntries(all.map(({ part }) => [`decision-${part}`, 'suitable_with_mitigations']));
    expect(openOf(all, wanted).size).toBe(MOST_PLANS);
  });
});
