import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CalendarService } from '../calendar/calendar.service.js';
import type { Claim } from '../calendar/domain/claim.js';
import type { Nights } from '../kernel/nights.js';
import { PairDecisionsService } from '../matching/pair-decisions.service.js';
import { AllocationsService } from '../people/allocations.service.js';
import { inOneGo } from '../platform/in-one-go.js';
import type { Guest } from './domain/obstacles.js';
import { yearsAround } from './domain/planned-rules.js';
import { guestOf } from './ground.js';
import type { Waiting } from './waiting-list-reader.js';

/** One who waits, as nights at the unit are decided on. */
export type GuestFor = (waiting: Waiting, unit: { id: string; leastGapDays: number }) => Guest;

/** Those who wait, as guests of the unit: with all their nights anywhere, whom they are kept apart from, and what they were granted. */
@Injectable()
export class WaitingGuests {
  constructor(
    private readonly calendar: CalendarService,
    private readonly pairs: PairDecisionsService,
    private readonly allocations: AllocationsService,
  ) {}

  /** Everything about these young people is read at once. */
  async of(manager: EntityManager, ids: readonly string[], range: Nights): Promise<GuestFor> {
    const wide = yearsAround(range);
    const [claims, apart, granted] = await inOneGo(
      this.calendar.claimsOfYoungPeople(manager, ids, wide),
      this.pairs.keptApartOfEach(manager, ids),
      this.allocations.entitlements(manager, ids, wide),
    );
    const own = new Map<string, Claim[]>(ids.map((id) => [id, []]));
    for (const claim of claims) own.get(claim.youngPersonId!)!.push(claim);
    return (waiting, unit) => {
      const { youngPersonId, dateOfBirth, requestId, partId } = waiting;
      const part = { requestId, partId, windows: waiting.occurrence === null ? waiting.windows : [] };
      return guestOf(
        { unitId: unit.id, youngPersonId, dateOfBirth, part, isPlanned: true },
        {
          own: own.get(youngPersonId)!,
          apart: apart.get(youngPersonId)!,
          needs: waiting,
          granted: granted.get(youngPersonId)!,
        },
        unit.leastGapDays,
      ).guest;
    };
  }
}
