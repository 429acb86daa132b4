import { describe, expect, it } from '@jest/globals';
import { groupChanged } from './group-changed.js';
import { momentOf } from './moment.js';
import { newInformation } from './new-information.js';

const NOW = momentOf(new Date('2027-03-12T12:00Z'), 'Europe/London', '06:00');
const BEGINS = new Date('2027-03-20T16:00Z');
type Decided = Parameters<typeof newInformation>[1][number];
const stay = (changes: Decided['changes'], more: Partial<Decided> = {}): Decided => ({
  ...{
    stayId: 's',
    offerId: null,
    youngPersonId: 'tia',
    arrival: '2027-03-20',
    departure: '2027-03-22',
    begins: BEGINS,
  },
  ...{ changes, isRefused: false, reports: [] },
  ...more,
});
const unseen = (informationId: string, youngPersonId: string, arrival = '2027-03-20') => ({
  ...{ informationId, youngPersonId, stayId: `${youngPersonId}s`, arrival, begins: BEGINS, on: '2027-03-12' },
});

describe('a group that is not as it was decided', () => {
  const look = (...decided: Decided[]) => groupChanged(decided, { daysAhead: 14 }, NOW);

  it.each([
    [['came'], 'came', 1],
    [['left', 'came', 'came'], 'came left', 3],
    [
      ['decision', 'guide', 'staff', 'waking_night', 'rooms', 'nights'],
      'decision guide nights rooms staff waking_night',
      6,
    ],
    [['came', 'assessment', 'information', 'gap'], 'came', 1],
  ])('by %j is found', (kinds, changes, grade) => {
    expect(look(stay(kinds.map((kind) => ({ kind }))))).toMatchObject([
      {
        key: 's',
        opens: true,
        grade,
        about: { youngPersonId: 'tia', stayId: 's' },
        figures: { changes, count: grade },
      },
    ]);
  });

  it.each([
    ['came', true, 'came_held'],
    ['came', false, 'came'],
    ['left', true, 'left_held'],
    ['left', false, 'left'],
  ])('by %s, held %s, tells a stay apart from a bed that is only held', (kind, held, changes) => {
    expect(look(stay([{ kind, held }]))).toMatchObject([{ figures: { changes, count: 1 } }]);
  });

  it('is none where nothing has changed but what is known of one', () => {
    expect(look(stay([{ kind: 'assessment' }, { kind: 'gap' }, { kind: 'information' }]))).toEqual([]);
    expect(look(stay([]))).toEqual([]);
  });

  it('is found of an offer, and where it was decided against and stands', () => {
    const offer = stay([{ kind: 'came' }], { stayId: null, offerId: 'o' });
    expect(look(offer)).toMatchObject([{ key: 'o', about: { offerId: 'o' } }]);
    expect(look(stay([], { isRefused: true }))).toMatchObject([{ grade: 1, figures: { refused: 'yes', changes: '' } }]);
  });

  it.each([
    ['2027-03-01', '2027-03-13', 1],
    ['2027-03-01', '2027-03-12', 0],
    ['2027-03-26', '2027-03-28', 1],
    ['2027-03-27', '2027-03-28', 0],
  ])('from %s to %s is found %i times, fourteen days ahead', (arrival, departure, times) => {
    expect(look(stay([{ kind: 'came' }], { arrival, departure }))).toHaveLength(times);
  });
});

describe('new information', () => {
  const look = (reports: ReturnType<typeof unseen>[], ...decided: Decided[]) =>
    newInformation(reports, decided, { daysAhead: 14 }, NOW);

  it('is told of once for each young person, whatever it is that is new', () => {
    const found = look(
      [unseen('i', 'kit'), unseen('j', 'kit')],
      stay(
        [
          { kind: 'assessment', youngPersonId: 'kit' },
          { kind: 'information', youngPersonId: 'kit' },
        ],
        {
          reports: [{ youngPersonId: 'kit', ids: ['i', 'k'] }],
        },
      ),
      stay([{ kind: 'gap', youngPersonId: 'tia' }, { kind: 'came' }]),
    );
    expect(found).toMatchObject([
      { key: 'kit', grade: 4, about: { youngPersonId: 'kit' }, figures: { reports: 3, assessment: 'yes' } },
      {
        key: 'tia',
        grade: 1,
        about: { youngPersonId: 'tia', stayId: 's' },
        figures: { reports: 0, assessment: 'yes' },
      },
    ]);
  });

  it('goes by the soonest stay that it touches, whatever the order', () => {
    const soon = stay([{ kind: 'assessment', youngPersonId: 'kit' }], { stayId: 'soon', arrival: '2027-03-14' });
    for (const order of [
      [soon, stay([{ kind: 'assessment', youngPersonId: 'kit' }])],
      [stay([{ kind: 'assessment', youngPersonId: 'kit' }]), soon],
    ])
      expect(look([unseen('i', 'kit', '2027-03-16')], ...order)).toMatchObject([
        { about: { stayId: 'soon' }, figures: { arrival: '2027-03-14', reports: 1 } },
      ]);
  });

  it('is none of a change of the group, nor of a stay too far ahead', () => {
    expect(look([unseen('i', 'kit', '2027-03-27')], stay([{ kind: 'came', youngPersonId: 'kit' }]))).toEqual([]);
    expect(look([unseen('i', 'kit', '2027-03-26')])).toHaveLength(1);
    expect(look([unseen('i', 'kit', '2027-03-01')])).toHaveLength(1);
  });
});
