import { describe, expect, it } from '@jest/globals';
import { checkConfirmation, type Confirmation, type ConfirmedItem } from './confirmation.js';

const TODAY = '2027-03-12';

describe('what somebody confirms', () => {
  it.each<[ConfirmedItem, Confirmation, string[]]>([
    ['care_plan', { dated: '2027-03-12' }, []],
    ['care_plan', { dated: '2026-01-01' }, []],
    ['care_plan', {}, ['dated']],
    ['care_plan', { dated: '2027-03-13' }, ['dated']],
    ['care_plan', { dated: '2017-03-11' }, ['dated']],
    ['care_plan', { dated: TODAY, covers: ['stay'] }, ['covers']],
    ['medication', { dated: TODAY }, ['note']],
    ['medication', { dated: TODAY, note: 'Nothing' }, []],
    ['consents', { covers: ['stay'] }, ['dated']],
    ['consents', { covers: ['stay'], dated: TODAY }, []],
    ['consents', { covers: [] }, ['note']],
    ['consents', { note: 'Withdrawn by her mother' }, []],
    ['contact', {}, ['note']],
    ['contact', { note: 'Mum, 07700 900123' }, []],
    ['contact', { note: 'Mum', dated: TODAY }, ['dated']],
    ['legal_basis', {}, ['legalStatus']],
    ['legal_basis', { legalStatus: 's17' }, []],
    ['legal_basis', { legalStatus: 'other' }, ['note']],
    ['compatibility', {}, ['note', 'seenGroup']],
    ['compatibility', { note: 'Separate floors' }, ['seenGroup']],
    ['compatibility', { note: 'Separate floors', seenGroup: 'a.b.c' }, []],
    ['contact', { note: 'Mum, 07700 900123', seenGroup: 'a.b.c' }, ['seenGroup']],
  ])('of %s as %j is wrong at %j', (item, said, fields) => {
    expect(checkConfirmation(item, said, TODAY).map(({ field }) => field)).toEqual(fields);
  });
});
