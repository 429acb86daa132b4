import { describe, expect, it } from '@jest/globals';
import type { Capacity, Role } from './actor.js';
import { isEmailAddress, membershipFor } from './membership.js';

describe('membershipFor', () => {
  it.each<[Role, string | undefined, Capacity | undefined, unknown]>([
    ['cas_worker', 'u1', undefined, { membership: { unitId: 'u1', capacity: 'referrer' } }],
    ['cas_worker', 'u1', 'delegate', { membership: { unitId: 'u1', capacity: 'referrer' } }],
    ['unit_staff', 'u1', 'watcher', { membership: { unitId: 'u1', capacity: 'staff' } }],
    ['manager', 'u1', 'watcher', { membership: { unitId: 'u1', capacity: 'watcher' } }],
    ['manager', 'u1', 'registered_manager', { membership: { unitId: 'u1', capacity: 'registered_manager' } }],
    ['administrator', 'u1', 'delegate', { membership: undefined }],
    ['administrator', undefined, undefined, { membership: undefined }],
  ])('%s with unit %s and %s', (role, unit, capacity, expected) => {
    expect(membershipFor(role, unit, capacity)).toEqual(expected);
  });

  it.each<[Role, string | undefined, Capacity | undefined, string]>([
    ['cas_worker', undefined, undefined, 'unit'],
    ['unit_staff', undefined, undefined, 'unit'],
    ['manager', undefined, 'delegate', 'unit'],
    ['manager', 'u1', undefined, 'capacity'],
    ['manager', 'u1', 'staff', 'capacity'],
    ['manager', 'u1', 'referrer', 'capacity'],
  ])('%s with unit %s and %s is asked for the %s', (role, unit, capacity, field) => {
    expect(membershipFor(role, unit, capacity)).toMatchObject({ field });
  });
});

describe('isEmailAddress', () => {
  it.each(['dana@example.org', "o'neil+cas@sub.example.co.uk", 'zoë@exämple.org'])('takes %p', (text) => {
    expect(isEmailAddress(text)).toBe(true);
  });
  it.each([
    '',
    'dana',
    'dana@',
    '@example.org',
    'dana@example',
    'da na@example.org',
    'a@b@c.org',
    'a@b..org',
    '<a@b.org>',
  ])('refuses %p', (text) => {
    expect(isEmailAddress(text)).toBe(false);
  });
});
