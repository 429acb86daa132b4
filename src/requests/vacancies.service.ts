import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { CalendarService } from '../calendar/calendar.service.js';
import { staffedNights } from '../calendar/domain/staffing.js';
import { AccessService } from '../identity/access.service.js';
import type { Actor } from '../identity/domain/actor.js';
import { addDays, type Nights } from '../kernel/nights.js';
import { PeopleService } from '../people/people.service.js';
import { GroundService } from './ground.service.js';
import { shortBreakLimits } from './domain/short-break-limits.js';
import { optionsFor, type Obstacle, type Option, type Unavailable } from './domain/options.js';

/**
 * Told apart, these would tell a key worker when the child is there from whom theirs is kept apart, or that somebody
 * else needs much support.
 */
const TOLD_ALIKE: readonly Obstacle['code'][] = ['kept_apart', 'no_bed', 'staffing'];
const NOT_FREE: Obstacle = {
  code: 'no_bed',
  sentence: 'Not free for them on these nights. Ask the unit about others.',
};

/** What is free at a unit for a number of nights: for anybody, or for one young person. */
@Injectable()
export class VacanciesService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly access: AccessService,
    private readonly calendar: CalendarService,
    private readonly grounds: GroundService,
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
      const { unit, beds, claims, staffing } = await this.calendar.load(manager, unitId, wider);
      const { youngest, oldest } = unit;
      const { visitors } = staffing;
      const house = { beds, claims, youngest, oldest, staffed: staffedNights(staffing, claims, wider), visitors };
      const answers = optionsFor({ ...question, ...this.calendar.horizon(unit.zone) }, house);
      return actor.role === 'cas_worker'
        ? { ...answers, unavailable: answers.unavailable.map(withoutOthers) }
        : answers;
    }
    const { dateOfBirth } = await this.people.open(actor, youngPersonId);
    const ground = await this.grounds.of(manager, { unitId, youngPersonId, dateOfBirth, isPlanned: true }, wider);
    if (actor.role !== 'cas_worker') return optionsFor({ ...question, ...ground }, ground.house, ground.guest);
    const own = ground.guest.own.filter((claim) => claim.announced);
    const guest = { ...ground.guest, own, limits: shortBreakLimits(own) };
    const { options, unavailable } = optionsFor({ ...question, ...ground }, ground.house, guest);
    return { options, unavailable: unavailable.map(withoutOthers) };
  }
}

function withoutOthers(answer: Unavailable): Unavailable {
  const { arrival, departure, reasons } = answer;
  const told = reasons.filter((reason) => !TOLD_ALIKE.includes(reason.code));
  return { arrival, departure, reasons: told.length < reasons.length ? [...told, NOT_FREE] : told };
}
