import { describe, expect, it } from '@jest/globals';
import { ALERT_KINDS, type AlertKind } from './alert-kinds.js';
import { SETTINGS_OF, usualSetting } from './alert-settings.js';
import { saySetting } from './say-setting.js';

describe('how a kind of alert is set, in one line', () => {
  it.each(ALERT_KINDS)('says every number of %s', (kind) => {
    const { numbers } = SETTINGS_OF[kind];
    const setting = usualSetting(kind, true);
    for (const { name, max } of numbers.filter(({ name }) => name !== 'recovers')) {
      const other = saySetting(kind, { ...setting, numbers: { ...setting.numbers, [name]: max } });
      expect(other).toContain(`${max}`);
    }
    expect(saySetting(kind, setting)).toMatch(/^[A-Z0-9][^.]+\. Told: [a-z ,]+\.$/);
    expect(saySetting(kind, { ...setting, numbers: {} })).toBe(saySetting(kind, setting));
  });

  it.each<[AlertKind, Record<string, number>, string]>([
    ['request_late', { hoursBefore: 0 }, 'Once it is late. Told: managers and unit staff.'],
    ['arrival_incomplete', { daysAhead: 1 }, 'From 1 day before the arrival. Told: unit staff and the key worker.'],
    ['low_occupancy', { below14: 0 }, 'Below 70% of the next 7 days or 50% of the next 28 days. Told: managers.'],
    ['low_occupancy', { below7: 0, below14: 0, below28: 0 }, 'No days are looked at. Told: managers.'],
    [
      'empty_bed_soon',
      { daysBeforeWeekend: 0 },
      '1 empty bed or more tonight, and at the weekend from Friday on. Told: managers and unit staff.',
    ],
  ])('of %s with %j is plain', (kind, numbers, said) => {
    expect(saySetting(kind, { ...usualSetting(kind, true), numbers })).toBe(said);
  });

  it('says that nobody is told', () => {
    expect(saySetting('staff_short', { ...usualSetting('staff_short', true), audience: [] })).toBe(
      'Nights of the next 28 days. Nobody is told: it stands in the list.',
    );
  });
});
