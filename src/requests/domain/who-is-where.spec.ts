import { describe, expect, it } from '@jest/globals';
import { whoIsWhere } from './who-is-where.js';

const stay = (name: string, state: string, arrival: string, departure: string, more: object = {}) => ({
  ...{ name, state, arrival, departure },
  ...more,
});
const names = (where: ReturnType<typeof whoIsWhere>) =>
  Object.fromEntries(
    Object.entries(where).map(([key, stays]) => [key, stays.map((one) => (one as unknown as { name: string }).name)]),
  );

describe('who is where', () => {
  const stays = [
    stay('here', 'in_residence', '2027-05-01', '2027-05-06'),
    stay('missing', 'in_residence', '2027-05-01', '2027-05-04', { away: { kind: 'missing' } }),
    stay('leaving', 'in_residence', '2027-05-01', '2027-05-03'),
    stay('overdue', 'in_residence', '2027-04-30', '2027-05-05', { overdueSince: '2027-05-02' }),
    stay('late', 'booked', '2027-05-02', '2027-05-05'),
    stay('due', 'booked', '2027-05-03', '2027-05-05'),
    stay('tomorrow', 'booked', '2027-05-04', '2027-05-05'),
  ];

  it('counts whoever is away as not in the building, and whoever is overdue as leaving', () => {
    expect(names(whoIsWhere(stays, '2027-05-03'))).toEqual({
      inTheBuilding: ['here', 'leaving', 'overdue'],
      away: ['missing'],
      arriving: ['late', 'due'],
      arrivingTomorrow: ['tomorrow'],
      leaving: ['leaving', 'overdue'],
      leavingTomorrow: ['missing'],
    });
  });

  it('after midnight, before the day begins, names today’s arrivals as still to come', () => {
    const { arriving, arrivingTomorrow } = names(whoIsWhere(stays, '2027-05-03', '2027-05-02'));
    expect([arriving, arrivingTomorrow]).toEqual([['late', 'due'], ['tomorrow']]);
  });

  it('names everybody who is there once, in the building or away', () => {
    const { inTheBuilding, away } = whoIsWhere(stays, '2027-05-03');
    expect([...inTheBuilding, ...away]).toHaveLength(stays.filter(({ state }) => state === 'in_residence').length);
  });
});
