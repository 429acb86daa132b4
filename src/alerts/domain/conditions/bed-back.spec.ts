import { describe, expect, it } from '@jest/globals';
import { bedBack, type GivenBack } from './bed-back.js';
import { momentOf } from './moment.js';

const NOW = momentOf(new Date('2027-03-13T02:00Z'), 'Europe/London', '06:00');
const back = (changes: Partial<GivenBack> = {}): GivenBack => ({
  ...{ claimId: 'c', bedId: 'one', bed: 'Bed 1', releasedAt: new Date('2027-03-12T10:00Z'), isHeld: false },
  ...{ free: [{ arrival: '2027-03-20', departure: '2027-03-22' }], could: 2, lookedAt: 10 },
  ...changes,
});
const look = (all: GivenBack[], { daysAhead = 30, daysSince = 7 } = {}) => bedBack(all, { daysAhead, daysSince }, NOW);

describe('a bed that came back', () => {
  it('is told of with its nights, and how many of those who wait could take some', () => {
    expect(look([back()])).toEqual([
      {
        ...{ kind: 'bed_back', key: 'c', opens: true, about: { claimId: 'c' }, dueAt: null },
        figures: {
          bed: 'Bed 1',
          arrival: '2027-03-20',
          departure: '2027-03-22',
          nights: 2,
          could: 2,
          lookedAt: 10,
          held: 'no',
        },
      },
    ]);
    expect(look([back({ isHeld: true })])).toMatchObject([{ figures: { held: 'yes' } }]);
  });

  it.each([
    ['nothing of it is free', { free: [] }],
    ['its nights are over', { free: [{ arrival: '2027-03-10', departure: '2027-03-12' }] }],
    ['its nights are too far ahead', { free: [{ arrival: '2027-04-13', departure: '2027-04-20' }] }],
    ['it came back too long ago', { releasedAt: new Date('2027-03-06T01:59Z') }],
  ])('is none where %s', (_, changes) => {
    expect(look([back(changes)])).toEqual([]);
  });

  it('is cut to the nights from tonight on, and to those that are near enough', () => {
    const free = [
      { arrival: '2027-03-11', departure: '2027-03-14' },
      { arrival: '2027-04-11', departure: '2027-05-01' },
    ];
    expect(look([back({ free })])).toMatchObject([
      { figures: { arrival: '2027-03-12', departure: '2027-04-13', nights: 4 } },
    ]);
  });

  it('tells of a night that came back twice once, with what gave it back last, whatever the order', () => {
    const first = back({
      claimId: 'a',
      releasedAt: new Date('2027-03-11T10:00Z'),
      free: [{ arrival: '2027-03-20', departure: '2027-03-23' }],
    });
    const expected = [
      { key: 'c', figures: { nights: 2 } },
      { key: 'a', figures: { arrival: '2027-03-22', nights: 1 } },
    ];
    expect(look([first, back()])).toMatchObject(expected);
    expect(look([back(), first])).toMatchObject(expected);
    expect(look([first, back({ bedId: 'two' })])).toMatchObject([
      { figures: { nights: 2 } },
      { figures: { nights: 3 } },
    ]);
  });
});
