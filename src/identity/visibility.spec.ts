import { describe, expect, it } from '@jest/globals';
import type { Actor, Capacity, Role } from './domain/actor.js';
import { mayRead } from './visibility.js';

const at = new Date('2027-03-01T12:00:00Z');
const actor = (role: Role, ...capacities: Capacity[]): Actor => ({
  id: 'me',
  name: 'Me',
  role,
  organisationId: 'o',
  units: capacities.map((capacity, i) => ({ id: `u${i + 1}`, name: `Unit ${i + 1}`, capacity })),
  from: { via: 'page', ip: null, requestId: null },
});

describe('mayRead', () => {
  it('lets an administrator read nobody, whatever they were given', () => {
    const parameters: unknown[] = [];
    expect(mayRead(actor('administrator', 'staff'), 'y.id', parameters, at)).toBe('false');
    expect(parameters).toEqual([]);
  });
  it('never lets a unit’s grant serve a CAS worker', () => {
    const parameters: unknown[] = [];
    const condition = mayRead(actor('cas_worker', 'referrer'), 'y.id', parameters, at);
    expect(condition).not.toContain('unit_id');
    expect(condition).toContain(`g.why IN ('key_worker', 'co_worker', 'joint_work')`);
    expect(parameters).toEqual([at, ['me']]);
  });
  it('leaves joint work out of what a CAS worker may change', () => {
    const condition = mayRead({ ...actor('cas_worker', 'referrer'), withoutJointWork: true }, 'y.id', [], at);
    expect(condition).toContain(`g.why IN ('key_worker', 'co_worker')`);
  });
  it('gives a deputy what the absent worker reads, and unit staff nothing by it', () => {
    const standsInFor = [{ id: 'away', name: 'Away', lastDay: '2027-03-05' }];
    const parameters: unknown[] = [];
    mayRead({ ...actor('cas_worker', 'referrer'), standsInFor }, 'y.id', parameters, at);
    expect(parameters).toEqual([at, ['me', 'away']]);
    const ofStaff: unknown[] = [];
    mayRead({ ...actor('unit_staff', 'staff'), standsInFor }, 'y.id', ofStaff, at);
    expect(ofStaff).toEqual([at, 'me', ['u1']]);
  });
  it('gives staff only the units they work at', () => {
    const parameters: unknown[] = [];
    mayRead(actor('manager', 'watcher', 'referrer', 'delegate'), 'y.id', parameters, at);
    expect(parameters).toEqual([at, 'me', ['u1', 'u3']]);
  });
  it('numbers its values after those already there', () => {
    const parameters: unknown[] = ['first', 'second'];
    const condition = mayRead(actor('unit_staff', 'staff'), 'p.young_person_id', parameters, at);
    expect(condition).toContain('g.young_person_id = p.young_person_id');
    expect(condition).toContain('$3::timestamptz');
    expect(condition).toContain('$4::uuid');
    expect(condition).toContain('$5::uuid[]');
    expect(parameters).toHaveLength(5);
  });
});
