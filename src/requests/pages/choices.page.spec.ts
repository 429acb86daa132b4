import { describe, expect, it } from '@jest/globals';
import { anOfferView } from '../../../test/support/request-views.js';
import { choicesOf, nightsKnown } from './choices.page.js';

const held = (id: string, arrival: string, departure: string, expires = '2027-03-08T17:00:00Z') =>
  anOfferView({ id, arrival, departure, expires: new Date(expires) });
const soon = held('a', '2027-03-12', '2027-03-14');
const later = held('b', '2027-03-19', '2027-03-21');
const soonToo = held('c', '2027-03-12', '2027-03-14', '2027-03-05T17:00:00Z');

describe('the choices that a family has', () => {
  it('are one for each run of nights, earliest first, kept until the first of its beds runs out', () => {
    expect(choicesOf([later, soon, soonToo]).map(({ id }) => id)).toEqual(['c', 'b']);
    expect(choicesOf([])).toEqual([]);
  });
  it('are said where they are several, and are none once a stay is booked', () => {
    const said = (offers: ReturnType<typeof held>[]) => nightsKnown({ stay: null, offer: offers[0] ?? null, offers });
    expect(said([later, soon]).options.map(({ arrival }) => arrival)).toEqual(['2027-03-12', '2027-03-19']);
    expect(said([soon, soonToo]).options).toEqual([]);
    expect(said([])).toEqual({ nightsAgreed: null, options: [] });
    expect(said([{ ...later, state: 'agreed' }, soon])).toMatchObject({
      nightsAgreed: { arrival: '2027-03-19' },
      options: [],
    });
    const stay = { id: 's', arrival: '2027-03-12', departure: '2027-03-14', isRefused: false };
    expect(nightsKnown({ stay, offer: soon, offers: [soon, later] })).toMatchObject({
      nightsAgreed: stay,
      options: [],
    });
  });
});
