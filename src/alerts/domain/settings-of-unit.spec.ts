import { describe, expect, it } from '@jest/globals';
import { ALERT_KINDS, ON_FROM_THE_START } from './alert-kinds.js';
import { settingsOf, type SavedSetting } from './settings-of-unit.js';

const saved = (change: Partial<SavedSetting>): SavedSetting => ({
  ...{ kind: 'low_occupancy', on: true, audience: ['manager'], numbers: {} },
  ...change,
});

describe('how alerts are set for a unit', () => {
  it('is five on for a new one', () => {
    const settings = settingsOf([]);
    expect(ALERT_KINDS.filter((kind) => settings[kind].on)).toEqual(ON_FROM_THE_START);
    expect(ON_FROM_THE_START).toHaveLength(5);
  });

  it('is as its manager saved it, and as usual where nobody did', () => {
    const settings = settingsOf([saved({ numbers: { below7: 55 } }), saved({ kind: 'bed_back', on: false })]);
    expect(settings.low_occupancy).toMatchObject({ on: true, numbers: { below7: 55, below14: 60 } });
    expect(settings.bed_back.on).toBe(false);
    expect(settings.request_late.on).toBe(true);
  });

  it.each([
    [-5, 0],
    [101, 100],
    [0, 0],
    [100, 100],
  ])('keeps a number in its range: %i is %i', (given, kept) => {
    expect(settingsOf([saved({ numbers: { below7: given } })]).low_occupancy.numbers['below7']).toBe(kept);
  });

  it('tells nobody who may not be told, and knows no number that is no more', () => {
    const { low_occupancy: setting } = settingsOf([
      saved({ audience: ['key_worker', 'unit_staff'], numbers: { gone: 1 } }),
    ]);
    expect(setting.audience).toEqual(['unit_staff']);
    expect(setting.numbers).not.toHaveProperty('gone');
  });

  it('may be that nobody is told', () => {
    expect(settingsOf([saved({ audience: [] })]).low_occupancy.audience).toEqual([]);
  });
});
