import { describe, expect, it } from '@jest/globals';
import { canBeCompleted, mayComplete, missingText } from './completion.js';

describe('what of a record is to complete', () => {
  it.each<[boolean, boolean, boolean, string, boolean]>([
    // number, key worker, date of birth
    [true, true, false, 'Case number and key worker to complete', true],
    [true, false, false, 'Case number to complete', true],
    [false, true, false, 'Key worker to complete', false],
    [false, false, true, '', true],
    [false, false, false, '', false],
  ])('with number %s, key worker %s and guess %s', (number, worker, guess, said, can) => {
    const person = { caseNumberIsProvisional: number, keyWorkerStandsIn: worker, dateOfBirthIsGuess: guess };
    expect(missingText(person)).toBe(said);
    expect(canBeCompleted(person)).toBe(can);
  });

  it('is completed by managers and the key worker', () => {
    const person = { keyWorker: { id: 'key' } };
    expect(mayComplete({ id: 'boss', role: 'manager' }, person)).toBe(true);
    expect(mayComplete({ id: 'key', role: 'cas_worker' }, person)).toBe(true);
    expect(mayComplete({ id: 'staff', role: 'unit_staff' }, person)).toBe(false);
    expect(mayComplete({ id: 'co', role: 'cas_worker' }, person)).toBe(false);
  });
});
