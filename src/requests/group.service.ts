import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { CalendarService, type Guest as Named } from '../calendar/calendar.service.js';
import { freeBeds } from '../calendar/domain/choose-bed.js';
import type { Bed } from '../calendar/domain/claim.js';
import { staffedNights, type StaffedNight } from '../calendar/domain/staffing.js';
import { AccessService } from '../identity/access.service.js';
import type { Actor } from '../identity/domain/actor.js';
import type { Nights } from '../kernel/nights.js';
import { CompatibilityService, type Known } from '../matching/compatibility.service.js';
import { PeopleService } from '../people/people.service.js';
import { fitFinder, safestBeds, type HeldBed } from './domain/fit.js';
import { groupOf, type Group } from './domain/group.js';
import { refuseLength } from './who-could-come.service.js';

export interface GroupView {
  unit: { id: string; name: string };
  nights: Nights;
  group: Group;
  staffed: StaffedNight[];
  /** Those whom the actor may see, by id; who is there and may not be seen is named by nobody. */
  guests: Map<string, Named>;
  compared: Known;
  /** Somebody who is looked at as if they came, and the bed in which; null where none is free on every night. */
  asIf: { person: Named; bed: Bed | null } | null;
}

/** Those who are there on some nights as a group, also with somebody as if they came. */
@Injectable()
export class GroupService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly access: AccessService,
    private readonly audit: AuditService,
    private readonly calendar: CalendarService,
    private readonly compatibility: CompatibilityService,
    private readonly people: PeopleService,
  ) {}

  async of(actor: Actor, unitId: string, nights: Nights, youngPersonId?: string): Promise<GroupView> {
    this.access.requireUnit(actor, unitId);
    refuseLength(nights);
    const { manager } = this.dataSource;
    const asked = youngPersonId ? await this.people.open(actor, youngPersonId) : null;
    const { unit, beds, claims, staffing } = await this.calendar.load(manager, unitId, nights);
    const isThere = claims.some((claim) => claim.youngPersonId === youngPersonId);
    const person = isThere ? null : asked;
    const ids = [...claims.flatMap((claim) => claim.youngPersonId ?? []), ...(person ? [person.id] : [])];
    const compared = await this.compatibility.of(manager, actor.organisationId, ids, nights.arrival);
    const staffed = staffedNights(staffing, claims, nights);
    const house = { beds, claims, staffed, wakingNight: unit.wakingNight };
    const guests = await this.calendar.guests(manager, actor, claims);
    if (person) guests.set(person.id, { id: person.id, firstName: person.firstName, lastName: person.lastName });
    await this.trail(actor, unitId, nights, [...guests.keys()]);
    if (!person) {
      const group = groupOf(house, compared, nights);
      return { unit: { id: unitId, name: unit.name }, nights, group, staffed, guests, compared, asIf: null };
    }
    // In the bed in which it is safest, as where nights are looked for.
    const free = freeBeds(beds, nights, claims, person.roomNeeds);
    const find = fitFinder(compared.people.get(person.id)!, house, compared, nights);
    const bed = safestBeds({ ...nights, beds: free, moves: [] }, find)[0] ?? null;
    const theirs: HeldBed = { ...nights, youngPersonId: person.id, bedId: bed?.id ?? '', stayId: null };
    const group = groupOf({ ...house, claims: [...claims, theirs] }, compared, nights);
    const asIf = { person: guests.get(person.id)!, bed };
    return { unit: { id: unitId, name: unit.name }, nights, group, staffed, guests, compared, asIf };
  }

  private async trail(actor: Actor, unitId: string, nights: Nights, youngPeople: string[]): Promise<void> {
    if (youngPeople.length === 0) return;
    await this.audit.record(this.dataSource.manager, actor, {
      ...{ action: 'group.read', subject: 'unit', subjectId: unitId, youngPeople },
      details: { from: nights.arrival, to: nights.departure },
    });
  }
}
