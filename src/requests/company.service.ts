import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { CalendarService, type Guest } from '../calendar/calendar.service.js';
import { staffedNights } from '../calendar/domain/staffing.js';
import type { Bed, Claim } from '../calendar/domain/claim.js';
import type { Actor } from '../identity/domain/actor.js';
import type { Nights } from '../kernel/nights.js';
import type { Household } from './domain/fit.js';
import { FitsService, type KnownFits } from './fits.service.js';
import type { OfferMove } from './offer.entity.js';

export interface Company {
  claims: Claim[];
  guests: Map<string, Guest>;
  ages: { youngest: number; oldest: number };
  beds: Bed[];
  house: Household;
  fits: KnownFits;
}

/** For whom it is asked who else would be there, and where: of a request, or of a stay that may be put on other nights. */
export interface AskedFor {
  id: string;
  unit: { id: string };
  youngPerson: { id: string };
}

/** Who else would be at the unit on the nights, for those who work there; their names are written to the trail. */
@Injectable()
export class CompanyService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly calendar: CalendarService,
    private readonly audit: AuditService,
    private readonly fits: FitsService,
  ) {}

  async of(actor: Actor, about: AskedFor, nights: Nights, subject: 'request' | 'stay' = 'request'): Promise<Company> {
    const { manager } = this.dataSource;
    const { unit, beds, claims, staffing } = await this.calendar.load(manager, about.unit.id, nights);
    const others = claims.filter((claim) => claim.youngPersonId && claim.youngPersonId !== about.youngPerson.id);
    const guests = await this.named(actor, subject, about.id, others);
    const staffed = staffedNights(staffing, claims, nights, about.youngPerson.id);
    const house = { beds, claims: others, staffed, wakingNight: unit.wakingNight };
    const fits = await this.fits.of(manager, actor.organisationId, about.youngPerson.id, house, nights);
    const ages = { youngest: unit.youngest, oldest: unit.oldest };
    return { claims: others, guests, ages, beds, house, fits };
  }

  /** The names of those who changed beds for an offer of the request. */
  async ofMoves(actor: Actor, requestId: string, moves: readonly OfferMove[]): Promise<Map<string, Guest>> {
    return moves.length === 0
      ? new Map()
      : this.named(
          actor,
          'request',
          requestId,
          moves.map(({ youngPerson }) => ({ youngPersonId: youngPerson, announced: true })),
        );
  }

  private async named(
    actor: Actor,
    subject: 'request' | 'stay',
    subjectId: string,
    others: Parameters<CalendarService['guests']>[2],
  ): Promise<Map<string, Guest>> {
    const { manager } = this.dataSource;
    const guests = await this.calendar.guests(manager, actor, others);
    if (guests.size > 0) {
      await this.audit.record(manager, actor, {
        action: 'company.read',
        subject,
        subjectId,
        youngPeople: [...guests.keys()],
      });
    }
    return guests;
  }
}
