import { describe, expect, it } from '@jest/globals';
import type { Bed, Claim } from '../../calendar/domain/claim.js';
import { bedAhead } from './bed-ahead.js';
import type { Reality } from './where-really.js';

const beds: Bed[] = [1, 2].map((number) => ({
  ...{ id: String(number), number, name: `Bed ${number}`, attributes: [] },
  ...{ registeredFrom: '2020-01-01', registeredUntil: null },
}));
const claim = (bedId: string, arrival: string, departure: string, more: Partial<Claim> = {}): Claim =>
  ({
    ...{
      id: `${bedId} ${arrival}`,
      bedId,
      arrival,
      departure,
      purpose: 'stay',
      youngPersonId: 'other',
      arrived: false,
    },
    ...{ stayId: 'other', requestId: null, announced: true, support: null, needs: [], keepsRoom: false },
    ...more,
  }) as Claim;
const ahead = (others: Claim[], more: Partial<Reality> = {}) =>
  bedAhead({
    ...{ wanted: { arrival: '2027-03-10', departure: '2027-03-14' }, held: [], meant: '1', beds, others },
    ...{ youngPersonId: 'own', tonight: '2027-03-10', isOver: false },
    ...more,
  });

describe('what an arrival would mean for the beds', () => {
  it('is nothing where the bed that was meant is nobody’s', () => {
    expect(ahead([claim('2', '2027-03-10', '2027-03-12')])).toEqual({ bedId: '1', meant: '1', inIt: [], makeWay: [] });
  });

  it('is another bed where somebody is in that one, who is named', () => {
    const there = claim('1', '2027-03-09', '2027-03-11', { arrived: true });
    expect(ahead([there])).toEqual({ bedId: '2', meant: '1', inIt: [there], makeWay: [] });
  });

  it('is no bed in a full house', () => {
    const both = ['1', '2'].map((bed) => claim(bed, '2027-03-09', '2027-03-20', { arrived: true }));
    expect(ahead(both)).toMatchObject({ bedId: undefined, makeWay: [] });
  });

  it('names each plan that would lose its nights once, soonest first: stays, offers, and their own elsewhere', () => {
    const [offer, stay] = [
      claim('1', '2027-03-13', '2027-03-15', { purpose: 'offer' }),
      claim('1', '2027-03-11', '2027-03-12'),
    ];
    const own = claim('9', '2027-03-12', '2027-03-16', { youngPersonId: 'own' });
    const closed = claim('1', '2027-03-12', '2027-03-13', { purpose: 'closed', youngPersonId: null });
    const left = claim('1', '2027-03-10', '2027-03-11', { departed: true });
    expect(ahead([offer, stay, own, own, closed, left]).makeWay).toEqual([stay, own, offer]);
  });
});
