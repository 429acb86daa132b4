import { describe, expect, it } from '@jest/globals';
import { bedBack, type GivenBack, type Hold } from './bed-back.js';
import { momentOf } from './moment.js';

const NOW = momentOf(new Date('2027-03-13T02:00Z'), 'Europe/London', '06:00');
const COULD = [
  { youngPersonId: 'ash', place: 1 },
  { youngPersonId: 'bo', place: 4 },
];
const back = (changes: Partial<GivenBack> = {}): GivenBack => ({
  ...{ claimId: 'c', bedId: 'one', bed: 'Bed 1', releasedAt: new Date('2027-03-12T10:00Z'), holds: [] },
  ...{ free: [{ arrival: '2027-03-20', departure: '2027-03-22' }], could: COULD, lookedAt: 10 },
  ...changes,
});
const hold = (changes: Partial<Hold> = {}): Hold => ({
  ...{ youngPersonId: 'faye', requestId: 'r', partId: 'p', arrival: '2027-03-20', departure: '2027-03-22' },
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
          heldFor: 0,
          heldNights: 0,
          ranked: 'ash bo',
          places: '1 4',
        },
      },
    ]);
  });

  it.each([
    ['all of it', [hold()], 1, 2, 'faye'],
    ['a night of it', [hold({ departure: '2027-03-21' })], 1, 1, 'faye'],
    ['a longer stay', [hold({ arrival: '2027-03-18', departure: '2027-03-25' })], 1, 2, 'faye'],
    [
      'one after the other',
      [hold({ departure: '2027-03-21' }), hold({ arrival: '2027-03-21', youngPersonId: 'gil' })],
      ...([2, 2, 'faye'] as const),
    ],
    ['one twice', [hold({ departure: '2027-03-21' }), hold({ arrival: '2027-03-21' })], 1, 2, 'faye'],
  ])('that is held for %s is about whom it is held for', (_, holds, heldFor, heldNights, youngPersonId) => {
    expect(look([back({ holds })])).toMatchObject([
      {
        about: { claimId: 'c', youngPersonId, requestId: 'r', partId: 'p' },
        figures: { held: 'yes', heldFor, heldNights, could: 2 },
      },
    ]);
  });

  it('is not held by what lies beyond its nights', () => {
    const holds = [hold({ arrival: '2027-03-22', departure: '2027-03-24' })];
    expect(look([back({ holds })])).toMatchObject([{ about: { claimId: 'c' }, figures: { held: 'no', heldFor: 0 } }]);
  });

  it('names a few of those who could have it, not whom it is held for, and counts all', () => {
    const could = ['faye', 'ash', 'bo', 'cy', 'di'].map((youngPersonId, at) => ({ youngPersonId, place: at + 1 }));
    expect(look([back({ could, holds: [hold()] })])).toMatchObject([
      { figures: { could: 4, ranked: 'ash bo cy', places: '2 3 4' } },
    ]);
    expect(look([back({ could: [] })])).toMatchObject([{ figures: { could: 0, ranked: '', places: '' } }]);
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
