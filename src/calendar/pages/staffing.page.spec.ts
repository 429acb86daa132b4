import { describe, expect, it } from '@jest/globals';
import { sayTooMany } from '../domain/say-too-many.js';
import { aClaim } from './a-board.js';
import { calendarPath, patternPage, sayFigure, sayWeek, staffedNightPage } from './staffing.page.js';

const night = {
  night: '2027-03-18',
  figure: { take: 4, high: 3 },
  from: 'night' as const,
  booked: 4,
  highBooked: 4,
};
const change = { night: '2027-03-18', note: 'Sam is ill', by: 'Jude', at: new Date('2027-03-17T09:00:00Z') };

describe('a figure', () => {
  it.each([
    [2, 3, { text: '2 of 3', over: '', isFull: false }],
    [3, 3, { text: '3 of 3', over: '', isFull: true }],
    [4, 3, { text: '4 of 3', over: '1 too many', isFull: true }],
    [0, 0, { text: '0 of 0', over: '', isFull: false }],
    [2, undefined, { text: '2', over: '', isFull: false }],
  ])('of %i with %p', (booked, most, said) => expect(sayFigure(booked, most)).toEqual(said));
  it('that is too many is a sentence', () => {
    expect(sayTooMany(night)).toBe('4 at high support are booked, and the staff can take 3.');
    expect(sayTooMany({ ...night, highBooked: 3 })).toBe('');
    expect(sayTooMany({ ...night, figure: null })).toBe('');
  });
});

describe('the page of a night', () => {
  const facts = { unitId: 'unit', today: '2027-03-04', beds: 4 };
  const nobody = { claims: [], guests: new Map(), visits: 0, onlyVisiting: 0 };
  it('begins with its figure and note, and can go back to the pattern', () => {
    expect(staffedNightPage(night, change, facts, nobody)).toMatchObject({
      title: 'Thu 18 March 2027',
      begin: { take: '4', high: '3', note: 'Sam is ill' },
      booked: '4 young people are booked, 4 at high support.',
      from: 'The figure was changed by Jude, 17 March 2027, 09:00.',
      mayGoBack: true,
    });
  });
  it('begins with every bed where no figure is set', () => {
    const page = staffedNightPage({ ...night, figure: null, from: null, booked: 1 }, undefined, facts, nobody);
    expect(page).toMatchObject({ begin: { take: '4', high: '4', note: '' }, mayGoBack: false });
    expect(page.booked).toMatch(/^1 young person is booked/);
  });
  it('names who is booked, each with the page of the stay, and says what can be done about too many', () => {
    const claims = [
      { ...aClaim(1, '2027-03-18', 2), support: 'one_to_one' as const, stayId: 'stay-1' },
      { ...aClaim(2, '2027-03-18', 1), youngPersonId: 'unseen' },
      { ...aClaim(3, '2027-03-18', 1), youngPersonId: null },
    ];
    const guests = new Map([['ash', { id: 'ash', firstName: 'Ash', lastName: 'Kestrel' }]]);
    const page = staffedNightPage(night, change, facts, { claims, guests, visits: 1, onlyVisiting: 1 });
    expect(page.there).toEqual([
      { name: 'Ash Kestrel', href: '/stays/stay-1', rest: 'high support' },
      { name: 'Another young person', rest: '' },
    ]);
    expect(page.booked).toBe('3 young people are booked and 1 visits, 4 at high support.');
    expect(page.visits).toEqual({ text: '1 visit on the day', href: '/visits?unit=unit' });
    expect(page.over).toBe(
      '4 at high support are booked, and the staff can take 3. Raise the figure if more staff come in, or move or change one of the stays.',
    );
    expect(staffedNightPage({ ...night, highBooked: 3 }, change, facts, nobody)).toMatchObject({ over: '', visits: 0 });
  });
  it.each([
    ['2027-03-28', '/calendar?unit=unit'],
    ['2027-03-29', '/calendar?unit=unit&from=2027-03-29'],
    ['2027-02-28', '/calendar?unit=unit&from=2027-02-22'],
  ])('of %s goes back to the weeks in which it is', (date, path) => {
    expect(calendarPath('unit', date, '2027-03-04')).toBe(path);
  });
});

describe('a pattern', () => {
  const week = { validFrom: '2027-03-01', take: [4, 4, 4, 4, 3, 3, 4], high: [2, 2, 2, 2, 1, 1, 2] };
  const set = (validFrom: string) => ({ ...week, validFrom, by: 'Robin', at: change.at });
  it('is said with like nights together', () => {
    expect(sayWeek(week)).toBe(
      'Mon to Thu 4, 2 at high support; Fri and Sat 3, 1 at high support; Sun 4, 2 at high support',
    );
  });
  it('begins as the one that holds, and lists those to come', () => {
    const page = patternPage([set('2027-03-01'), set('2027-04-01')], '2027-03-04', 4);
    expect(page.begin).toMatchObject({ validFrom: '2027-03-04', take5: '3', high5: '1', take7: '4' });
    expect(page.patterns.map(({ when }) => when)).toEqual(['Now, since Mon 1 March 2027', 'From Thu 1 April 2027']);
  });
  it('begins with every bed where none holds yet', () => {
    expect(patternPage([set('2027-04-01')], '2027-03-04', 4).begin).toMatchObject({ take5: '4', high5: '4' });
  });
});
