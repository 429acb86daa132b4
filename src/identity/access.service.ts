import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { notFound } from '../kernel/domain-error.js';
import { Clock } from '../platform/clock.js';
import type { GrantReason } from './access-grant.entity.js';
import { asSigner, capacityIn, signsSomewhere, type Actor, type Membership } from './domain/actor.js';
import { mayRead } from './visibility.js';

/** A right to read the record of a young person, or of several, held by one user or by one unit, and why. */
export interface Grant {
  youngPersonId: string | readonly string[];
  userId?: string;
  unitId?: string;
  why: GrantReason;
}

@Injectable()
export class AccessService {
  constructor(private readonly clock: Clock) {}

  /** Those of the given young people whom the actor may read. */
  async seen(manager: EntityManager, actor: Actor, youngPersonIds: readonly string[]): Promise<Set<string>> {
    if (youngPersonIds.length === 0) return new Set();
    const parameters: unknown[] = [youngPersonIds];
    const rows = await manager.query<{ id: string }[]>(
      `SELECT y.id FROM young_people y
       WHERE y.id = ANY ($1::uuid[]) AND ${mayRead(actor, 'y.id', parameters, this.clock.now())}`,
      parameters,
    );
    return new Set(rows.map((row) => row.id));
  }

  /** Passes when the actor may read the young person; the answer is the same for one that does not exist. */
  async requireSight(manager: EntityManager, actor: Actor, youngPersonId: string): Promise<void> {
    const seen = await this.seen(manager, actor, [youngPersonId]);
    if (seen.size === 0) throw notFound();
  }

  /**
   * Whether the actor signs for a unit that knows the young person, as who lets a copy of the record leave the council's
   * hands has to. To sign for one unit and look on at another is not enough for whom only the other knows.
   */
  async signsFor(manager: EntityManager, actor: Actor, youngPersonId: string): Promise<boolean> {
    return signsSomewhere(actor) && (await this.seen(manager, asSigner(actor), [youngPersonId])).size > 0;
  }

  /** Opens a grant; one that is open already stays as it is. */
  async grant(manager: EntityManager, grant: Grant & { grantedBy?: string; at: Date }): Promise<void> {
    await manager.query(
      `INSERT INTO access_grants (young_person_id, user_id, unit_id, why, valid_from, granted_by)
       SELECT whose, $2::uuid, $3::uuid, $4, $5::timestamptz, $6::uuid FROM unnest($1::uuid[]) AS whose ON CONFLICT DO NOTHING`,
      [peopleOf(grant), grant.userId ?? null, grant.unitId ?? null, grant.why, grant.at, grant.grantedBy ?? null],
    );
  }

  /** Ends a grant that is open, or would end later; it stays on record. Says whether there was one. */
  async end(manager: EntityManager, grant: Grant & { at: Date }): Promise<boolean> {
    const [, ended] = await manager.query<[unknown, number]>(
      `UPDATE access_grants SET valid_until = GREATEST($5::timestamptz, valid_from)
       WHERE young_person_id = ANY ($1::uuid[]) AND why = $4 AND (valid_until IS NULL OR valid_until > GREATEST($5::timestamptz, valid_from))
         AND user_id IS NOT DISTINCT FROM $2::uuid AND unit_id IS NOT DISTINCT FROM $3::uuid`,
      [peopleOf(grant), grant.userId ?? null, grant.unitId ?? null, grant.why, grant.at],
    );
    return ended > 0;
  }

  /** The actor's place in the unit; a unit they do not belong to is not there for them. */
  requireUnit(actor: Actor, unitId: string): Membership {
    const unit = actor.units.find((one) => one.id === unitId);
    if (!unit || !capacityIn(actor, unitId)) throw notFound();
    return unit;
  }
}

const peopleOf = ({ youngPersonId }: Grant): string[] => [youngPersonId].flat();
