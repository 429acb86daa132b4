import { describe, expect, it } from '@jest/globals';
import { ALERT_KINDS, AUDIENCES } from './alert-kinds.js';
import { SETTINGS_OF, usualSetting } from './alert-settings.js';

describe.each(ALERT_KINDS)('the settings of %s', (kind) => {
  const { numbers, audience, mayHear } = SETTINGS_OF[kind];

  it('have numbers with names of their own, each set within its range', () => {
    expect(numbers.length).toBeGreaterThan(0);
    expect(new Set(numbers.map(({ name }) => name)).size).toBe(numbers.length);
    for (const one of numbers) {
      expect([one.min, one.default, one.max]).toEqual([one.min, one.default, one.max].toSorted((a, b) => a - b));
      for (const number of [one.min, one.default, one.max]) expect(Number.isInteger(number)).toBe(true);
    }
  });

  it('tell somebody from the start, and nobody who may not be told', () => {
    expect(audience.length).toBeGreaterThan(0);
    expect(audience.filter((one) => !mayHear.includes(one))).toEqual([]);
    expect(AUDIENCES.filter((one) => mayHear.includes(one))).toEqual(mayHear);
  });

  it('are what a unit begins with', () => {
    const usual = usualSetting(kind, true);
    expect(usual).toMatchObject({ on: true, audience });
    expect(Object.keys(usual.numbers)).toEqual(numbers.map(({ name }) => name));
  });
});

it('tell a key worker of nothing that is about a group, a pair of others or who gets a bed', () => {
  const heard = ALERT_KINDS.filter((kind) => SETTINGS_OF[kind].mayHear.includes('key_worker'));
  expect(heard).toEqual(['arrival_incomplete', 'offer_about_to_lapse', 'record_about_to_expire', 'allocation_unused']);
});
