import { describe, expect, it } from '@jest/globals';
import { anOfferView, aRequestView } from '../../../test/support/request-views.js';
import { answerFirst, offerPage, wayOf } from './offer.page.js';

describe('the family’s answer', () => {
  it('is asked for now, by the unit’s clocks', () => {
    expect(answerFirst(new Date('2027-06-30T23:05:00Z'), 'Europe/London')).toEqual({
      date: '2027-07-01',
      time: '00:05',
    });
    expect(answerFirst(new Date('2027-01-05T09:05:00Z'), 'Europe/London')).toEqual({
      date: '2027-01-05',
      time: '09:05',
    });
  });
  it('came in one of the known ways, or in another by its own word', () => {
    expect(wayOf('telephone', 'ignored')).toBe('telephone');
    expect(wayOf('other', 'through the school')).toBe('through the school');
    expect(wayOf('other', undefined)).toBeUndefined();
  });
});

it('says how old the young person will be, and until when the bed is held', () => {
  const request = {
    ...aRequestView({ state: 'proposed' }),
    offer: anOfferView({ arrival: '2027-05-03', departure: '2027-05-05', expires: new Date('2027-05-03T23:00:00Z') }),
  };
  const page = offerPage(
    request,
    { company: [], ages: { youngest: 12, oldest: 17 } },
    new Date('2027-03-04T09:00:00Z'),
  );
  expect(page).toMatchObject({ ageThen: 15, person: { age: 14 }, offer: { until: { day: '2027-05-03', time: '' } } });
});
