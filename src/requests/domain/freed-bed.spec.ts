import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Bed, Claim } from '../../calendar/domain/claim.js';
import { addDays, nightsOf, type Nights } from '../../kernel/nights.js';
import type { Verdict } from '../../matching/domain/verdicts.js';
import type { Fits } from './fit.js';
import { answerFor, chooseFirst, chooseInBatches, stillFree, stretchesWith, type Answer } from './freed-bed.js';
import type { Guest } from './obstacles.js';

const nights = (arrival: string, departure: string) => ({ arrival, departure });
const aDay = fc.integer({ min: 0, max: 60 }).map((days) => addDays('2027-05-01', days));
const someNights = fc
  .record({ arrival: aDay, length: fc.integer({ min: 1, max: 20 }) })
  .map(({ arrival, length }) => nights(arrival, addDays(arrival, length)));

describe('the dates in which a stay would take one of the freed nights', () => {
  it.each<[string, [string, string], number, [string, string][], [string, string][]]>([
    [
      'any of the month',
      ['2027-05-14', '2027-05-16'],
      2,
      [['2027-05-01', '2027-05-31']],
      [['2027-05-13', '2027-05-17']],
    ],
    [
      'cut to what is asked for',
      ['2027-05-14', '2027-05-16'],
      2,
      [['2027-05-14', '2027-05-16']],
      [['2027-05-14', '2027-05-16']],
    ],
    ['none where too little of it is left', ['2027-05-14', '2027-05-16'], 2, [['2027-05-15', '2027-05-16']], []],
    ['none of another month', ['2027-05-14', '2027-05-16'], 2, [['2027-06-01', '2027-06-30']], []],
    [
      'each stretch by itself',
      ['2027-05-14', '2027-05-17'],
      1,
      [
        ['2027-05-12', '2027-05-15'],
        ['2027-05-16', '2027-05-20'],
      ],
      [
        ['2027-05-14', '2027-05-15'],
        ['2027-05-16', '2027-05-17'],
      ],
    ],
  ])('%s', (_, [arrival, departure], length, windows, found) => {
    const asked = { nights: length, windows: windows.map(([from, to]) => ({ from, to })) };
    expect(stretchesWith(nights(arrival, departure), asked)).toEqual(found.map(([from, to]) => ({ from, to })));
  });

  it('have every start that takes a freed night within what is asked for, and no other', () => {
    fc.assert(
      fc.property(someNights, someNights, fc.integer({ min: 1, max: 7 }), (freed, wanted, length) => {
        const window = { from: wanted.arrival, to: wanted.departure };
        const starts = (from: string, to: string) =>
          [...nightsOf(nights(from, to))].filter((start) => addDays(start, length) <= to);
        const found = stretchesWith(freed, { nights: length, windows: [window] }).flatMap(({ from, to }) =>
          starts(from, to),
        );
        const meets = (start: string) => start < freed.departure && addDays(start, length) > freed.arrival;
        expect(found).toEqual(starts(window.from, window.to).filter(meets));
      }),
    );
  });
});

describe('the nights of a claim that nobody has taken again', () => {
  it.each<[string, [string, string][], string, [string, string][]]>([
    ['all of them', [], '2027-05-01', [['2027-05-10', '2027-05-14']]],
    ['from tonight on', [], '2027-05-12', [['2027-05-12', '2027-05-14']]],
    ['none that are over', [], '2027-05-14', []],
    [
      'around those that are taken',
      [['2027-05-11', '2027-05-12']],
      '2027-05-01',
      [
        ['2027-05-10', '2027-05-11'],
        ['2027-05-12', '2027-05-14'],
      ],
    ],
    ['none of a stay that has changed its bed only', [['2027-05-09', '2027-05-15']], '2027-05-01', []],
  ])('%s', (_, taken, tonight, runs) => {
    const claim = nights('2027-05-10', '2027-05-14');
    expect(
      stillFree(
        claim,
        taken.map(([from, to]) => nights(from, to)),
        tonight,
      ),
    ).toEqual(runs.map(([from, to]) => nights(from, to)));
  });
});

const bed: Bed = {
  ...{ id: 'one', number: 1, name: 'Bed 1', attributes: [], registeredFrom: '2020-01-01', registeredUntil: null },
};
const house = (claims: Claim[] = []) => ({ beds: [bed], claims, youngest: 12, oldest: 17, staffed: [], visitors: [] });
const guest: Guest = { dateOfBirth: '2013-01-01', apart: new Set(), own: [], needs: [], support: 'shared' };
const fits = (verdictOn: (arrival: string) => Verdict): Fits => {
  const find = ({ arrival }: { arrival: string }) => ({ verdict: verdictOn(arrival) });
  return { find, of: (option: { arrival: string }) => ({ compatibility: find(option) }) } as unknown as Fits;
};
const question = (more = {}) => ({
  ...{ from: '2027-05-13', to: '2027-05-18', nights: 2, weekdays: [], today: '2027-05-01', horizon: '2028-09-01' },
  ...more,
});
const freed = { ...nights('2027-05-01', '2027-06-01'), bed };
const asked = { freed, question: question(), guest, fits: fits(() => 'suitable'), refused: [] };
const answer = (verdictOn: (arrival: string) => Verdict, more = {}, claims: Claim[] = [], who = guest) =>
  answerFor({ freed, question: question(more), guest: who, fits: fits(verdictOn), refused: [] }, house(claims));
const taken = (arrival: string, departure: string): Claim => ({
  ...{
    id: arrival,
    bedId: 'one',
    purpose: 'stay',
    arrival,
    departure,
    youngPersonId: 'bo',
    requestId: 'r',
    stayId: 's',
  },
  ...{ arrived: false, announced: true, support: 'shared', needs: [], keepsRoom: false },
});

describe('the nights for one who waits', () => {
  it('are the safest, then the earliest', () => {
    const safe = (arrival: string): Verdict => (arrival === '2027-05-16' ? 'suitable' : 'only_with_mitigation');
    expect(answer(safe)).toMatchObject({ option: { arrival: '2027-05-16' } });
    expect(answer(() => 'suitable')).toMatchObject({ option: { arrival: '2027-05-13' } });
  });

  it('take most of the freed nights where they are as safe', () => {
    const found = (arrival: string, departure: string) =>
      answerFor({ ...asked, freed: { ...nights(arrival, departure), bed } }, house());
    expect(found('2027-05-14', '2027-05-16')).toMatchObject({ option: { arrival: '2027-05-14' } });
    expect(found('2027-05-16', '2027-05-19')).toMatchObject({ option: { arrival: '2027-05-16' } });
  });

  it('leave the calendar whole where it is as safe', () => {
    const there = [taken('2027-05-10', '2027-05-15')];
    expect(answer(() => 'suitable', { from: '2027-05-15', to: '2027-05-18' }, there)).toMatchObject({
      option: { arrival: '2027-05-15' },
    });
  });

  it.each<[string, Verdict, object, string]>([
    ['advised against', 'unsuitable', {}, 'unsuitable'],
    ['not assessed', 'not_assessed', {}, 'not_assessed'],
    ['of days that do not suit', 'suitable', { weekdays: [1] }, 'weekdays'],
    ['too far ahead', 'suitable', { horizon: '2027-05-10' }, 'horizon'],
  ])('are none where they are %s, and it is said why', (_, verdict, more, code) => {
    expect(answer(() => verdict, more)).toMatchObject({ passed: { code, sentence: expect.stringMatching(/\.$/) } });
  });

  it('are none where a bed is free on some of them only', () => {
    const full = [taken('2027-05-14', '2027-05-15'), taken('2027-05-16', '2027-05-17')];
    expect(answer(() => 'suitable', {}, full)).toMatchObject({ passed: { code: 'no_bed' } });
  });

  it('are none in another bed that is free: the one that came back has to have what they need', () => {
    const two = { ...bed, id: 'two', number: 2, name: 'Bed 2', attributes: ['step-free'] };
    const wheels = { ...guest, needs: ['step-free'] };
    const looked = { ...asked, guest: wheels };
    expect(answerFor(looked, { ...house(), beds: [bed, two] })).toEqual({
      passed: { code: 'needs', sentence: 'Bed 1 does not have what they need: step-free.' },
    });
  });

  it('say of the nights that they ask for why they cannot be, and of no others', () => {
    const there = [taken('2027-05-13', '2027-05-16')];
    const friday = { from: '2027-05-13', to: '2027-05-17', weekdays: [5, 6] };
    expect(answer(() => 'suitable', friday, there)).toEqual({
      passed: { code: 'no_bed', sentence: 'Bed 1 is not free on all nights of 14 to 16 May.' },
    });
  });

  it('are others than those to which the answer was no already, and none where it was to all of them', () => {
    const two = question({ from: '2027-05-13', to: '2027-05-16' });
    const no = (...refused: Nights[]) => answerFor({ ...asked, question: two, refused }, house());
    expect(no(nights('2027-05-13', '2027-05-15'))).toMatchObject({ option: { arrival: '2027-05-14' } });
    expect(no(nights('2027-05-13', '2027-05-15'), nights('2027-05-14', '2027-05-16'))).toEqual({
      passed: {
        code: 'asked_before',
        sentence: 'These nights were thought of for them before, and were not taken up.',
      },
    });
  });

  it('are none where they have a break then already', () => {
    const own = { ...guest, own: [{ ...taken('2027-05-10', '2027-05-20'), bedId: 'elsewhere' }] };
    expect(answer(() => 'suitable', {}, [], own)).toMatchObject({ passed: { code: 'elsewhere' } });
  });
});

describe('whom a bed is put forward for', () => {
  const anOption = { option: {} } as unknown as Answer;
  const noAnswers: Answer[] = [undefined, { passed: { code: 'no_bed', sentence: 'No bed.' } }];
  const anAnswer = fc.constantFrom(...noAnswers, anOption);
  const aRareAnswer = fc.oneof(
    { weight: 100, arbitrary: fc.constantFrom(...noAnswers) },
    { weight: 1, arbitrary: fc.constant(anOption) },
  );

  it('is the first in the order who could come; everybody before them who asks for the nights has a reason', () => {
    fc.assert(
      fc.property(fc.array(anAnswer, { maxLength: 12 }), (answers) => {
        const looked: number[] = [];
        const { chosen, passed } = chooseFirst([...answers.keys()], (one) => {
          looked.push(one);
          return answers[one];
        });
        const first = answers.findIndex((one) => one && 'option' in one);
        const before = first === -1 ? [...answers.keys()] : [...answers.keys()].slice(0, first);
        expect(chosen?.one).toBe(first === -1 ? undefined : first);
        expect(passed.map(({ one }) => one)).toEqual(before.filter((one) => answers[one] !== undefined));
        expect(looked).toEqual(first === -1 ? before : [...before, first]);
      }),
    );
  });

  it('is the same in batches, and nothing is read about batches after theirs', () =>
    fc.assert(
      fc.asyncProperty(fc.array(aRareAnswer, { size: 'max', maxLength: 300 }), async (answers) => {
        const inOrder = [...answers.keys()];
        const read: number[] = [];
        const found = await chooseInBatches(inOrder, (some) => {
          read.push(...some);
          return Promise.resolve((one) => (some.includes(one) ? answers[one] : anOption));
        });
        expect(found).toEqual(chooseFirst(inOrder, (one) => answers[one]));
        const last = found.chosen ? found.chosen.one : answers.length - 1;
        expect(read).toEqual(inOrder.slice(0, Math.min(answers.length, last < 32 ? 32 : last < 160 ? 160 : 672)));
      }),
    ));
});
