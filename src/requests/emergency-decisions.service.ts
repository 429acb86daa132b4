import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { DirectoryService } from '../identity/directory.service.js';
import { maySign, type Actor } from '../identity/domain/actor.js';
import { conflict, forbidden, invalidField } from '../kernel/domain-error.js';
import { Clock } from '../platform/clock.js';
import { refuseIfChanged } from '../platform/unchanged.js';
import { StaysService, type StayView } from '../stays/stays.service.js';
import { Deadlines } from './deadlines.service.js';
import { decisionSaid } from './domain/emergency-text.js';
import { unsigned, type EmergencyDecision, type HowReached } from './domain/emergency-state.js';
import { EmergencyRecords } from './emergency-records.service.js';
import { EmergencySignatures } from './emergency-signatures.service.js';
import type { EmergencyStanding, EmergencyView, Told } from './emergency-view.js';

/** What a manager says of a decision: of the one that they have read. */
export interface Signed {
  decision: string;
  agrees: boolean;
  note?: string | undefined;
}

export interface Decided {
  decision: EmergencyDecision;
  /** What the manager said: reasons, conditions. */
  said: string;
  /** One of those who sign for the unit, or their name in words. */
  decidedBy?: string | undefined;
  decidedByName?: string | undefined;
  how?: HowReached | undefined;
  /** When they were rung; now when left out. */
  rungAt?: Date | undefined;
}

/** What the on-call manager decided, as it was written down in the night, and what a manager says of it by day. */
@Injectable()
export class EmergencyDecisions {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly records: EmergencyRecords,
    private readonly directory: DirectoryService,
    private readonly stays: StaysService,
    private readonly signatures: EmergencySignatures,
    private readonly deadlines: Deadlines,
    private readonly clock: Clock,
  ) {}

  /** Whom to ring: everybody who signs for the unit. */
  managersOf(unitId: string): Promise<{ id: string; name: string }[]> {
    return this.directory.signersOf(this.dataSource.manager, unitId);
  }

  /**
   * Writes down a decision with what was on record when it was taken. An earlier one stays as it is: the last one counts.
   * A refusal ends the asking; a child who is there already stays on record as being there.
   */
  decide(actor: Actor, id: string, decided: Decided): Promise<EmergencyStanding> {
    return this.records.change(actor, id, 'emergency.decided', async (manager, emergency) => {
      const { unit, ended, decisions, stay } = emergency;
      if (ended && decisions.at(-1)?.decision !== 'refused')
        throw conflict('ended-already', 'This was ended because no place is needed any more. Begin again if one is.');
      const { decision, said, how = 'telephone' } = decided;
      const by = await this.whoDecided(manager, unit.id, decided);
      const now = this.clock.now();
      const rungAt = this.stays.happened(decided.rungAt, 'rungAt');
      const inPerson = by.id === actor.id;
      const [{ id: decisionId }] = await manager.query<[{ id: string }]>(
        `INSERT INTO emergency_decisions (emergency_id, decision, said, decided_by, decided_by_name, how, rung_at,
                                          recorded_at, recorded_by, told, countersign_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING id`,
        [
          ...[id, decision, said, by.id, by.name, how, rungAt, now, actor.id, JSON.stringify(toldOf(emergency))],
          inPerson ? null : await this.deadlines.countersigning(unit.zone),
        ],
      );
      if (!stay) await this.records.goOn(manager, actor, emergency, { ends: decision === 'refused' });
      const placed = stay && (await this.stays.find(manager, actor, stay.id));
      const recorded = { ...{ id: decisionId, decision, said, how }, decidedBy: by.id, decidedByName: by.name };
      const written = { ...recorded, recordedBy: actor };
      await this.signatures.write(manager, actor, emergency, written, placed ?? undefined);
      if (placed)
        await this.stays.writeDown(
          manager,
          actor,
          placed,
          'emergency_decided',
          `${decisionSaid({ decision, by: by.name, how })}: ${said}`,
          { happenedAt: rungAt },
        );
    });
  }

  /** Signs a decision of an emergency as it was written down, or says beside it what was otherwise. */
  countersign(actor: Actor, id: string, signed: Signed): Promise<EmergencyStanding> {
    return this.records.change(actor, id, 'emergency.countersigned', (manager, emergency) =>
      this.sign(manager, actor, emergency, signed),
    );
  }

  /** The same for a stay, which must be as it was seen. */
  async countersignStay(actor: Actor, stayId: string, signed: Signed): Promise<StayView> {
    const stay = await this.stays.find(this.dataSource.manager, actor, stayId);
    const emergency = await this.records.ofStay(actor, stayId);
    if (!emergency) refuseIfChanged(stay);
    if (!emergency) throw conflict('nothing-to-countersign', NOTHING);
    const asSeen = async (manager: EntityManager) => {
      await manager.query(`SELECT 1 FROM stays WHERE id = $1 FOR NO KEY UPDATE`, [stayId]);
      return this.stays.find(manager, actor, stayId);
    };
    const work = (manager: EntityManager, found: EmergencyView) => this.sign(manager, actor, found, signed);
    await this.records.change(actor, emergency.id, 'emergency.countersigned', work, asSeen);
    return this.stays.find(this.dataSource.manager, actor, stayId);
  }

  private async sign(
    manager: EntityManager,
    actor: Actor,
    { unit, decisions, stay }: EmergencyView,
    { decision, agrees, note = '' }: Signed,
  ): Promise<void> {
    if (!maySign(actor, unit.id))
      throw forbidden('Only the registered manager of the unit or a named delegate can countersign.');
    if (!unsigned(decisions).some(({ id }) => id === decision)) throw conflict('nothing-to-countersign', NOTHING);
    if (!agrees && !note) throw invalidField('note', 'Say what was otherwise than it is written down.');
    await manager.query(
      `INSERT INTO emergency_countersignatures (decision_id, by_user, at, agrees, note) VALUES ($1, $2, $3, $4, $5)`,
      [decision, actor.id, this.clock.now(), agrees, note],
    );
    if (stay) await this.onStay(manager, actor, stay.id, agrees ? 'countersigned' : 'countersigned_otherwise', note);
  }

  private async onStay(
    manager: EntityManager,
    actor: Actor,
    stayId: string,
    action: 'countersigned' | 'countersigned_otherwise',
    note: string,
  ): Promise<void> {
    await this.stays.writeDown(manager, actor, await this.stays.find(manager, actor, stayId), action, note);
  }

  private async whoDecided(
    manager: EntityManager,
    unitId: string,
    { decidedBy, decidedByName }: Decided,
  ): Promise<{ id: string | null; name: string }> {
    if (!decidedBy) {
      if (decidedByName) return { id: null, name: decidedByName };
      throw invalidField('decidedBy', 'Choose who decided, or enter their name.');
    }
    const found = (await this.directory.signersOf(manager, unitId)).find(({ id }) => id === decidedBy);
    if (found) return found;
    throw invalidField('decidedBy', 'This person does not sign for the unit. Choose another, or enter the name.');
  }
}

const NOTHING = 'There is nothing to countersign here. Look at it again: somebody may have signed it.';

/** What was on record when the decision was written down: what is answered later does not change what was decided on. */
function toldOf({ why, risk, house, authority, legalBasis, expectedAt, until, impacts }: EmergencyView): Told {
  return {
    ...{ why, risk, house, authority, legalBasis, expectedAt, until },
    impacts: impacts.map(({ youngPersonId, impact }) => ({ youngPerson: youngPersonId, impact })),
  };
}
