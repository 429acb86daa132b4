import { describe, expect, it } from '@jest/globals';
import { anOfferView, aRequestView } from '../../../test/support/request-views.js';
import { countText, listLink, requestRow, shownChoices, statesOf } from './list.page.js';

describe('a list of requests', () => {
  it('shows the open ones, all, or one state', () => {
    expect(statesOf('all')).toBeUndefined();
    expect(statesOf('booked')).toEqual(['booked']);
    expect(statesOf('open')).toContain('offer_lapsed');
    expect(statesOf('open')).not.toContain('booked');
  });
  it('marks what is chosen', () => {
    expect(shownChoices('waitlisted').filter(({ selected }) => selected)).toEqual([
      { value: 'waitlisted', text: 'On the waiting list', selected: true },
    ]);
  });
  it.each([
    [0, 'No open requests'],
    [1, '1 open request'],
    [7, '7 open requests'],
    [100, '100 or more open requests'],
  ])('counts %i', (count, said) => {
    expect(countText(count, 100)).toBe(said);
  });
  it('links to itself without what is empty', () => {
    expect(listLink('/requests', { show: 'open', search: '', cursor: null })).toBe('/requests?show=open');
    expect(listLink('/requests', {})).toBe('/requests');
    expect(listLink('/requests', { search: 'a&b' })).toBe('/requests?search=a%26b');
  });
  it('says every option that is held, earliest first, and two beds for the same nights once', () => {
    const held = (id: string, arrival: string, departure: string) => anOfferView({ id, arrival, departure });
    const options = (...offers: ReturnType<typeof held>[]) =>
      requestRow(aRequestView({ state: 'offered', offers }), new Date('2027-03-04T09:00:00Z')).options;
    const [first, second] = [held('a', '2027-03-12', '2027-03-14'), held('b', '2027-03-19', '2027-03-21')];
    expect(options(second, first)).toEqual([
      { arrival: '2027-03-12', departure: '2027-03-14' },
      { arrival: '2027-03-19', departure: '2027-03-21' },
    ]);
    expect(options(first, { ...first, id: 'c' })).toEqual([]);
    expect(options(first)).toEqual([]);
  });
  it('says in each row whose move it is', () => {
    expect(requestRow(aRequestView(), new Date('2027-03-04T09:00:00Z'))).toMatchObject({
      href: '/requests/r-1',
      person: { name: 'Tia Heron' },
      next: { text: 'Unit staff: look at the options and propose nights', due: null },
      nightsAgreed: null,
    });
  });
});
