import { describe, expect, it } from '@jest/globals';
import type { StaffedNight } from '../domain/staffing.js';
import { staffRows } from './staff-rows.page.js';

const night = (date: string, more: Partial<StaffedNight> = {}): StaffedNight => ({
  night: date,
  figure: { take: 3, high: 1 },
  from: 'pattern',
  booked: 2,
  highBooked: 2,
  ...more,
});
const nights = ['2027-03-02', '2027-03-04', '2027-03-05', '2027-03-06'].map((date) => ({
  night: date,
  free: 2,
  beds: 4,
}));
const staffed = [
  night('2027-03-02'),
  night('2027-03-04'),
  night('2027-03-05', { booked: 4 }),
  night('2027-03-06', { figure: null, from: null }),
];
const visitors = [{ date: '2027-03-04', youngPersonId: 'ash', support: 'shared' as const }];
const rows = (to: 'ask' | 'choose') =>
  staffRows(nights, { staffed, visitors, waiting: new Map() }, { today: '2027-03-04', unitId: 'unit', to });

describe('the rows of staff, for the unit’s people', () => {
  const { free, ...all } = rows('choose');
  it('have what is booked of what can be taken, and what is too many in words', () => {
    expect(free[1]!.staff).toEqual({
      take: { text: '2 of 3', over: '', isFull: false },
      high: { text: '2 of 1', over: '1 too many', isFull: true },
      href: '/staffing/nights/2027-03-04?unit=unit',
    });
    expect(all).toMatchObject({ isShown: true, isLimited: true, hasVisits: true });
    expect(free.map(({ visits }) => visits)).toEqual([undefined, 1, undefined, undefined]);
  });
  it('say how many of the free beds the staff can use, but not of nights that are over or have no figure', () => {
    expect(free.map(({ usable }) => usable)).toEqual([2, 1, 0, 2]);
    expect(free.map(({ said }) => said)).toEqual([
      '2 beds free',
      '2 beds free, 1 can still come',
      '2 beds free, nobody more can come',
      '2 beds free',
    ]);
  });
  it('lead to no change of a night that is over', () => {
    expect(free[0]!.staff).toEqual(expect.not.objectContaining({ href: expect.anything() }));
    expect(free[3]!.staff).toBeUndefined();
  });
});

describe('the same for a key worker', () => {
  const { free, full, ...all } = rows('ask');
  it('have how many can still come, and nothing else', () => {
    expect(all).toMatchObject({ isShown: false, hasVisits: false });
    expect(free.map(({ said }) => said)).toEqual([
      '2 beds free',
      '1 can still come',
      'Nobody more can come',
      '2 beds free',
    ]);
    expect(free.every((one) => !('staff' in one) && !('visits' in one))).toBe(true);
  });
  it('let nobody ask for a night on which nobody more can come', () => expect([...full]).toEqual(['2027-03-05']));
});
