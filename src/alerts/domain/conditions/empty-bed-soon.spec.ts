import { describe, expect, it } from '@jest/globals';
import type { Bed, Claim } from '../../../calendar/domain/claim.js';
import { bedNights } from '../../../calendar/domain/night-state.js';
import { instantIn } from '../../../kernel/nights.js';
import { emptyBedSoon, nightsSoon } from './empty-bed-soon.js';
import { momentOf } from './moment.js';

const BEDS = ['one', 'two', 'three', 'four'].map((id, at): Bed => {
  return { id, number: at + 1, name: id, attributes: [], registeredFrom: '2020-01-01', registeredUntil: null };
});
const aClaim = (bedId: string, arrival: string, departure: string, purpose: Claim['purpose'] = 'stay'): Claim => ({
  ...{
    id: `${bedId} ${arrival}`,
    bedId,
    purpose,
    arrival,
    departure,
    youngPersonId: 'kit',
    requestId: null,
    stayId: 's',
  },
  ...{ arrived: false, announced: true, support: null, needs: [], keepsRoom: false },
});
const begins = (night: string) => instantIn(night, '16:00', 'Europe/London');
const MONDAY = momentOf(new Date('2027-03-08T12:00Z'), 'Europe/London', '06:00');

function look(claims: Claim[], { beds = 1, daysBeforeWeekend = 4 } = {}, moment = MONDAY) {
  const rows = bedNights(BEDS, claims, { arrival: '2027-03-01', departure: '2027-04-01' });
  const asked = [{ requestId: 'r', youngPersonId: 'tia', windows: [{ from: '2027-03-12', to: '2027-03-13' }] }];
  return emptyBedSoon({ rows, asked, begins }, { beds, daysBeforeWeekend }, moment);
}
const full = (except: readonly string[] = []) =>
  BEDS.filter(({ id }) => !except.includes(id)).map(({ id }) => aClaim(id, '2027-03-01', '2027-04-01'));

describe('nights soon', () => {
  it.each([
    ['Monday with the weekend four days ahead', '2027-03-08', 4, ['2027-03-08', '2027-03-12', '2027-03-13']],
    ['Sunday, before it is time for the next', '2027-03-07', 4, ['2027-03-07']],
    ['Sunday where it is told of five days before', '2027-03-07', 5, ['2027-03-07', '2027-03-12', '2027-03-13']],
    ['Friday itself', '2027-03-12', 0, ['2027-03-12', '2027-03-13']],
    ['Thursday where it is told of on the day', '2027-03-11', 0, ['2027-03-11']],
    ['Saturday: the weekend that is running', '2027-03-13', 4, ['2027-03-13']],
    ['Saturday where the next is told of six days before', '2027-03-13', 6, ['2027-03-13', '2027-03-19', '2027-03-20']],
    ['the weekend in which the clocks go forward', '2027-03-26', 4, ['2027-03-26', '2027-03-27']],
  ])('%s', (_, tonight, days, nights) => {
    expect(nightsSoon(tonight, days)).toEqual(nights);
  });
});

describe('an empty bed soon', () => {
  it('is told of for each night, with what is held apart and who asks for it', () => {
    const found = look([...full(['one', 'two']), aClaim('two', '2027-03-12', '2027-03-13', 'offer')]);
    expect(found).toMatchObject([
      { key: '2027-03-08', opens: true, figures: { empty: 2, available: 4, held: 0, waiting: 0 } },
      { key: '2027-03-12', dueAt: begins('2027-03-12'), figures: { empty: 1, available: 4, held: 1, waiting: 1 } },
      { key: '2027-03-13', figures: { empty: 2, waiting: 0 } },
    ]);
  });

  it('is none where every bed is taken, held, kept, unavailable or closed', () => {
    const purposes = ['offer', 'reserve', 'out_of_service', 'closed'] as const;
    expect(look(BEDS.map(({ id }, at) => aClaim(id, '2027-03-01', '2027-04-01', purposes[at])))).toEqual([]);
  });

  it.each([
    [3, [true]],
    [2, [false]],
    [1, []],
  ])('with three to open and %i empty opens as %j', (empty, opens) => {
    const taken = full(['one', 'two', 'three'].slice(0, empty));
    expect(look(taken, { beds: 3, daysBeforeWeekend: 0 }).map((one) => one.opens)).toEqual(opens);
  });

  it('is of the night that is running until the day begins', () => {
    const at = (instant: string) => momentOf(new Date(instant), 'Europe/London', '06:00');
    const keys = (instant: string) => look([], { daysBeforeWeekend: 0 }, at(instant)).map(({ key }) => key);
    expect(keys('2027-03-09T05:59Z')).toEqual(['2027-03-08']);
    expect(keys('2027-03-09T06:00Z')).toEqual(['2027-03-09']);
  });
});
