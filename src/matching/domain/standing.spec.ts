import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { standingOf, type StandingFacts } from './standing.js';

const TODAY = '2027-03-12';
const kim = { id: 'kim', name: 'Kim' };
const sam = { id: 'sam', name: 'Sam' };
const signed = {
  ...{
    signedAt: new Date('2027-03-01T10:00:00Z'),
    signedBy: kim,
    reviewBy: '2027-06-01',
    alsoWrittenBy: [],
    isCountersigned: true,
  },
};
const whole: StandingFacts = {
  latest: signed,
  draft: null,
  unseen: 0,
  asksNew: 0,
  keyWorker: kim,
  nextArrival: null,
  isHere: false,
};
const at = (changes: Partial<StandingFacts>) => standingOf({ ...whole, ...changes }, TODAY, 182);

describe('whether somebody counts as assessed', () => {
  it('they do, once it is signed by two and neither the review date nor the guide’s days have passed', () => {
    expect(at({})).toMatchObject({ gap: null, countsUntil: '2027-06-01', move: null });
  });

  it.each<[string, Partial<StandingFacts>, string, string, RegExp]>([
    ['nothing is signed', { latest: null }, 'no_assessment', 'key_worker', /^Kim, the key worker, writes one before/],
    ['a draft is open', { latest: null, draft: { by: sam } }, 'no_assessment', 'author', /^Sam finishes and signs/],
    [
      'the key worker signed alone',
      { latest: { ...signed, isCountersigned: false } },
      'not_countersigned',
      'second_person',
      /^Somebody of the unit/,
    ],
    [
      'the unit signed alone',
      { latest: { ...signed, signedBy: sam, isCountersigned: false } },
      'not_countersigned',
      'second_person',
      /^Kim, or anybody else/,
    ],
    [
      'the unit signed what the key worker wrote, too',
      { latest: { ...signed, signedBy: sam, alsoWrittenBy: [kim.id], isCountersigned: false } },
      'not_countersigned',
      'second_person',
      /^Somebody of the unit, or anybody else who works with them and wrote none of it/,
    ],
    [
      'its review date has passed',
      { latest: { ...signed, reviewBy: '2027-03-11' }, nextArrival: '2027-03-19' },
      'out_of_date',
      'key_worker',
      /writes a new version before they come on Friday 19 March 2027/,
    ],
    [
      'it is older than the guide counts',
      { latest: { ...signed, signedAt: new Date('2026-09-10T10:00:00Z') }, nextArrival: TODAY },
      'out_of_date',
      'key_worker',
      /now: they arrive today/,
    ],
    [
      'somebody asks for a new version',
      { unseen: 1, asksNew: 1 },
      'new_information',
      'key_worker',
      /writes a new version/,
    ],
    ['something new was reported', { unseen: 1 }, 'new_information', 'unit', /looks at it/],
  ])('they do not, and it is said whose move it is: %s', (_, changes, gap, who, says) => {
    expect(at(changes)).toMatchObject({ gap, move: { who, says: expect.stringMatching(says) as unknown } });
    expect(at(changes).says).toMatch(/^Not assessed: /);
  });

  it.each([
    ['2027-03-10', true, 'now: they are here'],
    [null, true, 'now: they are here'],
    [TODAY, false, 'now: they arrive today'],
    ['2027-03-11', false, 'now: they were to come by now'],
    ['2027-03-13', false, 'before they come on Saturday 13 March 2027'],
    [null, false, 'before a stay is booked'],
  ])('says how pressing it is: to arrive %s, here: %s', (nextArrival, isHere, says) => {
    expect(at({ latest: null, nextArrival, isHere }).move?.says).toBe(`Kim, the key worker, writes one ${says}.`);
  });

  it('counts on the day of the review, and not on the day after', () => {
    expect(at({ latest: { ...signed, reviewBy: TODAY } }).gap).toBeNull();
    expect(at({ latest: { ...signed, reviewBy: '2027-03-11' } }).gap).toBe('out_of_date');
  });

  it('has a move for every gap and none without', () => {
    const facts = fc.record<StandingFacts>({
      latest: fc.option(
        fc.record({
          signedAt: fc.date({ min: new Date('2026-01-01'), max: new Date('2027-03-12'), noInvalidDate: true }),
          signedBy: fc.constantFrom(kim, sam),
          reviewBy: fc.constantFrom('2027-01-01', TODAY, '2027-09-01'),
          alsoWrittenBy: fc.subarray([kim.id, sam.id]),
          isCountersigned: fc.boolean(),
        }),
      ),
      draft: fc.option(fc.constant({ by: sam })),
      unseen: fc.nat(2),
      asksNew: fc.nat(1),
      keyWorker: fc.constant(kim),
      nextArrival: fc.constantFrom(null, TODAY, '2027-04-01'),
      isHere: fc.boolean(),
    });
    fc.assert(
      fc.property(facts, (one) => {
        const { gap, move } = standingOf(one, TODAY, 182);
        expect(gap === null).toBe(move === null);
      }),
    );
  });
});
