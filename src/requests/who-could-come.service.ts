import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { CalendarService, type Guest as Named } from '../calendar/calendar.service.js';
import { AccessService } from '../identity/access.service.js';
import type { Actor } from '../identity/domain/actor.js';
import { invalidField } from '../kernel/domain-error.js';
import { addDays, daysBetween, type Nights } from '../kernel/nights.js';
import { sayDate } from '../kernel/say-date.js';
import { CompatibilityService } from '../matching/compatibility.service.js';
import { PairDecisionsService } from '../matching/pair-decisions.service.js';
import { AllocationsService } from '../people/allocations.service.js';
import { Clock } from '../platform/clock.js';
import { inOneGo } from '../platform/in-one-go.js';
import { pageOf, readCursor, type Page, type PageQuery } from '../web/paging.js';
import { around, roomFinder } from './domain/make-room.js';
import { mayNeedMoves, type House } from './domain/options.js';
import type { Question } from './domain/options.js';
import { yearsAround } from './domain/planned-rules.js';
import { COULD, MOST_NIGHTS, type Could } from './domain/who-could-come.js';
import { readEnquiries } from './enquiry-reader.js';
import { houseOf } from './ground.js';
import { lookAtEverybody, type Placed, type WhoCouldCome } from './look-at-everybody.js';
import { announced } from './options.service.js';
import { countUnknown, readKnown, type Known } from './who-could-come-reader.js';

/** For free nights, the young people who could fill them: each with where they stand and why. */
@Injectable()
export class WhoCouldComeService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly access: AccessService,
    private readonly audit: AuditService,
    private readonly calendar: CalendarService,
    private readonly pairs: PairDecisionsService,
    private readonly allocations: AllocationsService,
    private readonly compatibility: CompatibilityService,
    private readonly clock: Clock,
  ) {}

  /** As many queries for three as for three thousand; who fits is judged once for each. */
  async of(actor: Actor, unitId: string, nights: Nights): Promise<WhoCouldCome> {
    this.access.requireUnit(actor, unitId);
    refuseLength(nights);
    const { manager } = this.dataSource;
    const now = this.clock.now();
    // A night more on the left: a bed whose guest leaves on the first day is the better choice.
    const range = { arrival: addDays(nights.arrival, -1), departure: nights.departure };
    const [loaded, people, unknown] = await inOneGo(
      this.calendar.load(manager, unitId, range),
      readKnown(manager, actor, now, unitId, nights),
      countUnknown(manager, actor, now),
    );
    const ids = people.map(({ id }) => id);
    const wide = yearsAround(nights);
    const there = loaded.claims.flatMap(({ youngPersonId }) => youngPersonId ?? []);
    const [claims, apart, granted, compared, enquiries] = await inOneGo(
      this.calendar.claimsOfYoungPeople(manager, ids, wide),
      this.pairs.keptApartOfEach(manager, ids),
      this.allocations.entitlements(manager, ids, wide),
      this.compatibility.of(manager, actor.organisationId, [...ids, ...there], nights.arrival),
      readEnquiries(manager, { at: { unitId, nights } }),
    );
    const dates = this.calendar.horizon(loaded.unit.zone);
    refuseDates(nights, dates);
    const question = { ...dates, from: nights.arrival, to: nights.departure, nights: lengthOf(nights), weekdays: [] };
    const house = await this.withRoom(manager, unitId, houseOf(loaded, range), question, people);
    const each = { people, claims, apart, granted, enquiries };
    return { ...lookAtEverybody(loaded.unit, { nights, question, house, range, compared }, each), unknown };
  }

  /**
   * A page of those of one kind, with the names of those who would be there; whom it shows is written to the trail. Without
   * a kind, of the first that has anybody. Who has left the list since the last page is no reason to begin anew.
   */
  async shown(
    actor: Actor,
    { unit, nights, all, house }: WhoCouldCome,
    asked: PageQuery & { could?: Could | undefined },
  ): Promise<{ could: Could; from: number; page: Page<Placed>; guests: Map<string, Named> }> {
    const { manager } = this.dataSource;
    const could = asked.could ?? COULD.find((one) => all[one].length > 0) ?? 'fits';
    const filter = [unit.id, nights, could];
    const after = readCursor(asked.cursor, ['id'], filter)?.[0];
    const from = all[could].findIndex(({ facts }) => facts.id === after) + 1;
    const page = pageOf(all[could].slice(from, from + asked.limit + 1), asked.limit, ({ facts }) => [facts.id], filter);
    const options = page.items.flatMap(({ option }) => option() ?? []);
    const others = options.flatMap(({ moves }) => moves.map(announced));
    const guests = await this.calendar.guests(manager, actor, [...house.claims, ...others]);
    const youngPeople = [...new Set([...page.items.map(({ facts }) => facts.id), ...guests.keys()])];
    if (youngPeople.length > 0)
      await this.audit.record(manager, actor, {
        ...{ action: 'who_could_come.read', subject: 'unit', subjectId: unit.id, youngPeople },
        details: { from: nights.arrival, to: nights.departure },
      });
    return { could, from, page, guests };
  }

  /** What stands around the nights is read once for all, where for anybody's needs no bed is free as things are. */
  private async withRoom(
    manager: EntityManager,
    unitId: string,
    house: House,
    question: Question & { tonight: string },
    people: readonly Known[],
  ): Promise<House> {
    const kinds = new Map(people.map(({ needs }) => [JSON.stringify(needs), needs]));
    if (![...kinds.values()].some((needs) => mayNeedMoves(question, house, needs))) return house;
    const loaded = around({ arrival: question.from, departure: question.to });
    const claims = await this.calendar.claimsOfUnit(manager, unitId, loaded);
    return { ...house, room: roomFinder(house.beds, claims, loaded, question.tonight) };
  }
}

const lengthOf = ({ arrival, departure }: Nights): number => daysBetween(arrival, departure);

/** A night, or up to two weeks of them: of more nobody sees anything on a page. */
export function refuseLength(nights: Nights): void {
  const length = lengthOf(nights);
  if (length < 1) throw invalidField('to', 'They must leave after they arrive: choose a later day.');
  if (length <= MOST_NIGHTS) return;
  const last = sayDate(addDays(nights.arrival, MOST_NIGHTS));
  throw invalidField('to', `Choose at most ${MOST_NIGHTS} nights: up to ${last}.`);
}

/** On nights that are over or cannot be booked yet nobody could come: then there is nothing to ask. */
function refuseDates({ arrival, departure }: Nights, { today, horizon }: { today: string; horizon: string }): void {
  if (arrival < today) throw invalidField('from', 'This date has passed. Choose today or later.');
  if (departure > horizon) throw invalidField('to', `Breaks can be booked up to ${sayDate(horizon)}.`);
}
