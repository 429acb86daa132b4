import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { ClaimsService } from '../calendar/claims.service.js';
import type { Actor } from '../identity/domain/actor.js';
import type { Nights } from '../kernel/nights.js';
import { Clock } from '../platform/clock.js';
import { inOneGo } from '../platform/in-one-go.js';
import { StayEvent } from './stay-event.entity.js';

/** A stay that has not arrived, its one claim, and the bed that it moves into with the same nights. */
export interface StayInto extends Nights {
  stayId: string;
  claimId: string;
  youngPersonId: string;
  requestId: string | null;
  from: { id: string };
  to: { id: string };
}

/** Says nothing of whom the room is for: those who read the one stay need not know of the other. */
const WHY = 'To make room for another stay.';

/** Booked stays that change beds to make room for another. */
@Injectable()
export class StayMovesService {
  constructor(
    private readonly claims: ClaimsService,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /**
   * Makes the moves, all of them, in the transaction of the booking that needs them. The unit is locked by the caller.
   * Their young people are not: nobody gets another night, so that nothing of theirs elsewhere can meet it. All beds
   * are given up before one is taken, because the moves may exchange them.
   */
  async makeRoom(manager: EntityManager, actor: Actor, unitId: string, moves: readonly StayInto[]): Promise<void> {
    if (moves.length === 0) return;
    const at = this.clock.now();
    const claimIds = moves.map(({ claimId }) => claimId);
    const events = moves.map(({ stayId, arrival, departure }) => ({ stayId, arrival, departure }));
    await inOneGo(
      this.claims.release(manager, claimIds, actor.id, 'moved'),
      this.claims.makeEach(
        manager,
        actor.id,
        moves.map(({ to, arrival, departure, youngPersonId, requestId, stayId }) => ({
          ...{ unitId, bedId: to.id, purpose: 'stay' as const, arrival, departure, youngPersonId, requestId, stayId },
        })),
      ),
      manager.insert(
        StayEvent,
        events.map((event) => ({ ...event, at, byUser: actor.id, action: 'moved' as const, note: WHY })),
      ),
      this.audit.record(manager, actor, {
        action: 'stay.moved',
        subject: 'unit',
        subjectId: unitId,
        youngPeople: [...new Set(moves.map(({ youngPersonId }) => youngPersonId))],
        details: { moves: moves.map(({ stayId, from, to }) => ({ stay: stayId, from: from.id, to: to.id })) },
      }),
    );
  }
}
