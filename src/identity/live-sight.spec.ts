import { describe, expect, it } from '@jest/globals';
import type { Capacity, Role } from './domain/actor.js';
import { isStillTold, seenBy } from './live-sight.js';

const who = (role: Role, capacity: Capacity) => ({
  id: 'me',
  role,
  units: [{ id: 'house', name: 'House', capacity }],
});
const tokens = (actor: Parameters<typeof seenBy>[0]) => seenBy(actor).map(({ token }) => token);
const OWN = ['calendar', 'requests', 'house', 'notices', 'alerts'];

describe('of what somebody is told that it changed', () => {
  it.each<[Role, Capacity, string[]]>([
    ['cas_worker', 'referrer', ['calendar:house']],
    ['unit_staff', 'staff', ['calendar:house', 'requests:house', 'house:house', 'alerts:house']],
    [
      'manager',
      'registered_manager',
      ['calendar:house', 'requests:house', 'house:house', 'alerts:house', 'stuck:house'],
    ],
    ['manager', 'watcher', ['calendar:house', 'requests:house', 'house:house', 'alerts:house', 'stuck:house']],
    // A capacity that does not fit the role counts as none.
    ['cas_worker', 'staff', []],
    ['unit_staff', 'referrer', []],
  ])('is to a %s who is its %s: %j, and what is their own', (role, capacity, ofUnit) => {
    expect(tokens(who(role, capacity))).toEqual([...ofUnit, ...OWN]);
  });

  it('is nothing to an administrator', () => {
    expect(seenBy(who('administrator', 'staff'))).toEqual([]);
  });

  it('is to a deputy also what those hear for whom they stand in, and by no other name', () => {
    const standsInFor = [{ id: 'absent', name: 'A', lastDay: '2027-03-12' }];
    const seen = seenBy({ ...who('cas_worker', 'referrer'), standsInFor });
    expect(seen).toContainEqual({ key: 'requests user absent', token: 'requests' });
    expect(seen.every(({ token }) => !token.includes('absent'))).toBe(true);
  });

  it.each([
    [undefined, true],
    [1_001, true],
    [1_000, false],
  ])('is told on a right that ends at %s: %s', (until, told) => {
    expect(isStillTold(until === undefined ? {} : { until }, new Date(1_000))).toBe(told);
  });
});
