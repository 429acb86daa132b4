import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { BETTER, changeOf, checkMeasure, checkValue, countChanges, notYet } from './outcome.js';

describe('when a value can be written down', () => {
  const left = '2027-03-12';
  it.each([
    ['before', { state: 'booked', left: null, today: '2027-03-01' }, undefined],
    ['before', { state: 'completed', left, today: '2027-06-01' }, undefined],
    ['before', { state: 'cancelled', left: null, today: '2027-03-01' }, 'did not take place'],
    ['after', { state: 'in_residence', left: null, today: '2027-03-11' }, 'once they have left'],
    ['after', { state: 'completed', left, today: left }, undefined],
    ['later', { state: 'completed', left, today: '2027-04-01' }, 'from Friday 2 April 2027 on'],
    ['later', { state: 'completed', left, today: '2027-04-02' }, undefined],
  ] as const)('%s, case %#', (moment, stay, why) => {
    const said = notYet(moment, stay);
    if (why) expect(said).toContain(why);
    else expect(said).toBeUndefined();
  });
});

describe('a measure', () => {
  const ofTen = { name: 'x', unit: 'of 10', better: 'lower' as const, lowest: 0, highest: 10 };
  it('is on its scale', () => {
    expect([0, 10, 11, -1].map((value) => checkValue('before', value, ofTen).length)).toEqual([0, 0, 1, 1]);
    expect(checkMeasure({ lowest: 3, highest: 3 })).toHaveLength(1);
  });
  it.each([
    ['lower', 7, 4, 'better'],
    ['lower', 4, 7, 'worse'],
    ['higher', 80, 95, 'better'],
    ['higher', 95, 80, 'worse'],
    ['higher', 80, 80, 'same'],
  ] as const)('where %s is better, %i to %i is %s', (better, before, after, change) => {
    expect(changeOf({ better }, before, after)).toBe(change);
  });
  it('counts every stay once, and every change among those with both numbers', () => {
    const number = fc.option(fc.integer({ min: 0, max: 3 }));
    fc.assert(
      fc.property(
        fc.array(fc.record({ before: number, after: number })),
        fc.constantFrom(...BETTER),
        (values, better) => {
          const counted = countChanges({ better }, values);
          expect(counted.both + counted.onlyBefore + counted.onlyAfter + counted.neither).toBe(values.length);
          expect(counted.better + counted.same + counted.worse).toBe(counted.both);
          const turned = countChanges({ better: better === 'lower' ? 'higher' : 'lower' }, values);
          expect([turned.better, turned.worse]).toEqual([counted.worse, counted.better]);
        },
      ),
    );
  });
});
