import { describe, expect, it } from '@jest/globals';
import { ROLES } from './actor.js';
import { notYours, whoDoes } from './who-does.js';

describe('whose something is', () => {
  it.each([
    [[], 'It happens by itself.'],
    [['manager'], 'It is for a manager.'],
    [['cas_worker', 'manager'], 'It is for the key worker or a manager.'],
    [['cas_worker', 'unit_staff', 'manager'], 'It is for the key worker, unit staff or a manager.'],
  ] as const)('%p: %s', (roles, says) => {
    expect(whoDoes(roles)).toBe(says);
  });

  it('is told to whoever has another role, with whom to ask', () => {
    for (const role of ROLES)
      expect(notYours('Sign', [role])).toMatch(
        /^“Sign” is not one of your tasks\. It is for .*\. Ask them to do it\.$/,
      );
    expect(notYours(undefined, ['manager'])).toMatch(/^This is not one of your tasks\. It is for a manager\./);
  });
});
