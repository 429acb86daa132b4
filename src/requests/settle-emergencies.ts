import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { StayBeds } from '../stays/stay-beds.service.js';
import { agreedSinceSql } from './agreed-since.js';
import { Deadlines } from './deadlines.service.js';
import {
  emergencySteps,
  type DecisionFacts,
  type EmergencyFacts,
  type EmergencyStep,
} from './domain/emergency-state.js';

type Asked = Omit<EmergencyFacts, 'askBy' | 'comeBy' | 'ended'> & { openedAt: Date; ended: object | null };
type Stored = Omit<Asked, 'decisions'> & { id: string; decisions: StoredDecision[] };

/**
 * What is owed of an emergency, and that it is noted once nothing is, so that those of which something is are found by an
 * index: at each change of the emergency, and of the stay that it came to.
 */
@Injectable()
export class SettleEmergencies implements OnModuleInit {
  constructor(
    private readonly beds: StayBeds,
    private readonly deadlines: Deadlines,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.beds.whenChanged((manager, stayIds) => this.ofStays(manager, stayIds));
  }

  stepsOf({ openedAt, ended, decisions, ...asked }: Asked): EmergencyStep[] {
    const askBy = this.deadlines.inEmergency(openedAt);
    const decided = decisions.at(-1)?.recordedAt;
    const comeBy = decided ? this.deadlines.inEmergency(decided) : null;
    return emergencySteps({ ...asked, askBy, comeBy, decisions, ended: ended !== null });
  }

  async note(manager: EntityManager, id: string, steps: readonly EmergencyStep[]): Promise<void> {
    await manager.query(
      `UPDATE emergencies SET settled_at = $2 WHERE id = $1 AND (settled_at IS NULL) <> ($2::timestamptz IS NULL)`,
      [id, steps.length === 0 ? this.clock.now() : null],
    );
  }

  /** Of those of which these stays came, if they came of any. */
  async ofStays(manager: EntityManager, stayIds: readonly string[]): Promise<void> {
    const found = await manager.query<Stored[]>(
      `SELECT e.id, e.opened_at AS "openedAt", e.expected_at AS "expectedAt", NULL AS ended,
              json_build_object('state', s.state, 'arrivedAt', NULL) AS stay, ${agreedSinceSql('s.id')} AS "agreedSince",
              (SELECT coalesce(json_agg(json_build_object('decision', d.decision, 'recordedAt', d.recorded_at,
                  'countersignBy', d.countersign_by, 'countersigned',
                  CASE WHEN c.decision_id IS NOT NULL THEN json_build_object('agrees', c.agrees) END) ORDER BY d.place), '[]')
                 FROM emergency_decisions d LEFT JOIN emergency_countersignatures c ON c.decision_id = d.id
                WHERE d.emergency_id = e.id) AS decisions
         FROM emergencies e JOIN stays s ON s.id = e.stay_id WHERE e.stay_id = ANY ($1::uuid[])`,
      [stayIds],
    );
    for (const one of found)
      await this.note(manager, one.id, this.stepsOf({ ...one, decisions: one.decisions.map(dated) }));
  }
}

type StoredDecision = Omit<DecisionFacts, 'recordedAt' | 'countersignBy'> & {
  recordedAt: string;
  countersignBy: string | null;
};

const dated = (one: StoredDecision): DecisionFacts => ({
  ...one,
  recordedAt: new Date(one.recordedAt),
  countersignBy: one.countersignBy === null ? null : new Date(one.countersignBy),
});
