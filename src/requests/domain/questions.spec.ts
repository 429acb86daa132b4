import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { checkDraft } from './check-request.js';
import {
  isAnswered,
  missingAnswers,
  nextQuestion,
  questionAbout,
  questionBeside,
  QUESTION_IDS,
  QUESTIONS,
  questionsFor,
  type Draft,
} from './questions.js';

const NOTHING: Draft = {
  ...{ nights: null, from: null, to: null, weekdays: [], purpose: '', aims: [], wishes: '', familyWishes: '' },
  ...{ unitShouldKnow: '', urgency: 'standard', passed: [] },
};
const anyDraft = fc.record<Draft>({
  nights: fc.option(fc.integer({ min: 1, max: 17 })),
  from: fc.option(fc.constantFrom('2027-03-12', '2027-03-20')),
  to: fc.option(fc.constantFrom('2027-03-14', '2027-04-20')),
  weekdays: fc.subarray([1, 2, 3, 4, 5, 6, 7]),
  purpose: fc.constantFrom('', ' ', 'Rest'),
  aims: fc.constantFrom([], [{ id: 'a' }]),
  wishes: fc.constantFrom('', 'Cook'),
  familyWishes: fc.constantFrom('', 'Sleep'),
  unitShouldKnow: fc.constantFrom('', 'A new tablet'),
  urgency: fc.constantFrom('standard', 'emergency'),
  passed: fc.subarray([...QUESTION_IDS]),
});

describe('the questions', () => {
  it('ask for each field once, and each has its row', () => {
    for (const several of [false, true]) {
      const fields = questionsFor({ units: 2, several }).flatMap(({ fields }) => fields);
      expect(new Set(fields).size).toBe(fields.length);
    }
    expect(QUESTIONS.map(({ id }) => id)).toEqual([...QUESTION_IDS]);
    expect(questionAbout('to')?.id).toBe('when');
    expect(questionAbout('csrf')).toBeUndefined();
    for (const field of ['from', 'nights', 'windows.1.to'])
      expect([field, questionAbout(field, { several: true })?.id]).toEqual([field, 'stretches']);
  });
  it('ask for the unit where there are several', () => {
    expect(questionsFor({ units: 1 })[0]?.id).toBe('aim');
    expect(questionsFor({ units: 2 })[0]?.id).toBe('unit');
  });
  it('lead through all of them, forth and back', () => {
    for (const units of [1, 2]) {
      const asked = questionsFor({ units });
      asked.forEach((question, place) => {
        expect(questionBeside(question.id, 'after', { units })).toBe(asked[place + 1]);
        expect(questionBeside(question.id, 'before', { units })).toBe(asked[place - 1]);
      });
    }
  });
  it.each<[string, Partial<Draft>, string | undefined]>([
    ['nothing is said', {}, 'aim'],
    ['the aim is blank', { purpose: '  ' }, 'aim'],
    ['an aim is named', { aims: [{ id: 'a' }] }, 'when'],
    ['the aim is said', { purpose: 'Rest' }, 'when'],
    ['only the nights are said', { purpose: 'Rest', nights: 2 }, 'when'],
    ['all that is needed is said', { purpose: 'Rest', nights: 2, from: '2027-03-12', to: '2027-03-20' }, 'weekdays'],
    ['a question that may be left open was passed', { purpose: 'Rest', passed: ['when', 'weekdays'] }, 'when'],
  ])('take a draft up again where it was left: %s', (_, said, id) => {
    expect(nextQuestion({ ...NOTHING, ...said }, { units: 1 })?.id).toBe(id);
  });
  it('are all answered when none is open, and nothing is missing then', () => {
    fc.assert(
      fc.property(anyDraft, (draft) => {
        const open = nextQuestion(draft, { units: 2 });
        const isMissing = missingAnswers(draft).length > 0;
        expect(open === undefined).toBe(questionsFor({ units: 2 }).every((one) => isAnswered(one, draft)));
        if (open === undefined) expect(isMissing).toBe(false);
        if (isMissing) expect(checkDraft(draft, '2027-03-01', '2028-09-01')).not.toEqual([]);
      }),
    );
  });
  it('never ask twice for what was passed and may be left open', () => {
    const passed = [...QUESTION_IDS];
    fc.assert(
      fc.property(anyDraft, (draft) => {
        const next = nextQuestion({ ...draft, passed }, { units: 1 });
        if (next) expect(next.lacks).toBeDefined();
      }),
    );
  });
});
