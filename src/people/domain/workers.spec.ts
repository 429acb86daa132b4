import { describe, expect, it } from '@jest/globals';
import type { Role } from '../../identity/domain/actor.js';
import { mayChangeKeyWorker, mayChooseCoWorkers, mayEndCoWorker } from './workers.js';

const person = { keyWorker: { id: 'key' }, coWorkers: [{ id: 'co' }, { id: 'other' }] };

describe('who may say who works with a young person', () => {
  it.each<[string, Role, boolean, boolean, boolean, boolean]>([
    // id, role, chooses co-workers, ends `co`, ends `other`, changes the key worker
    ['key', 'cas_worker', true, true, true, false],
    ['co', 'cas_worker', false, true, false, false],
    ['nobody', 'cas_worker', false, false, false, false],
    ['staff', 'unit_staff', false, false, false, false],
    ['key', 'unit_staff', false, false, false, false],
    ['boss', 'manager', true, true, true, true],
    ['admin', 'administrator', false, false, false, false],
  ])('%s, %s', (id, role, chooses, endsCo, endsOther, changes) => {
    const actor = { id, role };
    expect(mayChooseCoWorkers(actor, person)).toBe(chooses);
    expect(mayEndCoWorker(actor, person, 'co')).toBe(endsCo);
    expect(mayEndCoWorker(actor, person, 'other')).toBe(endsOther);
    expect(mayChangeKeyWorker(actor)).toBe(changes);
  });
});
