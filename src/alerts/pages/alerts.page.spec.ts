import { describe, expect, it } from '@jest/globals';
import { ALERT_STEPS } from '../alert-view.js';
import { alertsLink, eventRow, stoodFor } from './alerts.page.js';

const FROM = new Date('2026-12-01T10:00:00Z');
const after = (minutes: number) => new Date(FROM.getTime() + minutes * 60_000);

describe('how long an alert stood', () => {
  it.each([
    [0, 'less than a minute'],
    [1, '1 minute'],
    [119, '119 minutes'],
    [120, '2 hours'],
    [2879, '47 hours'],
    [2880, '2 days'],
    [-5, 'less than a minute'],
  ])('%i minutes: %s', (minutes, text) => {
    expect(stoodFor(FROM, after(minutes))).toBe(text);
  });
});

describe('the pages of alerts', () => {
  it('have addresses that say what they show', () => {
    expect(alertsLink({ state: 'open' })).toBe('/alerts');
    expect(alertsLink({ state: 'snoozed', taken: 'me' })).toBe('/alerts?state=snoozed&taken=me');
    expect(alertsLink({ state: 'ended', kind: 'bed_back', cursor: 'x' })).toBe('/alerts/ended?kind=bed_back&cursor=x');
  });

  it('say every step in words', () => {
    for (const what of ALERT_STEPS)
      expect(eventRow({ at: FROM, what, by: null, until: null }).text).toMatch(/^[A-Z][a-z ,:]+$/i);
    expect(eventRow({ at: FROM, what: 'snoozed', by: { id: '1', name: 'Ann' }, until: after(60) }).text).toBe(
      'Put off until 1 December 2026, 11:00 by Ann',
    );
  });
});
