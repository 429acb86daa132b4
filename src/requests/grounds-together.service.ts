import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CalendarService } from '../calendar/calendar.service.js';
import { notFound } from '../kernel/domain-error.js';
import { addDays, type Nights } from '../kernel/nights.js';
import { PairDecisionsService } from '../matching/pair-decisions.service.js';
import { AllocationsService } from '../people/allocations.service.js';
import { PeopleService } from '../people/people.service.js';
import { inOneGo } from '../platform/in-one-go.js';
import { around, roomFinderForAll } from './domain/make-room.js';
import type { Question } from './domain/options.js';
import { mayNeedMovesForAll, type HouseForAll, type Sibling } from './domain/options-together.js';
import { yearsAround } from './domain/planned-rules.js';
import { groundOf, type Ground } from './ground.js';
import { forRequest } from './ground.service.js';
import type { RequestView } from './request-view.js';

/** What a decision about nights for several together is taken on: the house for all of them, and each in their order. */
export interface GroundForAll extends Pick<Ground, 'today' | 'tonight' | 'horizon'> {
  house: HouseForAll;
  siblings: Sibling[];
  /** Of each what they are entitled to and have already. */
  each: Omit<Ground, 'today' | 'tonight' | 'horizon'>[];
}

/** The ground on which nights for brothers and sisters are decided, in as many queries for two as for five. */
@Injectable()
export class GroundsTogether {
  constructor(
    private readonly calendar: CalendarService,
    private readonly pairs: PairDecisionsService,
    private readonly people: PeopleService,
    private readonly allocations: AllocationsService,
  ) {}

  /**
   * Of one part of each of them, for what is asked. Where for some start there are not enough beds as things are, what
   * stands around the nights is read as well, so that moves are looked for; `window` is that of the whole request when only
   * some of its nights are asked about.
   */
  async of(
    manager: EntityManager,
    parts: readonly RequestView[],
    question: Pick<Question, 'from' | 'to' | 'windows' | 'nights'>,
    window: Pick<Question, 'from' | 'to'> = question,
  ): Promise<GroundForAll> {
    const unitId = parts[0]!.unit.id;
    const range: Nights = { arrival: addDays(question.from, -1), departure: question.to };
    const wide = yearsAround(range);
    const ids = parts.map(({ youngPerson }) => youngPerson.id);
    const [nights, own, apart, needs, granted] = await inOneGo(
      this.calendar.load(manager, unitId, range),
      this.calendar.claimsOfYoungPeople(manager, ids, wide),
      this.pairs.keptApartOfEach(manager, ids),
      this.people.stayNeedsOfEach(manager, ids),
      this.allocations.entitlements(manager, ids, wide),
    );
    const each = parts.map((part) => {
      const { id } = part.youngPerson;
      const theirs = needs.get(id);
      if (!theirs) throw notFound();
      const known = {
        own: own.filter(({ youngPersonId }) => youngPersonId === id),
        apart: apart.get(id)!,
        needs: theirs,
        granted: granted.get(id)!,
      };
      return groundOf(forRequest(part), range, nights, known, ids);
    });
    const siblings = parts.map(({ youngPerson: { id, firstName } }, place): Sibling => ({
      ...each[place]!.guest,
      youngPersonId: id,
      firstName,
    }));
    const { room: _, ...house } = each[0]!.house;
    const known = this.calendar.horizon(nights.unit.zone);
    if (!mayNeedMovesForAll(question, house, siblings)) return { house, siblings, each, ...known };
    const loaded = around({ arrival: window.from, departure: window.to });
    const claims = await this.calendar.claimsOfUnit(manager, unitId, loaded);
    const room = roomFinderForAll(house.beds, claims, loaded, known.tonight);
    return { house: { ...house, room }, siblings, each, ...known };
  }
}
