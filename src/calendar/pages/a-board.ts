import { addDays, type Nights } from '../../kernel/nights.js';
import type { Bed, Claim } from '../domain/claim.js';
import { bedNights } from '../domain/night-state.js';
import type { Board, Named } from './board.page.js';

/** Beds, claims and boards for the specs of these pages. */
export const aBed = (number: number, more: Partial<Bed> = {}): Bed => ({
  id: `bed-${number}`,
  number,
  name: `Bed ${number}`,
  attributes: [],
  registeredFrom: '2020-01-01',
  registeredUntil: null,
  ...more,
});

export const aClaim = (bed: number, arrival: string, nights: number, more: Partial<Claim> = {}): Claim => ({
  id: `${bed} ${arrival}`,
  bedId: `bed-${bed}`,
  purpose: 'stay',
  arrival,
  departure: addDays(arrival, nights),
  youngPersonId: 'ash',
  requestId: 'request',
  stayId: 'stay',
  arrived: false,
  announced: true,
  support: 'shared',
  needs: [],
  keepsRoom: false,
  ...more,
});

export const aBoard = (claims: Claim[], range: Nights, guests: Named[], toldOfProposals = true): Board => ({
  rows: bedNights([aBed(1), aBed(2)], claims, range),
  guests: new Map(guests.map((guest) => [guest.id, guest])),
  toldOfProposals,
});
