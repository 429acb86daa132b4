import { describe, expect, it } from '@jest/globals';
import type { Capacity, Role } from '../../identity/domain/actor.js';
import { notTheirCheck, ownCheck } from './unit-check.js';

const somebody = (role: Role, capacity: Capacity) => ({ role, units: [{ id: 'unit', name: 'Unit', capacity }] });
const worker = somebody('cas_worker', 'referrer');
const staff = somebody('unit_staff', 'staff');
const manager = somebody('manager', 'delegate');
const watcher = somebody('manager', 'watcher');

describe('who says that a unit’s own item is in order', () => {
  it.each([
    ['key_worker', [worker, staff, manager]],
    ['unit', [staff, manager]],
    ['manager', [manager]],
  ] as const)('where it is %s’s', (owner, those) => {
    const may = [worker, staff, manager, watcher].filter((one) => !notTheirCheck(one, { owner }, 'unit'));
    expect(may).toEqual(those);
  });
});

describe('a unit’s own item', () => {
  const check = { id: 'check', text: 'Swimming kit', owner: 'key_worker' as const };
  const said = (done: boolean) => ({
    done,
    note: '',
    at: new Date('2027-03-12T12:00:00Z'),
    by: { id: 'x', name: 'x' },
  });
  it.each([
    [null, 'missing'],
    [said(true), 'done'],
    [said(false), 'missing'],
  ] as const)('after %j is %s', (one, state) => {
    expect(ownCheck({ ...check, said: one }, 'Dana Example')).toMatchObject({ state, whose: 'Dana Example' });
  });
});
