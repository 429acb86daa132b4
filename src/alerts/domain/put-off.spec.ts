import { describe, expect, it } from '@jest/globals';
import { usualDays, wakesAt, whyNotUntil } from './put-off.js';

const ZONE = 'Europe/London';

describe('putting an alert off', () => {
  it.each([
    ['2026-12-02', '2026-12-02T09:00:00.000Z'],
    ['2026-07-02', '2026-07-02T08:00:00.000Z'],
    ['2026-10-25', '2026-10-25T09:00:00.000Z'],
    ['2026-03-29', '2026-03-29T08:00:00.000Z'],
  ])('until %s is until nine in the morning by the clocks of the unit', (day, at) => {
    expect(wakesAt(day, ZONE).toISOString()).toBe(at);
  });

  it.each([
    ['2026-12-01', 'Choose tomorrow or a later day.'],
    ['2026-11-30', 'Choose tomorrow or a later day.'],
    ['2026-12-02', undefined],
    ['2026-12-29', undefined],
    ['2026-12-30', 'Choose a day within the next 28 days. You can put it off again then.'],
  ])('until %s, on 1 December', (day, why) => {
    expect(whyNotUntil(day, new Date('2026-12-01T23:30:00Z'), ZONE)).toBe(why);
  });

  it.each([
    ['2026-12-01T10:00:00Z', '2026-12-02', '2026-12-07'],
    ['2026-12-06T10:00:00Z', '2026-12-07', '2026-12-07'],
    ['2026-12-07T10:00:00Z', '2026-12-08', '2026-12-14'],
    ['2026-06-30T23:30:00Z', '2026-07-02', '2026-07-06'],
  ])('offers at %s tomorrow (%s) and Monday (%s)', (now, tomorrow, monday) => {
    expect(usualDays(new Date(now), ZONE)).toEqual({ tomorrow, monday });
  });
});
