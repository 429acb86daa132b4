import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Nights, PlainDate } from '../kernel/nights.js';
import { CompatibilityService, type Known } from '../matching/compatibility.service.js';
import { fitsOf, fitsTogether, type Fit, type Fits, type Household } from './domain/fit.js';
import type { OptionForAll } from './domain/options-together.js';

/** How one young person would fit, and what it was judged by. */
export interface KnownFits extends Fits {
  known: Known;
}

/** How each of several would fit who come together, in their order. */
export interface FitsForAll {
  known: Known;
  of: (option: OptionForAll) => Fit[];
}

/** Looks up what it takes to say how somebody fits with those who will be there: in as many queries however many they are. */
@Injectable()
export class FitsService {
  constructor(private readonly compatibility: CompatibilityService) {}

  /** `house` has every claim and the staff of every night of the range. */
  async of(
    manager: EntityManager,
    organisationId: string,
    youngPersonId: string,
    house: Household,
    range: Nights,
  ): Promise<KnownFits> {
    const others = house.claims.flatMap((claim) => claim.youngPersonId ?? []);
    const known = await this.compatibility.of(manager, organisationId, [youngPersonId, ...others], range.arrival);
    const guest = known.people.get(youngPersonId)!;
    return { known, ...fitsOf(guest, house, known, range) };
  }

  /** The same of brothers and sisters for the same nights. */
  async ofAll(
    manager: EntityManager,
    organisationId: string,
    youngPersonIds: readonly string[],
    house: Household,
    from: PlainDate,
  ): Promise<FitsForAll> {
    const others = house.claims.flatMap((claim) => claim.youngPersonId ?? []);
    const known = await this.compatibility.of(manager, organisationId, [...youngPersonIds, ...others], from);
    const guests = youngPersonIds.map((id) => known.people.get(id)!);
    return { known, of: (option) => fitsTogether(guests, house, known, option) };
  }
}
