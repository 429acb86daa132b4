import { describe, expect, it } from '@jest/globals';
import { emergencyBeds } from './emergency.page.js';

const bed = (attributes: string[]) => ({
  ...{ id: 'two', number: 2, name: 'Bed 2', attributes },
  ...{ registeredFrom: '2020-01-01', registeredUntil: null },
});

describe('a bed to choose for tonight', () => {
  it.each([
    [{ suits: true, isKept: false, departure: '2027-04-12' }, [], ''],
    [
      { suits: true, isKept: true, departure: '2027-04-12' },
      ['ground_floor'],
      'Kept for emergencies. Has: ground floor.',
    ],
    [
      { suits: false, isKept: false, departure: '2027-03-14' },
      ['ensuite'],
      'Does not have all that they need. Free until Sunday 14 March. Has: ensuite.',
    ],
  ])('%j with %j says: %s', (is, attributes, hint) => {
    expect(emergencyBeds([{ bed: bed(attributes), ...is }], '2027-03-12')).toEqual([
      { value: 'two', text: 'Bed 2', hint },
    ]);
  });
});
