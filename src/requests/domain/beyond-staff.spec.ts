import { describe, expect, it } from '@jest/globals';
import type { StaffedNight } from '../../calendar/domain/staffing.js';
import { beyondStaff } from './beyond-staff.js';

const night = (date: string, booked: number, highBooked: number): StaffedNight => ({
  night: date,
  figure: { take: 3, high: 2 },
  from: 'pattern',
  booked,
  highBooked,
});
const staffed = [night('2027-03-18', 3, 0), night('2027-03-19', 2, 2), night('2027-03-20', 1, 1)];
const stay = (arrival: string, departure: string) => ({ arrival, departure });

describe('nights beyond the staff on duty', () => {
  it('are named with what would be booked with them, and what the staff can take', () => {
    expect(beyondStaff(staffed, stay('2027-03-19', '2027-03-21'), 'one_to_one')).toEqual({
      sentence: 'On Friday 19 March there would be 3 young people at high support, and staff for 2.',
      wouldOpen: 'More staff that night would open it.',
    });
    expect(beyondStaff(staffed, stay('2027-03-18', '2027-03-21'), 'two_to_one')).toEqual({
      sentence:
        'On Thursday 18 March there would be 4 young people, and staff for 3; on Friday 19 March there would be 3 young people at high support, and staff for 2.',
      wouldOpen: 'More staff on these nights would open them.',
    });
  });
  it('are none where there is room for somebody who shares, though not for high support', () => {
    expect(beyondStaff(staffed, stay('2027-03-19', '2027-03-21'), 'shared')).toBeUndefined();
    expect(beyondStaff(staffed, stay('2027-03-19', '2027-03-21'), undefined)).toBeUndefined();
  });
  it('leave out the day of departure', () => {
    expect(beyondStaff(staffed, stay('2027-03-17', '2027-03-18'), 'shared')).toBeUndefined();
  });
  it('beyond three are counted', () => {
    const many = [1, 2, 3, 4, 5].map((day) => night(`2027-03-0${day}`, 3, 0));
    expect(beyondStaff(many, stay('2027-03-01', '2027-03-06'), undefined)?.sentence).toMatch(
      /; and on 2 more nights\.$/,
    );
  });
});
