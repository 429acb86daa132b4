import { describe, expect, it } from '@jest/globals';
import { bedUntil } from './conflict.js';

const bed = { name: 'Bed 4', until: '2027-03-12' };

describe('somebody without a bed for all of their nights', () => {
  it.each([
    ['in_residence', null, '2027-03-10', 'No bed tonight.'],
    ['in_residence', bed, '2027-03-12', 'No bed tonight.'],
    ['in_residence', bed, '2027-03-11', 'Bed 4 until Friday 12 March, and no bed after that.'],
    ['booked', bed, '2027-03-12', 'Bed 4 until Friday 12 March, and no bed after that.'],
    ['booked', null, '2027-03-10', 'No bed was free for all of their nights.'],
  ] as const)('%s, %o on %s: %s', (state, held, today, said) => {
    expect(bedUntil({ state, bed: held }, today)).toBe(said);
  });
});
