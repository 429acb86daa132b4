import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { Assessed } from '../../matching/domain/assessed.js';
import type { RuleSet } from '../../matching/domain/rule-set.js';
import type { DecisionInputs, NightLookedAt } from './decision-inputs.js';
import { houseChanges } from './house-changes.js';

const rules = JSON.parse(readFileSync('config/rule-set.default.json', 'utf8')) as RuleSet;
const NIGHTS = ['2027-03-12', '2027-03-13'] as const;
const someone = (id: string, ratings: Assessed['ratings'] = []): Assessed => ({
  ...{ id, age: 14, support: 'shared', ratings },
});
const night = (more: Partial<NightLookedAt> = {}, on: string = NIGHTS[0]): NightLookedAt => ({
  ...{ night: on, booked: ['kit'], offered: [], apart: [], staff: 3, eases: [] },
  ...more,
});
const then = (nights: NightLookedAt[], more: Partial<DecisionInputs> = {}): DecisionInputs => ({
  ...{ guest: someone('tia'), others: [someone('kit')], facts: [], nights },
  ...more,
});
const staff = (on: string[] = [NIGHTS[0]]) => [{ kind: 'staff', nights: on }];
/** Two of whom one wakes at night, and the other takes it badly. */
const sleepers: Partial<DecisionInputs> = {
  guest: someone('tia', [{ factor: 'sleep', poses: 0, vulnerable: 3, status: 'serious' }]),
  others: [someone('kit', [{ factor: 'sleep', poses: 3, vulnerable: 0, status: 'serious' }])],
};

describe('what the house gives less than it was decided on', () => {
  it.each<[string, DecisionInputs, NightLookedAt[], object[]]>([
    ['nothing, where nothing is less', then([night()]), [night()], []],
    ['fewer than are to be there can be taken', then([night()]), [night({ staff: 1 })], staff()],
    ['fewer can be taken, and enough still', then([night()]), [night({ staff: 2 })], []],
    ['more can be taken', then([night({ staff: 1 })]), [night({ staff: 3 })], []],
    ['a figure is set for the first time, and all are within it', then([night({ staff: null })]), [night()], []],
    [
      'a figure is set for the first time, and not all are within it',
      then([night({ staff: null })]),
      [night({ staff: 1 })],
      staff(),
    ],
    ['nobody says any more how many can be taken', then([night({ staff: 2 })]), [night({ staff: null })], []],
    [
      'on one night of two: that one is named',
      then([night(), night({}, NIGHTS[1])]),
      [night(), night({ staff: 1 }, NIGHTS[1])],
      staff([NIGHTS[1]]),
    ],
    ['a night that is over counts no more', then([night(), night({}, NIGHTS[1])]), [night({}, NIGHTS[1])], []],
    ['a night that was added was not decided on', then([night()]), [night(), night({ staff: 0 }, NIGHTS[1])], []],
    [
      'rooms that lay apart, where that was counted on',
      then([night({ apart: ['kit'] })], sleepers),
      [night()],
      [{ kind: 'rooms', nights: [NIGHTS[0]] }],
    ],
    ['rooms that lay apart, where it makes no odds', then([night({ apart: ['kit'] })]), [night()], []],
    [
      'rooms that lay apart of somebody who is gone',
      then([night({ apart: ['kit'] })], sleepers),
      [night({ booked: [] })],
      [],
    ],
    ['rooms that lie apart now', then([night()], sleepers), [night({ apart: ['kit'] })], []],
    [
      'the waking night, where that was counted on',
      then([night({ eases: ['waking_night'] })], sleepers),
      [night()],
      [{ kind: 'waking_night', nights: [NIGHTS[0]] }],
    ],
  ])('%s', (_, decided, now, changes) => {
    expect(houseChanges(rules, decided, now, true)).toEqual(changes);
  });

  it('says nothing of rooms where they have none', () => {
    expect(houseChanges(rules, then([night({ apart: ['kit'] })], sleepers), [night()], false)).toEqual([]);
  });
});
