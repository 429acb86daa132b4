import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { UnitsService } from '../calendar/units.service.js';
import type { Actor } from '../identity/domain/actor.js';
import { addDays, dateIn, type PlainDate } from '../kernel/nights.js';
import { SchoolTermsService } from '../people/school-terms.service.js';
import { Clock } from '../platform/clock.js';
import { inOneGo } from '../platform/in-one-go.js';
import { pageOf, readCursor, type PageQuery } from '../web/paging.js';
import { byPriority, type Priority } from './domain/priority.js';
import { SCARCE_DAYS, scarceNights } from './domain/scarce-nights.js';
import { PriorityRules } from './priority-rules.service.js';
import type { OpenedRequest, RequestView } from './request-view.js';
import { RequestsService } from './requests.service.js';
import { readWaiting, type Waiting } from './waiting-list-reader.js';

/** A stay that is waited for, and where it stands among the others of the unit. */
export interface Placed {
  waiting: Waiting;
  place: number;
  priority: Priority;
}

/** A place of the list with the request, as its reader may see it; one whose request they may not see is only counted. */
export interface Seat extends Omit<Placed, 'waiting'> {
  request: RequestView;
}

export interface WaitingListView {
  unit: { id: string; name: string };
  today: PlainDate;
  /** How many wait in all. */
  of: number;
  items: Seat[];
  next: string | null;
}

/** Where one stay stands: nothing is told of the others but how many they are. */
export interface OwnPlace {
  place: number;
  of: number;
  priority: Priority;
}

/** Those who wait for a unit, in the order of the council's rule. */
@Injectable()
export class WaitingListService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly units: UnitsService,
    private readonly requests: RequestsService,
    private readonly terms: SchoolTermsService,
    private readonly rules: PriorityRules,
    private readonly clock: Clock,
  ) {}

  /** Everybody who waits for the unit, the best placed first, whoever asks: two queries, however many they are. */
  async ranked(
    manager: EntityManager,
    { id, zone, organisationId }: { id: string; zone: string; organisationId: string },
  ): Promise<Placed[]> {
    const today = dateIn(this.clock.now(), zone);
    const around = { arrival: addDays(today, -SCARCE_DAYS), departure: addDays(today, SCARCE_DAYS) };
    const [waiting, kindOf] = await inOneGo(
      readWaiting(manager, id, today),
      this.terms.kinds(organisationId, around, manager),
    );
    const factsOf = (one: Waiting) => ({ ...one, scarceNights: scarceNights(one.had, kindOf, today) });
    return byPriority(waiting.map(factsOf), (facts) => facts, this.rules.rule, today).map(({ one, ...placed }) => ({
      waiting: one,
      ...placed,
    }));
  }

  /** A page of the list for those who work at the unit. Who has left it since the last page is no reason to begin anew. */
  async of(actor: Actor, unitId: string, { limit, cursor }: PageQuery): Promise<WaitingListView> {
    const { id, name, zone } = await this.units.open(actor, unitId);
    const { manager } = this.dataSource;
    const placed = await this.ranked(manager, { id, zone, organisationId: actor.organisationId });
    const after = readCursor(cursor, ['number'], unitId)?.[0];
    const rest = placed.filter(({ place }) => after === undefined || place > Number(after));
    const page = pageOf(rest.slice(0, limit + 1), limit, ({ place }) => [place], unitId);
    const parts = page.items.map(({ waiting }) => waiting.partId);
    const seen = parts.length === 0 ? [] : await this.requests.list(actor, { unitId, parts, limit: parts.length });
    const items = page.items.flatMap(({ waiting, ...seat }): Seat[] => {
      const request = seen.find(({ partId }) => partId === waiting.partId);
      return request ? [{ ...seat, request }] : [];
    });
    return { unit: { id, name }, today: dateIn(this.clock.now(), zone), of: placed.length, items, next: page.next };
  }

  /** Where a part stands that waits, for who may read it; nothing of one that does not wait. */
  async placeOf(actor: Actor, { unit, partId, state }: OpenedRequest): Promise<OwnPlace | undefined> {
    if (state !== 'waitlisted') return undefined;
    const placed = await this.ranked(this.dataSource.manager, { ...unit, organisationId: actor.organisationId });
    const own = placed.find(({ waiting }) => waiting.partId === partId);
    return own && { place: own.place, of: placed.length, priority: own.priority };
  }
}
