import { describe, expect, it } from '@jest/globals';
import { answersGiven } from './emergency-history.page.js';

const at = new Date('2027-03-12T21:10:00Z');
const lines = (answers: object) =>
  answersGiven([{ at, by: 'Sam Example', answers, impact: null }], 'Europe/London')[0]!.lines;

describe('what was answered of an emergency', () => {
  it('is said in the words of its questions, and what was emptied as such', () => {
    expect(lines({ expectedAt: '2027-03-12T22:00:00.000Z', until: '2027-03-14', risk: '', legalBasis: 's20' })).toEqual(
      [
        'From when: Friday 12 March 2027 at 22:00',
        'Until: Sunday 14 March 2027',
        'What is known of risk: left empty',
        'Legal basis: Section 20',
      ],
    );
    expect(lines({ legalBasis: null, expectedAt: null })).toEqual(['From when: left empty', 'Legal basis: left empty']);
  });

  it('names who is staying only where their record may be read', () => {
    const impact = (youngPerson: { id: string; firstName: string; lastName: string } | null) =>
      answersGiven([{ at, by: 'Sam', answers: null, impact: { youngPerson, impact: 'None' } }], 'Europe/London')[0]!
        .lines;
    expect(impact({ id: 'x', firstName: 'Bo', lastName: 'Example' })).toEqual(['Impact on Bo Example: None']);
    expect(impact(null)).toEqual(['Impact on somebody who was staying: None']);
  });
});
