import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { CalendarService } from '../calendar/calendar.service.js';
import { AccessService } from '../identity/access.service.js';
import type { Actor } from '../identity/domain/actor.js';
import { addDays, type Nights } from '../kernel/nights.js';
import { PeopleService } from '../people/people.service.js';
import { BookingService } from './booking.service.js';
import { optionsFor, type Obstacle, type Option, type Unavailable } from './domain/options.js';

/** Obstacles that could tell a key worker of another child. */
const UNTOLD: readonly Obstacle['code'][] = ['kept_apart'];

/** What is free at a unit for a number of nights: for anybody, or for one young person. */
@Injectable()
export class VacanciesService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly access: AccessService,
    private readonly calendar: CalendarService,
    private readonly booking: BookingService,
    private readonly people: PeopleService,
  ) {}

  async of(
    actor: Actor,
    unitId: string,
    range: Nights,
    nights: number,
    youngPersonId?: string,
  ): Promise<{ options: Option[]; unavailable: Unavailable[] }> {
    this.access.requireUnit(actor, unitId);
    const { manager } = this.dataSource;
    const wider = { arrival: addDays(range.arrival, -1), departure: range.departure };
    const question = { from: range.arrival, to: range.departure, nights, weekdays: [] };
    if (youngPersonId === undefined) {
      const { unit, beds, claims } = await this.calendar.load(manager, unitId, wider);
      const house = { beds, claims, youngest: unit.youngest, oldest: unit.oldest };
      return optionsFor({ ...question, ...this.calendar.horizon(unit.zone) }, house);
    }
    const { dateOfBirth } = await this.people.open(actor, youngPersonId);
    const ground = await this.booking.ground(manager, { unitId, youngPersonId, dateOfBirth }, wider);
    const { options, unavailable } = optionsFor({ ...question, ...ground }, ground.house, ground.guest);
    return { options, unavailable: actor.role === 'cas_worker' ? unavailable.map(withoutOthers) : unavailable };
  }
}

function withoutOthers(answer: Unavailable): Unavailable {
  const reasons = answer.reasons.map((reason) =>
    UNTOLD.includes(reason.code)
      ? { code: 'no_bed' as const, sentence: 'Not free for them on these nights. Ask the unit.' }
      : reason,
  );
  return { ...answer, reasons };
}
