import { describe, expect, it } from '@jest/globals';
import { LEGAL_STATUSES } from '../../calendar/domain/legal-status.js';
import { checkEntries, lacking, provisionOf, type RegisterRow } from './register.js';

const row: RegisterRow = {
  ...{ stayId: 'stay', name: 'Ash Example', dateOfBirth: '2013-03-12', caseNumber: 'C-1' },
  ...{ admitted: '2027-03-12', left: '2027-03-14', addressBefore: '1 Low Road', addressAfter: '1 Low Road' },
  ...{ authority: 'Sefton', provision: 'Children Act 1989, section 17(6)' },
};

describe('a row of the register', () => {
  it.each([
    [{}, []],
    [{ addressBefore: '' }, ['Address before admission']],
    [{ addressAfter: '' }, ['Address on leaving']],
    [{ addressAfter: '', left: null }, []],
    [{ provision: '' }, ['Statutory provision']],
  ])('%j lacks %j', (more, missing) => {
    expect(lacking({ ...row, ...more })).toEqual(missing);
  });
  it('names a provision of the law for every legal status', () => {
    for (const status of LEGAL_STATUSES) expect(provisionOf({ status, note: 'An order' })).not.toBe('');
    expect(provisionOf({ status: 'other', note: 'An interim care order' })).toBe('An interim care order');
    expect(provisionOf(null)).toBe('');
  });
});

describe('an entry of the register', () => {
  const before = { addressBefore: '1 Low Road', addressAfter: '', authority: 'Sefton' };
  const check = (given: object, reason = '') => {
    const { changed, errors } = checkEntries(before, given, reason);
    return [changed, errors.map(({ field }) => field)];
  };
  it.each([
    ['what is the same', { addressBefore: '1 Low Road', authority: 'Sefton' }, '', [], []],
    ['what was not there', { addressAfter: '2 High Road' }, '', ['addressAfter'], []],
    ['what is put right without a reason', { addressBefore: '3' }, '', ['addressBefore'], ['reason']],
    ['what is put right with one', { addressBefore: '3' }, 'Misheard', ['addressBefore'], []],
    ['what is emptied', { authority: '' }, 'x', ['authority'], ['authority']],
  ] as const)('%s', (_, given, reason, changed, errors) => {
    expect(check(given, reason)).toEqual([changed, errors]);
  });
});
