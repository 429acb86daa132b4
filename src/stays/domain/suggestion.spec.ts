import { describe, expect, it } from '@jest/globals';
import type { Capacity, Role } from '../../identity/domain/actor.js';
import { notTheirs } from './suggestion.js';

const somebody = (id: string, role: Role, capacity: Capacity) => ({
  ...{ id, role },
  units: [{ id: 'unit', name: 'Unit', capacity }],
});
const about = (kind: 'matching_decision' | 'assessment') => ({
  ...{ kind, unit: { id: 'unit' } },
  youngPerson: { keyWorker: { id: 'dana', name: 'Dana Example' } },
});

describe('whose a suggestion is', () => {
  it.each([
    ['a matching decision', 'matching_decision', somebody('m', 'manager', 'registered_manager'), true],
    ['a matching decision', 'matching_decision', somebody('m', 'manager', 'delegate'), true],
    ['a matching decision', 'matching_decision', somebody('m', 'manager', 'watcher'), false],
    ['a matching decision', 'matching_decision', somebody('s', 'unit_staff', 'staff'), false],
    ['a matching decision', 'matching_decision', somebody('dana', 'cas_worker', 'referrer'), false],
    ['an assessment', 'assessment', somebody('dana', 'cas_worker', 'referrer'), true],
    ['an assessment', 'assessment', somebody('other', 'cas_worker', 'referrer'), false],
    ['an assessment', 'assessment', somebody('m', 'manager', 'delegate'), true],
    ['an assessment', 'assessment', somebody('m', 'manager', 'watcher'), false],
    ['an assessment', 'assessment', somebody('s', 'unit_staff', 'staff'), false],
  ] as const)('%s, case %#', (_, kind, actor, isTheirs) => {
    expect(notTheirs(actor, about(kind)) === undefined).toBe(isTheirs);
  });

  it('is that of whoever stands in for the key worker', () => {
    const deputy = somebody('deputy', 'cas_worker', 'referrer');
    const standsInFor = [{ id: 'dana', name: 'Dana Example', lastDay: '2027-03-12' }];
    expect(notTheirs({ ...deputy, standsInFor }, about('assessment'))).toBeUndefined();
  });
});
