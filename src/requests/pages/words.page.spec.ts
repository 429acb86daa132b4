import { describe, expect, it } from '@jest/globals';
import { deadline, nextText, ownerText, personFacts, weekdaysText, lateText } from './words.page.js';

describe('the weekdays that suit', () => {
  it.each([
    [[], 'Any night'],
    [[1, 2, 3, 4, 5, 6, 7], 'Any night'],
    [[6], 'Saturday nights'],
    [[6, 5], 'Friday and Saturday nights'],
    [[7, 1, 3], 'Monday, Wednesday and Sunday nights'],
  ])('%j are said as %s', (weekdays, said) => {
    expect(weekdaysText(weekdays)).toBe(said);
  });
});

describe('a deadline', () => {
  it('at midnight is the end of the day before, in the unit’s zone', () => {
    expect(deadline(new Date('2027-06-30T23:00:00Z'), 'Europe/London')).toEqual({
      day: '2027-06-30',
      time: '',
      late: '',
    });
    expect(deadline(new Date('2027-03-06T00:00:00Z'), 'Europe/London')).toEqual({
      day: '2027-03-05',
      time: '',
      late: '',
    });
  });
  it('at any other time is that time', () => {
    const at = new Date('2027-06-05T13:00:00Z');
    expect(deadline(at, 'Europe/London')).toEqual({ day: '2027-06-05', time: '14:00', late: '' });
  });
  it('may be missing', () => {
    expect(deadline(null, 'Europe/London')).toBeNull();
  });
});

describe('words about people', () => {
  it('name the key worker, who is one person', () => {
    expect(ownerText('cas_worker', 'Dana Example')).toBe('the key worker, Dana Example');
    expect(ownerText('unit_staff', 'Dana Example')).toBe('unit staff');
  });
  it('say whose move it is', () => {
    const next = { owner: 'cas_worker' as const, action: 'Ask the family', due: null, lateMinutes: null };
    expect(nextText(next, 'Dana Example')).toBe('The key worker, Dana Example: ask the family');
  });
  it('tell a young person from another by birth date, age and case number', () => {
    const person = {
      id: 'a',
      firstName: 'Tia',
      lastName: 'Heron',
      dateOfBirth: '2012-05-03',
      caseNumber: '40217',
      keyWorker: { id: 'k', name: 'Dana Example' },
    };
    expect(personFacts(person, '2027-03-04')).toEqual({
      id: 'a',
      name: 'Tia Heron',
      firstName: 'Tia',
      born: '3 May 2012',
      age: 14,
      caseNumber: '40217',
      keyWorker: 'Dana Example',
    });
  });
});

describe('by how much a step is late', () => {
  it.each([
    [null, ''],
    [1, 'late by 1 minute'],
    [59, 'late by 59 minutes'],
    [60, 'late by 1 hour'],
    [2879, 'late by 47 hours'],
    [2880, 'late by 2 days'],
  ])('%s minutes: %s', (minutes, said) => {
    expect(lateText(minutes)).toBe(said);
  });
});
