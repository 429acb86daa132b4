import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { CalendarService } from '../calendar/calendar.service.js';
import type { Actor } from '../identity/domain/actor.js';
import { addDays } from '../kernel/nights.js';
import { stayWarnings, type StayWarning } from './domain/stay-warnings.js';
import type { StayView } from './stay-reader.js';

/** A year on either side of the nights, and some days. */
const AROUND = 400;

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
    if (stays.length === 0) return new Map();
    const arrivals = stays.map(({ arrival }) => arrival).toSorted();
    const departures = stays.map(({ departure }) => departure).toSorted();
    const range = { arrival: addDays(arrivals[0]!, -AROUND), departure: addDays(departures.at(-1)!, AROUND) };
    const people = [...new Set(stays.map(({ youngPerson }) => youngPerson.id))];
    const claims = await this.calendar.claimsOfYoungPeople(this.dataSource.manager, people, range);
    // A proposal that nobody has signed is not for a key worker to know, not even by a count.
    const told = claims.filter(({ announced }) => announced || actor.role !== 'cas_worker');
    const found = new Map<string, StayWarning[]>();
    for (const stay of stays) {
      const { id, state, kind, arrival, departure, youngPerson, legal } = stay;
      const warnings = stayWarnings(
        {
          id,
          state,
          arrival,
          departure,
          legalStatus: legal?.status ?? null,
          keyWorker: youngPerson.keyWorker.name,
          isEmergency: kind === 'emergency',
        },
        told.filter(({ youngPersonId }) => youngPersonId === youngPerson.id),
      );
      if (warnings.length > 0) found.set(id, warnings);
    }
    return found;
  }
}
