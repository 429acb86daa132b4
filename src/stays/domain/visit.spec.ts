import { describe, expect, it } from '@jest/globals';
import { checkVisit, correctsAnything } from './visit.js';

const bounds = { today: '2027-03-04', time: '15:30', horizon: '2028-09-04' };
const fields = (date: string, startsAt: string, endsAt: string, tookPlace = false, certain = false) =>
  checkVisit({ date, startsAt, endsAt }, { ...bounds, tookPlace, certain }).map(({ field }) => field);

describe('a visit that is planned', () => {
  it.each([
    ['today, before now', '2027-03-04', '09:00', '10:00', []],
    ['on the last date that can be booked', '2028-09-04', '16:00', '17:30', []],
    ['yesterday', '2027-03-03', '16:00', '17:30', ['date']],
    ['a hundred years off', '2127-03-04', '16:00', '17:30', ['date']],
    ['that ends as it begins', '2027-03-05', '16:00', '16:00', ['endsAt']],
    ['that ends before it begins', '2027-03-05', '16:00', '15:00', ['endsAt']],
  ])('%s', (_, date, startsAt, endsAt, wrong) => expect(fields(date, startsAt, endsAt)).toEqual(wrong));
});

describe('a visit that took place', () => {
  it.each([
    ['a month ago', '2027-02-01', '16:00', '17:30', []],
    ['longer ago', '2027-01-31', '16:00', '17:30', ['certain']],
    ['last year', '2026-03-03', '16:00', '17:30', ['certain']],
    ['more than a year ago', '2026-03-02', '16:00', '17:30', ['date']],
    ['today, still going on', '2027-03-04', '15:30', '17:30', []],
    ['later today', '2027-03-04', '15:31', '17:30', ['startsAt']],
    ['tomorrow', '2027-03-05', '10:00', '11:00', ['date']],
  ])('%s', (_, date, startsAt, endsAt, wrong) => expect(fields(date, startsAt, endsAt, true)).toEqual(wrong));
});

describe('a visit that took place long ago, and whoever writes it down is sure', () => {
  it.each([
    ['a month ago', '2027-02-01', []],
    ['longer ago', '2027-01-31', []],
    ['a year ago', '2026-03-03', []],
    ['more than a year ago', '2026-03-02', ['date']],
    ['tomorrow', '2027-03-05', ['date']],
  ])('%s', (_, date, wrong) => expect(fields(date, '16:00', '17:30', true, true)).toEqual(wrong));
});

describe('a correction', () => {
  const visit = { date: '2027-03-12', startsAt: '16:00', endsAt: '17:30', whoWasThere: 'Mum', note: '' };
  it.each([
    [{}, false],
    [{ startsAt: '16:00', whoWasThere: 'Mum' }, false],
    [{ note: 'Brought a game' }, true],
    [{ date: '2027-03-12' }, false],
    [{ date: '2027-03-11' }, true],
    [{ startsAt: '16:00', endsAt: '18:00' }, true],
  ])('%j corrects anything: %s', (correction, does) => expect(correctsAnything(visit, correction)).toBe(does));
});
