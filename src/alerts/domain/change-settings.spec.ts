import { describe, expect, it } from '@jest/globals';
import type { FieldError } from '../../kernel/domain-error.js';
import { changedKinds, changeSettings, type SettingChange } from './change-settings.js';
import { settingsOf } from './settings-of-unit.js';

const BEFORE = settingsOf([]);
const NO_STRETCH = [
  { name: 'recovers', value: 5 },
  ...['below7', 'below14', 'below28'].map((name) => ({ name, value: 0 })),
];

describe('changing how alerts are set', () => {
  it('leaves what is left out as it is', () => {
    const changed = changeSettings(BEFORE, [{ kind: 'low_occupancy', numbers: [{ name: 'below7', value: 12 }] }]);
    if ('errors' in changed) throw new Error('it was refused');
    expect(changed.settings.low_occupancy).toEqual({
      ...BEFORE.low_occupancy,
      numbers: { ...BEFORE.low_occupancy.numbers, below7: 12 },
    });
    expect(changedKinds(BEFORE, changed.settings).map(({ kind }) => kind)).toEqual(['low_occupancy']);
  });

  it('leaves out every stretch of days only of what is off, and switches nothing on that would never tell', () => {
    const off = changeSettings(BEFORE, [{ kind: 'low_occupancy', on: false, numbers: NO_STRETCH }]);
    if ('errors' in off) throw new Error('it was refused');
    expect(changeSettings(off.settings, [{ kind: 'low_occupancy', on: true }])).toMatchObject({
      errors: [{ field: 'kinds.0.on' }],
    });
    const one = changeSettings(off.settings, [
      { kind: 'low_occupancy', on: true, numbers: [{ name: 'below14', value: 1 }] },
    ]);
    expect(one).not.toHaveProperty('errors');
  });

  it('is nothing where it is as before', () => {
    const same = { kind: 'bed_back', on: true, audience: ['unit_staff', 'manager'] } as const;
    const changed = changeSettings(BEFORE, [same]);
    expect(changedKinds(BEFORE, 'errors' in changed ? BEFORE : changed.settings)).toEqual([]);
  });

  it.each<[SettingChange[], string]>([
    [[{ kind: 'group_changed', audience: ['key_worker'] }], 'kinds.0.audience'],
    [[{ kind: 'low_occupancy', numbers: [{ name: 'below9', value: 1 }] }], 'kinds.0.numbers.0.name'],
    [[{ kind: 'low_occupancy', numbers: [{ name: 'below7', value: 101 }] }], 'kinds.0.numbers.0.value'],
    [[{ kind: 'low_occupancy', numbers: [{ name: 'below7', value: -1 }] }], 'kinds.0.numbers.0.value'],
    [[{ kind: 'bed_back' }, { kind: 'bed_back' }], 'kinds.1.kind'],
    [[{ kind: 'bed_back' }, { kind: 'low_occupancy', on: true, numbers: NO_STRETCH }], 'kinds.1.numbers.1.value'],
  ])('%j is refused at %s', (changes, field) => {
    const { errors } = changeSettings(BEFORE, changes) as { errors: FieldError[] };
    expect(errors.map((error) => error.field)).toEqual([field]);
    expect(errors[0]!.message).toMatch(/\.$/);
  });
});
