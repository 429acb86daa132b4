import { describe, expect, it } from '@jest/globals';
import { decisionForm, LATER, readDecision } from './decision-form.page.js';

const eased = (...eases: ('waking_night' | 'extra_staff')[]) => ({
  ...{ kind: 'ease', eases, verdict: 'suitable', score: 90 },
});
const found = (wouldWork: object[] = [], verdict = 'only_with_mitigation') =>
  ({ verdict, wouldWork }) as Parameters<typeof decisionForm>[1];

describe('the questions of a decision', () => {
  it('begin the plan with what helps most by itself, a line each', () => {
    const better = { ...eased('extra_staff', 'waking_night') };
    const worse = { ...eased('waking_night'), verdict: 'only_with_mitigation' };
    const { lines } = decisionForm('o', found([worse, better]), {});
    expect(lines.map(({ what }) => what)).toEqual([
      ...['One more member of staff', 'A member of staff awake at night', ''],
    ]);
  });

  it('show what was typed, and never again what was suggested and cleared', () => {
    const typed = { 'what-o': ['', 'Checks', '', 'Late line'], 'who-o': ['', 'Jo', '', ''] };
    const { lines, moreLines, isLong } = decisionForm('o', found([eased('waking_night')]), typed);
    expect([lines[0]!.what, lines[1]]).toEqual(['', { number: 2, what: 'Checks', who: 'Jo' }]);
    expect([moreLines[0]!.what, isLong]).toEqual(['Late line', true]);
  });

  it('ask why against the advice only where there is one to go against', () => {
    expect(decisionForm('o', found([], 'suitable'), {}).against).toBeNull();
    expect(decisionForm('o', found(), {}).against!.hint).toContain('Needed if you choose “Suitable”');
    expect(decisionForm('o', found([], 'unsuitable'), {}).against!.hint).toContain('unless you choose “Not suitable”');
    // What was typed before the advice was another is not lost.
    expect(decisionForm('o', found([], 'suitable'), { 'against-o': 'Seen at tea' }).against!.value).toBe('Seen at tea');
  });

  it('say of a no where the advice is a yes that it goes against it', () => {
    const no = (verdict: string) =>
      decisionForm('o', found([], verdict), {}).choices.find(({ value }) => value === 'not_suitable')!.hint;
    expect(no('suitable')).toContain('It goes against the advice, which is “Suitable”');
    expect(no('unsuitable')).not.toContain('against');
  });

  it('say whether there is a plan to look at: one that was chosen, typed, suggested or is of a decision about two', () => {
    const has = (typed: object, advised = found([], 'suitable')) => decisionForm('o', advised, { ...typed }).hasPlan;
    expect([has({}), has({ 'decision-o': 'suitable', 'what-o': ['', ''] })]).toEqual([false, false]);
    expect(has({ 'decision-o': 'suitable_with_mitigations' })).toBe(true);
    expect([has({ 'who-o': ['Jo'] }), has({ 'what-o': ['', '', '', 'Late line'] })]).toEqual([true, true]);
    expect(has({}, found([eased('waking_night')]))).toBe(true);
    const plans = [{ names: 'A and B', href: '/', text: 'Apart at night', lines: [], anew: '' }];
    expect(has({}, { ...found([], 'suitable'), plans } as Parameters<typeof decisionForm>[1])).toBe(true);
  });

  it('can be left for another time where there are several', () => {
    expect(decisionForm('o', found(), {}).choices).toHaveLength(3);
    expect(decisionForm('o', found(), {}, { mayLeave: true }).choices.at(-1)!.value).toBe(LATER);
  });
});

describe('what was typed of a decision', () => {
  it('is nothing without a choice, and a word to leave it', () => {
    expect(readDecision('o', {})).toMatchObject({ said: undefined, errors: { 'decision-o': expect.any(String) } });
    expect(readDecision('o', { 'decision-o': LATER }).said).toBe(LATER);
    expect(readDecision('o', { 'decision-o': 'nonsense' }).said).toBeUndefined();
  });

  it('keeps the lines of a plan that have something, and says at its own line who is missing', () => {
    const typed = {
      ...{ 'decision-o': 'suitable_with_mitigations', 'what-o': ['', 'Checks', 'Locks'], 'who-o': ['', 'Jo', ''] },
    };
    const { said, fields, errors } = readDecision('o', typed);
    expect(said).toMatchObject({
      mitigations: [
        { what: 'Checks', who: 'Jo' },
        { what: 'Locks', who: '' },
      ],
    });
    expect(fields['mitigations.1.who-o']).toBe('who-o-3');
    expect(errors).toEqual({ 'who-o-3': 'Say who does it: Locks' });
  });

  it('leaves out of “suitable” what was only suggested, and not what somebody is to do', () => {
    const typed = { 'decision-o': 'suitable', 'what-o': ['Awake at night', 'Checks'], 'who-o': ['', 'Jo'] };
    expect(readDecision('o', typed).said).toMatchObject({ mitigations: [{ what: 'Checks', who: 'Jo' }] });
  });
});
