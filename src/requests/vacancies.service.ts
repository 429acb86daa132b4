import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { CalendarService, type Guest as Named } from '../calendar/calendar.service.js';
import { staffedNights } from '../calendar/domain/staffing.js';
import { AccessService } from '../identity/access.service.js';
import type { Actor } from '../identity/domain/actor.js';
import { addDays, type Nights } from '../kernel/nights.js';
import { PeopleService } from '../people/people.service.js';
import { asAnnounced, type For, type Ground } from './ground.js';
import { GroundService } from './ground.service.js';
import { announced } from './options.service.js';
import type { Guest, Obstacle } from './domain/obstacles.js';
import { TOLD_ALIKE } from './domain/their-side.js';
import { optionsFor, type Option, type Question, type Unavailable } from './domain/options.js';

const NOT_FREE: Obstacle = {
  code: 'no_bed',
  sentence: 'Not free for them on these nights. Ask the unit about others.',
};

/** Of a request: the stretches of dates and the weekdays that suit, and the part, so that its other breaks are heeded. */
export type OfRequest = Partial<Pick<Question, 'windows' | 'weekdays'>> & Pick<For, 'part'>;

/** What is free at a unit for a number of nights: for anybody, or for one young person. */
@Injectable()
export class VacanciesService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly access: AccessService,
    private readonly calendar: CalendarService,
    private readonly grounds: GroundService,
    private readonly people: PeopleService,
    private readonly audit: AuditService,
  ) {}

  async of(
    actor: Actor,
    unitId: string,
    range: Nights,
    nights: number,
    youngPersonId?: string,
    { part, ...among }: OfRequest = {},
  ): Promise<{ options: Option[]; unavailable: Unavailable[]; guests: Map<string, Named> }> {
    this.access.requireUnit(actor, unitId);
    const { manager } = this.dataSource;
    const wider = { arrival: addDays(range.arrival, -1), departure: range.departure };
    const asked = { from: range.arrival, to: range.departure, nights, weekdays: [], ...among };
    const ground = youngPersonId
      ? await this.groundOf(actor, unitId, youngPersonId, wider, part)
      : await this.houseOf(unitId, wider);
    const there = await this.grounds.withRoom(manager, unitId, ground, asked);
    const { guest, today, horizon } = ground;
    const { options, unavailable } = optionsFor({ ...asked, today, horizon }, there, guest);
    if (actor.role === 'cas_worker') return { options, unavailable: unavailable.map(withoutOthers), guests: new Map() };
    const guests = await this.calendar.guests(
      manager,
      actor,
      options.flatMap(({ moves }) => moves.map(announced)),
    );
    if (guests.size > 0) {
      await this.audit.record(manager, actor, {
        action: 'vacancies.read',
        subject: 'unit',
        subjectId: unitId,
        youngPeople: [...guests.keys()],
      });
    }
    return { options, unavailable, guests };
  }

  private async houseOf(
    unitId: string,
    range: Nights,
  ): Promise<Pick<Ground, 'house' | 'today' | 'tonight' | 'horizon'> & { guest?: Guest }> {
    const { unit, beds, claims, staffing } = await this.calendar.load(this.dataSource.manager, unitId, range);
    const { youngest, oldest } = unit;
    const { visitors } = staffing;
    const house = { beds, claims, youngest, oldest, staffed: staffedNights(staffing, claims, range), visitors };
    return { house, ...this.calendar.horizon(unit.zone) };
  }

  private async groundOf(
    actor: Actor,
    unitId: string,
    youngPersonId: string,
    range: Nights,
    part: OfRequest['part'],
  ): Promise<Ground> {
    const { dateOfBirth } = await this.people.open(actor, youngPersonId);
    const whom = { unitId, youngPersonId, dateOfBirth, isPlanned: true, ...(part && { part }) };
    const ground = await this.grounds.of(this.dataSource.manager, whom, range);
    return actor.role === 'cas_worker' ? { ...ground, guest: asAnnounced(ground) } : ground;
  }
}

function withoutOthers(answer: Unavailable): Unavailable {
  const { arrival, departure, reasons } = answer;
  const told = reasons.filter((reason) => !TOLD_ALIKE.includes(reason.code));
  return { arrival, departure, reasons: told.length < reasons.length ? [...told, NOT_FREE] : told };
}
