import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { CalendarService } from '../calendar/calendar.service.js';
import type { Claim } from '../calendar/domain/claim.js';
import type { Actor } from '../identity/domain/actor.js';
import type { PlainDate } from '../kernel/nights.js';
import {
  aroundStays,
  lastWithinLimits,
  stayWarnings,
  type StayWarning,
  type WarnedStay,
} from './domain/stay-warnings.js';
import type { StayView } from './stay-reader.js';

/** What has to be decided of stays that went beyond what a short break may be. */
@Injectable()
export class StayWarnings {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly calendar: CalendarService,
  ) {}

  async of(actor: Actor, stay: StayView): Promise<StayWarning[]> {
    return (await this.ofAll(actor, [stay])).get(stay.id) ?? [];
  }

  /** By the id of the stay, in one query for all of them; a stay of which nothing is to be decided is left out. */
  async ofAll(actor: Actor, stays: readonly StayView[]): Promise<Map<string, StayWarning[]>> {
    const own = await this.claimsOf(actor, stays);
    const found = new Map<string, StayWarning[]>();
    for (const stay of stays) {
      const warnings = stayWarnings(warnedStay(stay), own.get(stay.youngPerson.id) ?? []);
      if (warnings.length > 0) found.set(stay.id, warnings);
    }
    return found;
  }

  /** Until when they can stay on within the limits of a short break; nothing where that is no question. */
  async lastWithinLimits(actor: Actor, stay: StayView): Promise<PlainDate | undefined> {
    const own = await this.claimsOf(actor, [stay]);
    return lastWithinLimits(warnedStay(stay), own.get(stay.youngPerson.id) ?? []);
  }

  private async claimsOf(actor: Actor, stays: readonly StayView[]): Promise<Map<string, Claim[]>> {
    const found = new Map<string, Claim[]>();
    if (stays.length === 0) return found;
    const people = [...new Set(stays.map(({ youngPerson }) => youngPerson.id))];
    const claims = await this.calendar.claimsOfYoungPeople(this.dataSource.manager, people, aroundStays(stays));
    for (const claim of claims) {
      // A proposal that nobody has signed is not for a key worker to know, not even by a count.
      if (!claim.announced && actor.role === 'cas_worker') continue;
      found.set(claim.youngPersonId!, [...(found.get(claim.youngPersonId!) ?? []), claim]);
    }
    return found;
  }
}

function warnedStay(stay: StayView): WarnedStay {
  const { id, state, kind, arrival, departure, departedAt, youngPerson, legal } = stay;
  const legalStatus = legal?.status ?? null;
  const decidedSince = Boolean(legal && departedAt && legal.decidedAt >= departedAt);
  const keyWorker = youngPerson.keyWorker.name;
  const { dateOfBirth } = youngPerson;
  return {
    id,
    state,
    dateOfBirth,
    arrival,
    departure,
    legalStatus,
    decidedSince,
    keyWorker,
    isEmergency: kind === 'emergency',
  };
}
