import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, dateIn, instantIn, timeIn } from '../../kernel/nights.js';
import { clockDeadline, type WorkingTime } from '../../kernel/working-time.js';
import {
  countersignDue,
  dueFrom,
  halfWay,
  heldUntil,
  keptUntil,
  urgencyOn,
  type Targets,
  type Urgency,
} from './deadlines.js';

const london: WorkingTime = {
  zone: 'Europe/London',
  cutOff: '13:00',
  closes: '17:00',
  isHoliday: (date) => ['2027-03-26', '2027-03-29'].includes(date),
};
const targets: Targets = {
  decisionDays: 10,
  shortNoticeDays: 5,
  shortNoticeWithin: 14,
  emergencyHours: 2,
  informationDays: 5,
  waitingListDays: 10,
  signatureDays: 2,
  answerDays: 5,
};
const at = (date: string, time: string) => instantIn(date, time, london.zone);
const said = (due: Date) => `${dateIn(due, london.zone)} ${timeIn(due, london.zone)}`;

describe('how urgent a request is', () => {
  it('follows from how soon they are to come', () => {
    const urgency = (arrival: string) => urgencyOn('2027-03-10', arrival, targets);
    expect([urgency('2027-03-10'), urgency('2027-03-23'), urgency('2027-03-24')]).toEqual([
      ...['short_notice', 'short_notice', 'standard'],
    ]);
  });
});

describe('when a step is due', () => {
  it.each([
    ['decision', 'standard', '2027-03-10', '10:00', '2027-03-24 17:00'],
    ['decision', 'short_notice', '2027-03-10', '10:00', '2027-03-17 17:00'],
    ['decision', 'short_notice', '2027-03-10', '13:01', '2027-03-18 17:00'],
    ['information', 'standard', '2027-03-19', '16:00', '2027-03-31 17:00'],
    ['waiting_list', 'standard', '2027-03-10', '10:00', '2027-03-24 17:00'],
    // At nine on a Friday evening; on a bank holiday; over midnight; over both changes of the clocks.
    ['decision', 'emergency', '2027-03-12', '21:00', '2027-03-12 23:00'],
    ['decision', 'emergency', '2027-03-26', '21:00', '2027-03-26 23:00'],
    ['decision', 'emergency', '2027-03-29', '15:00', '2027-03-29 17:00'],
    ['decision', 'emergency', '2027-03-12', '23:10', '2027-03-13 01:10'],
    ['decision', 'emergency', '2027-03-28', '00:30', '2027-03-28 03:30'],
    ['decision', 'emergency', '2026-10-25', '00:30', '2026-10-25 01:30'],
    ['information', 'emergency', '2027-03-12', '21:00', '2027-03-12 23:00'],
    ['waiting_list', 'emergency', '2027-03-12', '21:00', '2027-03-12 23:00'],
  ] as const)('%s, %s, from %s at %s: %s', (deadline, urgency, date, time, due) => {
    const about = { urgency, lastArrival: '2027-06-01' };
    expect(said(dueFrom(at(date, time), deadline, about, targets, london))).toBe(due);
  });

  it.each([
    // A Saturday for the Sunday, the Monday, the Friday; on the day itself, before and after the cut-off; over Easter.
    ['2027-03-13', '10:00', '2027-03-14', '2027-03-13 12:00'],
    ['2027-03-13', '10:00', '2027-03-15', '2027-03-15 13:00'],
    ['2027-03-13', '10:00', '2027-03-19', '2027-03-19 13:00'],
    ['2027-03-15', '09:00', '2027-03-15', '2027-03-15 13:00'],
    ['2027-03-15', '12:30', '2027-03-15', '2027-03-15 14:30'],
    ['2027-03-24', '10:00', '2027-03-28', '2027-03-25 17:00'],
    ['2027-03-10', '10:00', '2027-03-20', '2027-03-17 17:00'],
  ])('asked on %s at %s for nights that begin on %s at the latest, it is %s', (date, time, lastArrival, due) => {
    const about = { urgency: 'short_notice', lastArrival } as const;
    expect(said(dueFrom(at(date, time), 'decision', about, targets, london))).toBe(due);
  });

  it('is never after the nights can still be settled, nor within the hours of an emergency, unless it was due before', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40_000 }), fc.integer({ min: -3, max: 40 }), (minutes, days) => {
        const now = new Date(at('2027-03-10', '00:00').getTime() + minutes * 60_000);
        const lastArrival = addDays(dateIn(now, london.zone), days);
        for (const deadline of ['decision', 'information', 'waiting_list'] as const) {
          const reckon = (last: string | null) =>
            dueFrom(now, deadline, { urgency: 'standard', lastArrival: last }, targets, london);
          const [due, usual] = [reckon(lastArrival), reckon(null)];
          const soon = clockDeadline(now, targets.emergencyHours);
          expect(due <= usual).toBe(true);
          expect(due >= soon || due.getTime() === usual.getTime()).toBe(true);
          expect(due <= soon || due <= at(lastArrival, london.cutOff)).toBe(true);
        }
      }),
    );
  });
});

describe('when a decision of the night is to be countersigned', () => {
  it.each([
    // A Friday evening, and the same night after midnight; a weekend; a working day; before Easter.
    ['2027-03-12', '2027-03-15 17:00'],
    ['2027-03-13', '2027-03-15 17:00'],
    ['2027-03-14', '2027-03-15 17:00'],
    ['2027-03-15', '2027-03-16 17:00'],
    ['2027-03-25', '2027-03-30 17:00'],
    ['2026-10-24', '2026-10-26 17:00'],
  ])('of the night of %s: %s', (night, due) => {
    expect(said(countersignDue(night, london))).toBe(due);
  });
});

describe('until when a bed is held', () => {
  it.each([
    ['signature', 'standard', '2027-03-20', '2027-03-16 17:00'],
    ['answer', 'standard', '2027-04-20', '2027-03-19 17:00'],
    // Never past the end of the arrival date.
    ['signature', 'standard', '2027-03-11', '2027-03-12 00:00'],
    ['answer', 'emergency', '2027-03-11', '2027-03-11 18:40'],
  ] as const)('for the %s, %s, arriving on %s: %s', (step, urgency, arrival, until) => {
    const now = at('2027-03-11', '16:40');
    expect(said(heldUntil(now, step, { arrival, urgency: urgency as Urgency }, targets, london))).toBe(until);
  });

  it('is reminded of in the middle', () => {
    expect(halfWay(at('2027-03-10', '10:00'), at('2027-03-12', '10:00'))).toEqual(at('2027-03-11', '10:00'));
  });
});

describe('until when a bed is kept for a family that said yes', () => {
  it.each([
    ['2027-03-12', '2027-03-13T00:00:00.000Z'],
    // The clocks go forward on the night of the arrival, and it is summer by then.
    ['2027-03-27', '2027-03-28T00:00:00.000Z'],
    ['2027-03-28', '2027-03-28T23:00:00.000Z'],
  ])('arriving on %s: %s', (arrival, until) => {
    expect(keptUntil(arrival, 'Europe/London').toISOString()).toBe(until);
  });
});
