import { expect, it } from '@jest/globals';
import { momentOf } from './conditions/moment.js';
import { sayAlert } from './say-alert.js';

const NOW = momentOf(new Date('2027-03-01T10:00:00Z'), 'Europe/London', '06:00');
const FIGURES = { days: 7, available: 28, held: 1, reserve: 2, waiting: 1, below: 63, ends: 68 };
const say = (figures: { percent: number; taken: number; ends?: number }, isOver = false) => {
  const said = { kind: 'low_occupancy', unit: { id: 'u', zone: 'Europe/London' }, about: {}, isOver } as const;
  return sayAlert({ ...said, figures: { ...FIGURES, ...figures } }, {}, NOW).why;
};

it.each([
  [
    'that opens',
    { percent: 61, taken: 17 },
    false,
    '17 of 28 bed nights that can be used are taken by stays, below the 63% that is set.',
  ],
  [
    'that wavers',
    { percent: 64, taken: 18 },
    false,
    '18 of 28 bed nights that can be used are taken by stays, no longer below the 63% that is set: it ends at 68%.',
  ],
  ['at the threshold', { percent: 63, taken: 18 }, false, 'no longer below the 63% that is set: it ends at 68%.'],
  [
    'of which it is not known when it ends',
    { percent: 64, taken: 18, ends: 0 },
    false,
    'no longer below the 63% that is set. Counted apart',
  ],
  [
    'that is over',
    { percent: 61, taken: 17 },
    true,
    '17 of 28 bed nights that can be used were taken by stays, below the 63% that was set.',
  ],
  ['that wavered and is over', { percent: 64, taken: 18 }, true, 'no longer below the 63% that was set. Counted apart'],
] as const)('low occupancy %s says below what', (_, figures, isOver, sentence) => {
  expect(say(figures, isOver)).toContain(sentence);
});
