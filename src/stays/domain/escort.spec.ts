import { describe, expect, it } from '@jest/globals';
import { carriedOver, checkEscort, notListed, type EscortPart } from './escort.js';

describe('somebody who brings, collects or must not', () => {
  it.each<[EscortPart[], string, string[]]>([
    [['brings'], '07700 900123', []],
    [['brings', 'collects'], '07700 900123', []],
    [['collects'], '', ['phone']],
    [['brings'], '', ['phone']],
    [['must_not_collect'], '', []],
    [['brings', 'must_not_collect'], '07700 900123', []],
    [['collects', 'must_not_collect'], '07700 900123', ['parts']],
    [['collects', 'must_not_collect'], '', ['parts', 'phone']],
  ])('%j with the number “%s” is wrong at %j', (parts, phone, fields) => {
    expect(checkEscort({ parts, phone }).map(({ field }) => field)).toEqual(fields);
  });
});

describe('who is carried over from the last stay', () => {
  const last: { id: string; parts: EscortPart[] }[] = [
    { id: 'mum', parts: ['brings', 'collects'] },
    { id: 'gran', parts: ['collects'] },
    { id: 'dad', parts: ['must_not_collect'] },
  ];
  it('is whom somebody kept, and always who must not collect', () => {
    expect(carriedOver(last, ['mum']).map(({ id }) => id)).toEqual(['mum', 'dad']);
    expect(carriedOver(last, []).map(({ id }) => id)).toEqual(['dad']);
    expect(carriedOver(last, ['nobody we know']).map(({ id }) => id)).toEqual(['dad']);
  });
});

describe('who must not collect, of several lists', () => {
  const said = [
    { id: 1, name: 'Max Example', relationship: 'Uncle' },
    { id: 2, name: 'max example', relationship: 'uncle' },
    { id: 3, name: 'Max Example', relationship: 'Neighbour' },
  ];
  it('is each person once, as last said, and nobody who is on the list already', () => {
    expect(notListed(said, []).map(({ id }) => id)).toEqual([2, 3]);
    expect(notListed(said, [{ name: 'Max Example', relationship: 'Uncle' }]).map(({ id }) => id)).toEqual([3]);
  });
});
