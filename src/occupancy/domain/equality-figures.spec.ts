import { describe, expect, it } from '@jest/globals';
import { figuresBy, totalsOf, twelveMonths, type AskedBreak } from './equality-figures.js';

/** So many breaks, each asked for another young person unless `whose` says one. */
const breaks = (count: number, answer: string, more: Partial<AskedBreak> & { whose?: string } = {}): AskedBreak[] =>
  Array.from({ length: count }, (_, place) => ({
    ...{ youngPersonId: more.whose ?? `${answer}-${place}`, answers: { disability: answer } },
    ...{ refused: false, waited: null, score: null },
    ...more,
  }));

describe('figures by group', () => {
  const many = [...breaks(9, 'no'), ...breaks(12, 'prefers_not_to_say')];

  it('count young people: ten requests of one child are one', () => {
    const asked = [...breaks(10, 'yes', { whose: 'tia', waited: 3 }), ...breaks(6, 'not_recorded'), ...many];
    const { groups } = figuresBy('disability', asked);
    expect(groups.map(({ answer, people, requests }) => [answer, people, requests])).toEqual([
      ['yes', null, null],
      ['no', 9, 9],
      ['prefers_not_to_say', 12, 12],
      ['not_recorded', null, null],
    ]);
    expect(groups[0]).toMatchObject({ waited: null, score: null, refused: null });
    expect(totalsOf(asked)).toMatchObject({ people: 28, requests: 37, waited: null });
  });

  it('give a median of those of whom there is a figure, from five young people on', () => {
    const waits = [2, 4, 4, 6, 20].map((waited, place) => ({
      ...breaks(1, 'no')[0]!,
      youngPersonId: `w${place}`,
      waited,
    }));
    const asked = [...waits, ...breaks(4, 'prefers_not_to_say', { score: 80 }), ...many, ...breaks(8, 'not_recorded')];
    const groups = figuresBy('disability', [...asked, ...breaks(7, 'yes')]).groups;
    expect(groups.map(({ waited }) => waited)).toEqual([null, 4, null, null]);
    expect(groups.map(({ score }) => score)).toEqual([null, null, null, null]);
  });

  it('take whoever has said nothing for not recorded', () => {
    const { groups } = figuresBy('religion', many);
    expect(groups.every(({ people }) => people === null)).toBe(true);
    expect(totalsOf(many).people).toBe(21);
  });

  it('hide the whole as well where it is small', () => {
    expect(totalsOf(breaks(4, 'no', { refused: true }))).toEqual({
      ...{ people: null, requests: null, refused: null, waited: null, score: null },
    });
  });
});

describe('the months that are counted', () => {
  it.each([
    ['2027-03-12', '2026-03-01', '2027-03-01'],
    ['2027-03-01', '2026-03-01', '2027-03-01'],
    ['2028-02-29', '2027-02-01', '2028-02-01'],
  ])('before %s are those from %s to before %s', (until, arrival, departure) => {
    expect(twelveMonths(until, '2028-03-01')).toEqual({ arrival, departure });
  });
  it.each(['2206-03-12', '2015-03-01'])('before %s are none', (until) => {
    expect(() => twelveMonths(until, '2027-03-12')).toThrow(/Check the year/);
  });
});
