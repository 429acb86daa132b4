import { describe, expect, it } from '@jest/globals';
import { nameKey, nameWords, suggest, type Known } from './names.js';

const known = (id: string, firstName: string, lastName: string, dateOfBirth = '2012-05-03'): Known => ({
  ...{ id, firstName, lastName, dateOfBirth, caseNumber: `C ${id}` },
});
const ash = known('1', 'Ash', 'Heron');
const bo = known('2', 'Bo', 'Heron', '2014-01-02');
const noel = known('3', 'Noël', 'O’Brien-Smith');
const all = [ash, bo, noel];
const ids = (name: string, dateOfBirth: string | null = null) =>
  suggest({ name, dateOfBirth }, all).map(({ id }) => id);

describe('a name in a diary', () => {
  it.each([
    ['Ash Heron', ['1', '2']],
    ['HERON, Ash', ['1', '2']],
    ['Ash Heron (weekend, bed 2)', ['1', '2']],
    ['A. Heron', ['1', '2']],
    ['Ash H', ['1']],
    ['Bo', ['2']],
    ['B H', ['2']],
    ['noel obrien smith', ['3']],
    ['NOËL O`BRIEN–SMITH', ['3']],
    ['C 3', ['3']],
    ['Somebody Else', []],
    ['', []],
    ['=1+1', []],
  ])('“%s” may mean', (name, expected) => {
    expect(ids(name)).toEqual(expected);
  });

  it('is nobody who was born on another day, and rather whoever was born on that', () => {
    expect(ids('Heron', '2014-01-02')).toEqual(['2']);
    expect(ids('Ash Heron', '2014-01-02')).toEqual(['2']);
    expect(ids('Ash', '2014-01-02')).toEqual([]);
  });

  it('is asked about once, however it is written', () => {
    const key = (name: string) => nameKey({ name, dateOfBirth: null });
    expect(key(' ash  HERON')).toBe(key('Ash Heron'));
    expect(key('Ash Heron')).not.toBe(key('Heron Ash'));
    expect(nameKey({ name: 'Ash', dateOfBirth: '2012-05-03' })).not.toBe(key('Ash'));
    expect(nameWords('Ash-Lee O’Neill')).toEqual(['ash', 'lee', 'oneill']);
  });

  it('has five suggestions at most, in one order whatever the order of those known', () => {
    const many = Array.from({ length: 9 }, (_, at) => known(`${at}`, 'Kit', `Wren${at}`));
    const found = suggest({ name: 'Kit', dateOfBirth: null }, many);
    expect(found.map(({ id }) => id)).toEqual(['0', '1', '2', '3', '4']);
    expect(suggest({ name: 'Kit', dateOfBirth: null }, many.toReversed())).toEqual(found);
  });
});
