import type { SupportLevel } from '../../people/domain/stay-needs.js';
import { daysBetween, overlaps, type Nights } from '../../kernel/nights.js';
import type { LegalStatus } from './legal-status.js';

export type ClaimPurpose = 'stay' | 'offer' | 'out_of_service' | 'closed' | 'reserve';

/**
 * The bed of somebody who is there, was there or is to come, and has none: reality, or a plan that reality took the bed
 * from. They count as everybody does, for staff, for company and for their own nights elsewhere, and as spent when they
 * are over; on no bed is a night less free.
 */
export const NO_BED = '';

/** One bed, a half-open run of nights, one purpose. Only claims that stand are ever loaded. */
export interface Claim extends Nights {
  id: string;
  /** `NO_BED` for nights of a stay that lacks one. */
  bedId: string;
  purpose: ClaimPurpose;
  /** Of a stay or an offer. */
  youngPersonId: string | null;
  /** Of an offer, and of the stay that came from it. */
  requestId: string | null;
  /** The part of the request: one stay wanted. */
  partId?: string | null;
  stayId: string | null;
  /** Of nights that are closed, or on which the bed is out of service. */
  closureId?: string | null;
  /** Of a night that is kept for emergencies. */
  reserveId?: string | null;
  /** Of a stay: whether the young person has arrived. */
  arrived: boolean;
  /** Of a stay: whether they are staying and not there now. */
  away?: boolean;
  /** Of a stay: whether they have left again. */
  departed?: boolean;
  /** Of a stay: under which part of the law it is, once somebody has decided. */
  legalStatus?: LegalStatus | null;
  /** False for an offer that no manager has signed yet: the key worker must not learn of it. */
  announced: boolean;
  /** What the young person's stay asks of the house; `null` and nothing for a claim of nobody. */
  support: SupportLevel | null;
  needs: readonly string[];
  keepsRoom: boolean;
}

export interface Bed {
  id: string;
  number: number;
  name: string;
  attributes: string[];
  /** Which part of the house its room lies in: see `roomsApart`. */
  area?: string | null;
  registeredFrom: string;
  /** The first night on which the bed is no longer registered, or null. */
  registeredUntil: string | null;
}

/** Whether the bed is on the unit's registration for every night of the run. */
export function isRegistered(bed: Pick<Bed, 'registeredFrom' | 'registeredUntil'>, nights: Nights): boolean {
  return (
    bed.registeredFrom <= nights.arrival && (bed.registeredUntil === null || nights.departure <= bed.registeredUntil)
  );
}

/** How many nights of the run the bed is on the unit's registration. */
export function registeredNights({ registeredFrom, registeredUntil }: Bed, { arrival, departure }: Nights): number {
  const from = arrival > registeredFrom ? arrival : registeredFrom;
  const until = registeredUntil !== null && registeredUntil < departure ? registeredUntil : departure;
  return Math.max(0, daysBetween(from, until));
}

/** The claims that share a night with the run, whatever the bed. */
export function claimsOn(claims: readonly Claim[], nights: Nights): Claim[] {
  return claims.filter((claim) => overlaps(claim, nights));
}
