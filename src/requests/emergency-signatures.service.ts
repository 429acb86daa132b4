import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { NO_BED } from '../calendar/domain/claim.js';
import type { Actor } from '../identity/domain/actor.js';
import { Tonight } from '../platform/tonight.js';
import type { StayView } from '../stays/stays.service.js';
import { emergencyDecided } from './domain/emergency-decided.js';
import { nightsAsked } from './domain/emergency-nights.js';
import type { DecisionRecorded, EmergencyView } from './emergency-view.js';
import { MatchDecisions } from './match-decisions.service.js';

/** The decision that was written down, as far as the record of it needs. */
export type Recorded = Pick<DecisionRecorded, 'id' | 'decision' | 'said' | 'decidedBy' | 'decidedByName' | 'how'> & {
  recordedBy: { id: string };
};

/**
 * Of what the on-call manager decided, the one record of decision that there is on who is there with whom: with what the
 * advice was made of, so that it is judged anew, flagged when the group changes and looked at again like any other.
 */
@Injectable()
export class EmergencySignatures {
  constructor(
    private readonly decisions: MatchDecisions,
    private readonly tonight: Tonight,
  ) {}

  /**
   * Of a decision as it is written down: on the nights of the stay, or on those that are asked for. Of a child of whom
   * nobody has a record yet there is nothing to look at: theirs is written once they come. Part of the caller's transaction.
   */
  async write(
    manager: EntityManager,
    actor: Actor,
    { unit, youngPersonId, expectedAt, until }: EmergencyView,
    recorded: Recorded,
    stay?: StayView,
  ): Promise<void> {
    if (!youngPersonId) return;
    const expected = expectedAt && this.tonight.in(unit.zone, expectedAt);
    const { arrival, departure } = stay ?? nightsAsked({ expected, until }, this.tonight.in(unit.zone));
    const whose = { unit, youngPerson: { id: youngPersonId }, arrival, departure };
    const { looked } = await this.decisions.lookAt(manager, actor, { ...whose, bedId: stay?.bed?.id ?? NO_BED });
    const { id, decidedBy, decidedByName, recordedBy } = recorded;
    await this.decisions.write(
      manager,
      actor,
      {
        ...{ ...whose, request: null },
        of: {
          emergencyDecisionId: id,
          signedBy: decidedBy ?? recordedBy.id,
          onWordOf: decidedBy ? null : decidedByName,
        },
      },
      emergencyDecided({ ...recorded, by: decidedByName }, looked.advice.verdict),
      looked,
    );
  }

  /** Once they come: of the decision that counts, where none was written when it was taken. */
  async come(manager: EntityManager, actor: Actor, emergency: EmergencyView, stay: StayView): Promise<void> {
    const last = emergency.decisions.at(-1);
    if (!last) return;
    const [written] = await manager.query<unknown[]>(`SELECT 1 FROM match_decisions WHERE emergency_decision_id = $1`, [
      last.id,
    ]);
    if (!written) await this.write(manager, actor, emergency, last, stay);
  }
}
