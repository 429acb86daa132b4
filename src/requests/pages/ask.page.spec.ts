import { describe, expect, it } from '@jest/globals';
import { aRequestView } from '../../../test/support/request-views.js';
import type { OpenedRequest } from '../request-view.js';
import {
  answerOf,
  answersOf,
  aroundAnswers,
  begunWith,
  resumePath,
  unitsToAsk,
  waysOf,
  weekdayChoices,
} from './ask.page.js';
import { checkRows, missingLinks } from './check.page.js';
import { questionOf } from '../domain/questions.js';

const one = [{ id: 'u-1', name: 'Seaview House' }];
const two = [...one, { id: 'u-2', name: 'Hillside' }];
const begun: OpenedRequest = {
  ...aRequestView({ state: 'draft', purpose: '', wishes: '', familyWishes: '', weekdays: [] }),
  ...{ nights: null, from: null, to: null },
};

describe('a new request begins', () => {
  it('with the only unit, or the one chosen', () => {
    expect(begunWith({ youngPerson: 'y-1' }, one, '2027-03-04')).toEqual({ youngPerson: 'y-1', unit: 'u-1', from: '' });
    expect(begunWith({}, two, '2027-03-04')['unit']).toBe('');
    expect(begunWith({ unit: 'u-2' }, two, '2027-03-04')['unit']).toBe('u-2');
    expect(begunWith({ unit: 'another' }, two, '2027-03-04')['unit']).toBe('');
  });
  it('with the night chosen on the calendar, unless it has passed or is no date', () => {
    expect(begunWith({ from: '2027-03-12' }, one, '2027-03-04')).toMatchObject({ from: '2027-03-12' });
    expect(begunWith({ from: '2027-03-03' }, one, '2027-03-04')).toMatchObject({ from: '' });
    expect(begunWith({ from: '<b>' }, one, '2027-03-04')).toMatchObject({ from: '' });
  });
});

describe('a question', () => {
  it('shows an answer as it was left', () => {
    expect(answersOf(aRequestView())).toEqual({
      ...{ unit: 'u-1', nights: '2', from: '2027-03-12', to: '2027-03-27', weekdays: ['5', '6'] },
      ...{
        aims: [],
        theirAims: [],
        theirWishes: [],
        purpose: 'A weekend to sleep',
        wishes: 'Cook something',
        familyWishes: 'A night without worry',
      },
      ...{ unitShouldKnow: '', emergency: 'no', siblings: [], breaks: '1', windows: ['2027-03-12/2027-03-27'] },
    });
    expect(answerOf(questionOf('when'), begun)).toEqual({ nights: '', from: '', to: '' });
  });
  it('leads on to the next and back to the one before, and from the answers back to the answers', () => {
    expect(waysOf('r', 'when', { units: 1 }, false)).toEqual({
      ...{ action: '/requests/r/ask/when', next: '/requests/r/ask/weekdays', back: '/requests/r/ask/aim' },
    });
    expect(waysOf('r', 'aim', { units: 1 }, false).back).toBe('/requests/r/check');
    expect(waysOf('r', 'aim', { units: 2 }, false).back).toBe('/requests/r/ask/unit');
    expect(waysOf('r', 'how-soon', { units: 1 }, false).next).toBe('/requests/r/check');
    expect(waysOf('r', 'aim', { units: 1, repeats: true }, false).next).toBe('/requests/r/repeats');
    expect(waysOf('r', 'when', { units: 1, repeats: true }, false).next).toBe('/requests/r/ask/wishes');
    expect(waysOf('r', 'wishes', { units: 1, repeats: true }, false).back).toBe('/requests/r/repeats');
    expect(waysOf('r', 'when', { units: 1 }, true)).toEqual({
      ...{ action: '/requests/r/ask/when?change=yes', next: '/requests/r/check', back: '/requests/r/check' },
    });
  });
  it('is where a draft is taken up again, until all are answered', () => {
    expect(resumePath(begun)).toBe('/requests/r-1/ask/aim');
    expect(resumePath({ ...begun, purpose: 'Rest' })).toBe('/requests/r-1/ask/when');
    const passed = ['weekdays', 'siblings', 'wishes', 'family', 'unit-should-know', 'how-soon'];
    expect(resumePath({ ...aRequestView(), passed })).toBe('/requests/r-1/check');
  });
  it('ticks one weekday that came as text, and several that came as a list', () => {
    const ticked = (weekdays: string | string[]) =>
      weekdayChoices({ weekdays })
        .filter(({ checked }) => checked)
        .map(({ text }) => text);
    expect(ticked('5')).toEqual(['Friday night']);
    expect(ticked(['5', '6'])).toEqual(['Friday night', 'Saturday night']);
    expect(weekdayChoices({}).some(({ checked }) => checked)).toBe(false);
  });
  it('gives a Friday to come as its example', () => {
    expect(aroundAnswers({}, '2027-03-04', one).example).toBe('2027-03-12');
    expect(aroundAnswers({}, '2027-03-05', one).example).toBe('2027-03-12');
  });
  it('offers the units that the actor may ask', () => {
    const units = [{ id: 'u-1', name: 'Seaview House', capacity: 'referrer' as const }];
    expect(unitsToAsk({ role: 'cas_worker', units })).toEqual(one);
    expect(unitsToAsk({ role: 'administrator', units })).toEqual([]);
  });
});

describe('the answers before they are sent', () => {
  it('are those of the questions, in their order, each with the way to change it', () => {
    expect(checkRows(aRequestView(), one).map(({ id, text }) => [id, text])).toEqual([
      ['aims', 'None named'],
      ['purpose', 'A weekend to sleep'],
      ['nights', '2 nights'],
      ['from', 'Friday 12 March 2027'],
      ['to', 'Saturday 27 March 2027'],
      ['weekdays', 'Friday, Saturday'],
      ['siblings', 'Nobody else'],
      ['wishes', 'Cook something'],
      ['familyWishes', 'A night without worry'],
      ['unitShouldKnow', 'Nothing written down'],
      ['emergency', 'In the usual time'],
    ]);
    expect(checkRows(begun, two)[0]).toMatchObject({ id: 'unit', text: 'Seaview House' });
    expect(checkRows(begun, one)[0]).toMatchObject({ id: 'aims', text: 'None named', said: false });
  });
  it('name what is missing, with the question that asks for it', () => {
    expect(missingLinks('r', [{ field: 'to', message: 'Enter the latest departure.' }])).toEqual([
      { text: 'Enter the latest departure.', href: '/requests/r/ask/when?change=yes#to' },
    ]);
  });
});
