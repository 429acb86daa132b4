import { describe, expect, it } from '@jest/globals';
import { TRANSITIONS } from '../domain/transitions.js';
import { story } from './timeline.page.js';

const entry = {
  at: new Date('2027-03-02T10:12:00Z'),
  by: 'Dana Example',
  action: 'submit',
  from: 'draft',
  to: 'submitted',
  note: '',
  code: null,
  said: null,
  onBehalfOf: null,
  arrival: null,
  departure: null,
  part: 'p-1',
};

/** An edit is not written down, and what nobody signed in time is written down as a lapse. */
const UNWRITTEN = new Set<string>(['edit', 'lapse_unsigned', 'lapse_undecided']);

describe('the story of a request', () => {
  it('says who did what', () => {
    expect(story([entry])).toEqual([{ at: entry.at, text: 'Dana Example asked for a break', nights: null, note: '' }]);
  });
  it('says for whom somebody stood in', () => {
    expect(story([{ ...entry, onBehalfOf: 'Alex Away' }])[0]?.text).toBe(
      'Dana Example, standing in for Alex Away, asked for a break',
    );
  });
  it('gives the nights where there are any', () => {
    const proposed = { ...entry, action: 'propose', arrival: '2027-03-12', departure: '2027-03-14' };
    expect(story([proposed])[0]?.nights).toEqual({ arrival: '2027-03-12', departure: '2027-03-14' });
  });
  it('says what the clock did, and in which step', () => {
    const lapsed = { ...entry, by: null, action: 'lapse' };
    expect(story([{ ...lapsed, from: 'proposed' }])[0]?.text).toMatch(/^Nobody signed in time/);
    expect(story([{ ...lapsed, from: 'offered' }])[0]?.text).toMatch(/^The family did not answer in time/);
  });
  it.each([
    [
      'lapse',
      'offered',
      'offered',
      'The family did not answer in time for Fri 12 to Sun 14 March 2027: that bed is free again. Another option is still open to the family',
    ],
    [
      'lapse',
      'proposed',
      'offered',
      'Nobody signed in time for Fri 12 to Sun 14 March 2027: that bed is free again. Another option is still open to the family',
    ],
    [
      'lapse',
      'offered',
      'agreed',
      'The first night was over for Fri 12 to Sun 14 March 2027: that bed is free again. The family said yes to another option',
    ],
    [
      'take_back',
      'proposed',
      'proposed',
      'Dana Example took the nights back: Fri 12 to Sun 14 March 2027. Another option is still waiting for a signature',
    ],
    [
      'decline_offer',
      'offered',
      'offered',
      'Dana Example wrote down that the family said no: Fri 12 to Sun 14 March 2027. Another option is still open to the family',
    ],
  ])('says of %s of one option (%s, then %s) which nights, and what is still open', (action, from, to, text) => {
    const ended = { ...entry, action, from, to, arrival: '2027-03-12', departure: '2027-03-14' };
    expect(story([ended])[0]).toMatchObject({ text, nights: null });
    const last = story([{ ...ended, to: 'in_review' }])[0]!;
    expect([last.nights, last.text]).not.toEqual([null, text]);
    expect(last.text).not.toContain('still');
  });
  it('says of an option of which the nights are not told only that it was one', () => {
    const unheard = { ...entry, by: null, action: 'lapse', from: 'proposed', to: 'offered' };
    expect(story([unheard])[0]?.text).toBe(
      'Nobody signed in time for one option: that bed is free again. Another option is still open to the family',
    );
  });
  it('says a step of the stay in its own sentence, with what was noted beside it', () => {
    const left = {
      ...entry,
      action: 'departed',
      code: 'illness',
      note: 'A fever',
      said: 'Sam recorded that they left',
    };
    expect(story([left])[0]).toMatchObject({ text: 'Sam recorded that they left', note: 'A fever' });
  });
  it('has words for every step that the workflow writes down', () => {
    for (const { action } of TRANSITIONS.filter((row) => !UNWRITTEN.has(row.action))) {
      expect(story([{ ...entry, action }])[0]?.text).not.toContain(action + '_');
      expect(story([{ ...entry, action }])[0]?.text).not.toBe(`Dana Example ${action}`);
    }
  });
});
