import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CalendarService, type UnitNights } from '../calendar/calendar.service.js';
import type { Claim } from '../calendar/domain/claim.js';
import type { Nights, PlainDate } from '../kernel/nights.js';
import { PairDecisionsService } from '../matching/pair-decisions.service.js';
import type { StayNeeds } from '../people/domain/stay-needs.js';
import { AllocationsService } from '../people/allocations.service.js';
import { PeopleService } from '../people/people.service.js';
import { inOneGo } from '../platform/in-one-go.js';
import { yearsAround, type Entitlement } from './domain/planned-rules.js';

/** A young person as nights that are planned of them are decided on. */
export interface OneOfMany extends StayNeeds {
  dateOfBirth: PlainDate;
  apart: ReadonlySet<string>;
  granted: Omit<Entitlement, 'leastGapDays'>;
}

export interface GroundOfMany {
  nights: UnitNights;
  /** Theirs, in every unit, and for the years around. */
  own: Claim[];
  guests: Map<string, OneOfMany>;
}

/** The ground on which plans of many young people at one unit are decided, one after the other: in as many queries as for one. */
@Injectable()
export class GroundsOfMany {
  constructor(
    private readonly calendar: CalendarService,
    private readonly pairs: PairDecisionsService,
    private readonly people: PeopleService,
    private readonly allocations: AllocationsService,
  ) {}

  async of(
    manager: EntityManager,
    unitId: string,
    youngPeople: readonly string[],
    range: Nights,
  ): Promise<GroundOfMany> {
    const wide = yearsAround(range);
    const [nights, own, apart, needs, granted] = await inOneGo(
      this.calendar.load(manager, unitId, range),
      this.calendar.claimsOfYoungPeople(manager, youngPeople, wide),
      this.pairs.keptApartOfEach(manager, youngPeople),
      this.people.stayNeedsOfEach(manager, youngPeople),
      this.allocations.entitlements(manager, youngPeople, wide),
    );
    const guests = [...needs].map(([id, theirs]) => {
      const known = { ...theirs, apart: apart.get(id)!, granted: granted.get(id)! };
      return [id, known] as const;
    });
    return { nights, own, guests: new Map(guests) };
  }
}
