import { describe, expect, it } from '@jest/globals';
import {
  CAPACITIES,
  capacityIn,
  looksOnAt,
  mayAskOf,
  maySign,
  onlyLooksOn,
  worksAt,
  type Capacity,
  type Role,
} from './actor.js';

const someone = (role: Role, capacity: Capacity) => ({ role, units: [{ id: 'u1', name: 'Seaview', capacity }] });

describe('what somebody is to a unit', () => {
  it.each<[Role, Capacity, boolean, boolean, boolean]>([
    // role, capacity, may ask, works there, may sign
    ['cas_worker', 'referrer', true, false, false],
    ['unit_staff', 'staff', true, true, false],
    ['manager', 'registered_manager', true, true, true],
    ['manager', 'delegate', true, true, true],
    ['manager', 'watcher', false, true, false],
    // capacities that do not fit the role are none
    ['cas_worker', 'delegate', false, false, false],
    ['unit_staff', 'registered_manager', false, false, false],
    ['administrator', 'staff', false, false, false],
    ['administrator', 'delegate', false, false, false],
  ])('%s as %s: asks %p, works there %p, signs %p', (role, capacity, asks, works, signs) => {
    const actor = someone(role, capacity);
    expect([mayAskOf(actor, 'u1'), worksAt(actor, 'u1'), maySign(actor, 'u1')]).toEqual([asks, works, signs]);
  });

  it('is looking on where a manager signs for no unit', () => {
    const at = (...capacities: Capacity[]) => ({
      role: 'manager' as const,
      units: capacities.map((capacity, place) => ({ id: `u${place + 1}`, name: 'Seaview', capacity })),
    });
    expect([looksOnAt(at('watcher'), 'u1'), looksOnAt(at('delegate'), 'u1')]).toEqual([true, false]);
    expect([at(), at('watcher'), at('watcher', 'delegate'), at('delegate')].map(onlyLooksOn)).toEqual([
      ...[false, true, false, false],
    ]);
  });

  it('is nothing to a unit that somebody does not belong to', () => {
    for (const role of Object.keys(CAPACITIES) as Role[]) {
      for (const capacity of ['referrer', 'staff', 'registered_manager', 'delegate', 'watcher'] as const) {
        const actor = someone(role, capacity);
        expect(capacityIn(actor, 'u2')).toBeUndefined();
        expect([mayAskOf(actor, 'u2'), worksAt(actor, 'u2'), maySign(actor, 'u2')]).toEqual([false, false, false]);
      }
    }
  });
});
