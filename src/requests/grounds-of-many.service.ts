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

/** What was gone over for a stay. */
export interface GoneOver {
  stayId: string;
  against: readonly { code: string; sentence: string }[];
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

  /** Puts on record what was gone over for stays that are booked in this transaction: at the moment of their booking. */
  async writeGoneOver(
    manager: EntityManager,
    gone: readonly GoneOver[],
    { by, reason }: { by: string; reason: string },
  ): Promise<void> {
    const each = gone.flatMap(({ stayId, against }) =>
      against.map(({ code, sentence }) => ({ stayId, code, sentence })),
    );
    if (each.length === 0) return;
    await manager.query(
      `INSERT INTO overrules (stay_id, code, sentence, reason, by_user, at)
       SELECT s.id, g.code, g.sentence, $4, $5, s.booked_at
         FROM unnest($1::uuid[], $2::text[], $3::text[]) AS g (stay, code, sentence) JOIN stays s ON s.id = g.stay`,
      [
        ...[each.map(({ stayId }) => stayId), each.map(({ code }) => code), each.map(({ sentence }) => sentence)],
        ...[reason, by],
      ],
    );
  }
}
