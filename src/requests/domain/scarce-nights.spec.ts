import { describe, expect, it } from '@jest/globals';
import { kindsOfNights } from '../../people/domain/night-kinds.js';
import { scarceNights } from './scarce-nights.js';

const TERMS = [
  { firstDay: '2027-01-04', lastDay: '2027-03-26' },
  { firstDay: '2027-04-12', lastDay: '2027-05-28' },
];
const kindOf = kindsOfNights(TERMS, new Set(['2027-05-03']));
const stay = (arrival: string, departure: string) => ({ arrival, departure });

describe('nights of weekends and holidays that somebody has had', () => {
  it.each<[string, [string, string][], number]>([
    ['none without a stay', [], 0],
    ['none of a school night', [['2027-05-10', '2027-05-13']], 0],
    ['Friday and Saturday, and not the Sunday before school', [['2027-05-06', '2027-05-10']], 2],
    ['the eve of a bank holiday', [['2027-05-02', '2027-05-03']], 1],
    ['every night of the holidays', [['2027-03-29', '2027-04-02']], 4],
    [
      'a night once, whoever booked it twice',
      [
        ['2027-05-07', '2027-05-08'],
        ['2027-05-07', '2027-05-09'],
      ],
      2,
    ],
    ['what is booked', [['2027-06-11', '2027-06-13']], 2],
    ['nothing of more than a year ago', [['2026-05-29', '2026-05-31']], 0],
    ['what is left of a stay that began before', [['2026-05-29', '2026-06-07']], 2],
  ])('%s', (_, stays, count) => {
    expect(
      scarceNights(
        stays.map(([arrival, departure]) => stay(arrival, departure)),
        kindOf,
        '2027-06-01',
      ),
    ).toBe(count);
  });
});
