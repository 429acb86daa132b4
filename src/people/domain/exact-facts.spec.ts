import { describe, expect, it } from '@jest/globals';
import { exactFacts, type ExactFacts } from './exact-facts.js';

const named = { firstName: ' Ash ', lastName: 'Example', dateOfBirth: '2012-05-17' };

describe('what a child of the council is found by', () => {
  it.each<[string, ExactFacts, ReturnType<typeof exactFacts>]>([
    ['a case number', { caseNumber: ' CS  1 ' }, { caseNumber: 'CS 1' }],
    ['a full name with the date of birth', named, { ...named, firstName: 'Ash' }],
    ['the case number before the name', { ...named, caseNumber: 'CS1' }, { caseNumber: 'CS1' }],
    ['not a name alone', { firstName: 'Ash', lastName: 'Example' }, undefined],
    ['not half a name', { ...named, lastName: ' ' }, undefined],
    ['not a date of birth alone', { dateOfBirth: '2012-05-17' }, undefined],
    ['not nothing', { caseNumber: ' ' }, undefined],
  ])('%s', (_, facts, found) => {
    expect(exactFacts(facts)).toEqual(found);
  });
});
