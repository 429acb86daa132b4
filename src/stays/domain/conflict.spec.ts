import { describe, expect, it } from '@jest/globals';
import { bedsSaid, type Whereabouts } from './conflict.js';

const run = (bed: string | null, from: number, to: number): Whereabouts => ({
  ...{ bed, arrival: `2027-03-${from}`, departure: `2027-03-${to}` },
});

describe('somebody without a bed for all of their nights', () => {
  it.each([
    ['in_residence', [run(null, 10, 14)], 'No bed tonight.'],
    ['in_residence', [run(null, 11, 12), run('Bed 2', 12, 14)], 'No bed tonight. Bed 2 from Friday 12 March.'],
    [
      'in_residence',
      [run(null, 10, 12), run('Bed 2', 12, 13), run(null, 13, 14)],
      'No bed tonight. Bed 2 from Friday 12 March until Saturday 13 March, and no bed after that.',
    ],
    ['in_residence', [run('Bed 4', 9, 12), run(null, 12, 14)], 'Bed 4 until Friday 12 March, and no bed after that.'],
    [
      'in_residence',
      [run('Bed 4', 9, 12), run(null, 12, 13), run('Bed 3', 13, 15)],
      'Bed 4 until Friday 12 March, no bed until Saturday 13 March, then Bed 3.',
    ],
    ['booked', [run('Bed 4', 10, 12), run(null, 12, 14)], 'Bed 4 until Friday 12 March, and no bed after that.'],
    ['booked', [run(null, 10, 12), run('Bed 3', 12, 14)], 'No bed until Friday 12 March, then Bed 3.'],
    ['booked', [run(null, 10, 14)], 'No bed was free for all of their nights.'],
  ] as const)('%s, %j: %s', (state, runs, text) => {
    expect(bedsSaid(state, runs, '2027-03-11')).toBe(text);
  });
});
