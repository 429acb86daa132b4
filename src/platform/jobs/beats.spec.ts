import { expect, it } from '@jest/globals';
import { beatsOf } from './beats.js';

it.each<[string, string, string, string, string]>([
  ['by the hour', '17 * * * *', '2027-01-15T12:00:00Z', '2027-01-15T11:17:00Z', '2027-01-15T12:17:00Z'],
  ['at its very minute', '17 * * * *', '2027-01-15T12:17:00Z', '2027-01-15T12:17:00Z', '2027-01-15T13:17:00Z'],
  ['by the day in summer', '41 3 * * *', '2027-07-01T12:00:00Z', '2027-07-01T02:41:00Z', '2027-07-02T02:41:00Z'],
  [
    'over the hour that is skipped',
    '17 * * * *',
    '2027-03-28T00:30:00Z',
    '2027-03-28T00:17:00Z',
    '2027-03-28T01:17:00Z',
  ],
  ['by the day, into summer', '41 3 * * *', '2027-03-27T12:00:00Z', '2027-03-27T03:41:00Z', '2027-03-28T02:41:00Z'],
  ['by the day, out of summer', '41 3 * * *', '2027-10-30T12:00:00Z', '2027-10-30T02:41:00Z', '2027-10-31T03:41:00Z'],
])('is known of a schedule %s when it ran last and runs next', (_, pattern, now, last, next) => {
  expect(beatsOf(pattern, new Date(now))).toEqual({ last: new Date(last), next: new Date(next) });
});

it('has each of the two hours that the clocks show twice', () => {
  const beats = [];
  for (let at = new Date('2027-10-30T22:30:00Z'); beats.length < 4; at = beats.at(-1)!)
    beats.push(beatsOf('17 * * * *', at).next);
  expect(beats.map((at) => at.toISOString().slice(11, 16))).toEqual(['23:17', '00:17', '01:17', '02:17']);
});
