import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { CalendarService } from '../calendar/calendar.service.js';
import { countsAsShortBreak } from '../calendar/domain/legal-status.js';
import type { Actor } from '../identity/domain/actor.js';
import { addDays, dateIn, type PlainDate } from '../kernel/nights.js';
import { AllocationsService, type AllocationView } from '../people/allocations.service.js';
import { allocationUse, type UseOfKind } from '../people/domain/allocation.js';
import { Clock } from '../platform/clock.js';

export interface AllocationInUse extends AllocationView {
  /** What of it is used, booked, held and left; null for one that has ended. */
  use: { kinds: UseOfKind[]; termsKnown: boolean } | null;
}

const ZONE = 'Europe/London';

/** What a young person has used of the nights granted to them. */
@Injectable()
export class AllocationUseService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly allocations: AllocationsService,
    private readonly calendar: CalendarService,
    private readonly clock: Clock,
  ) {}

  /** The allocations of a young person whom the actor may read that stand, with their use. */
  async standing(actor: Actor, youngPersonId: string): Promise<AllocationInUse[]> {
    return this.standingOfEach(actor, [youngPersonId]);
  }

  /** The same of several young people, in as many queries. */
  async standingOfEach(actor: Actor, youngPeople: readonly string[]): Promise<AllocationInUse[]> {
    return this.withUse(actor, await this.allocations.standing(youngPeople));
  }

  /**
   * Those that stand of whom the actor reads and that end within these days, with their use as a key worker is told of it:
   * without what nobody has signed. Three queries for all of them.
   */
  async ending(
    manager: EntityManager,
    actor: Actor,
    lastDay: { from: PlainDate; to: PlainDate },
  ): Promise<AllocationInUse[]> {
    return this.withUse({ role: 'cas_worker' }, await this.allocations.ending(manager, actor, lastDay), manager);
  }

  /** The same allocations with what is used of each: two queries for all of them. */
  async withUse(
    actor: Pick<Actor, 'role'>,
    allocations: readonly AllocationView[],
    manager: EntityManager = this.dataSource.manager,
  ): Promise<AllocationInUse[]> {
    const standing = allocations.filter(({ ended }) => !ended);
    if (standing.length === 0) return allocations.map((one) => ({ ...one, use: null }));
    const days = standing.flatMap(({ firstDay, lastDay }) => [firstDay, lastDay]).toSorted();
    const range = { arrival: days[0]!, departure: addDays(days.at(-1)!, 1) };
    const youngPeople = [...new Set(standing.map(({ youngPersonId }) => youngPersonId))];
    const granted = await this.allocations.entitlements(manager, youngPeople, range);
    const claims = await this.calendar.claimsOfYoungPeople(manager, youngPeople, range);
    // A proposal that nobody has signed is not for a key worker to know, not even by a count.
    const told = claims.filter(
      ({ announced, legalStatus }) => countsAsShortBreak(legalStatus) && (announced || actor.role !== 'cas_worker'),
    );
    const today = dateIn(this.clock.now(), ZONE);
    return allocations.map((one) => {
      if (one.ended) return { ...one, use: null };
      const own = told.filter(({ youngPersonId }) => youngPersonId === one.youngPersonId);
      return { ...one, use: allocationUse(one, own, granted.get(one.youngPersonId)!.kindOf, today) };
    });
  }
}
