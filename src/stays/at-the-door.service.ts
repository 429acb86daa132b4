import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../identity/domain/actor.js';
import { Clock } from '../platform/clock.js';
import { OutboxService } from '../platform/jobs/outbox.service.js';
import { ReviewsDue } from './reviews-due.service.js';
import type { StayAction } from './domain/stay-state.js';

interface Coming {
  id: string;
  youngPerson: { id: string };
  unit: { id: string; zone: string };
}

/**
 * What follows when somebody comes, leaves or will not come, in the transaction in which it is written down: where they
 * lived before or go to, for the register of children, and from the departure on a word that is owed on how it went.
 */
@Injectable()
export class AtTheDoor {
  constructor(
    private readonly reviews: ReviewsDue,
    private readonly outbox: OutboxService,
    private readonly clock: Clock,
  ) {}

  /**
   * With `address`, as somebody said it; without one it is their home, where it is on record. What somebody put right since
   * stays: their home is what the form begins with, and no correction of it.
   */
  async follow(
    manager: EntityManager,
    actor: Pick<Actor, 'id'>,
    stay: Coming,
    called: StayAction,
    address = '',
  ): Promise<void> {
    if (called === 'arrived') await this.write(manager, actor, stay, 'address_before', address);
    if (called === 'cancelled' || called === 'no_show') await this.calledOff(manager, [stay]);
    if (called !== 'departed') return;
    await this.write(manager, actor, stay, 'address_after', address);
    await this.reviews.begin(manager, stay.id, stay.unit);
  }

  /** Stays of one unit that are not to come: it is to be heard of. */
  async calledOff(manager: EntityManager, stays: readonly Pick<Coming, 'id' | 'unit'>[]): Promise<void> {
    const entries = stays.map(({ id }) => ({ payload: { stay: id } }));
    await this.outbox.writeEach(manager, 'stay.called-off', entries, { unitId: stays[0]!.unit.id });
  }

  /** A child has a place in an emergency: their key worker is to hear of it. */
  async placed(manager: EntityManager, stay: string, unitId: string): Promise<void> {
    await this.outbox.write(manager, 'stay.emergency', { stay }, { unitId });
  }

  private async write(
    manager: EntityManager,
    { id: by }: Pick<Actor, 'id'>,
    { id, youngPerson }: Coming,
    field: 'address_before' | 'address_after',
    address: string,
  ): Promise<void> {
    await manager.query(
      `INSERT INTO register_entries (stay_id, field, value, reason, at, by_user)
       SELECT $1, $2, said.value, '', $4, $5 FROM (
         SELECT coalesce(nullif($3, ''), home.address, '') AS value, home.address AS home
           FROM (SELECT (SELECT h.address FROM home_addresses h
                          WHERE h.young_person_id = $6 ORDER BY h.id DESC LIMIT 1) AS address) home) said
        WHERE said.value <> '' AND NOT (said.value = said.home AND EXISTS (
          SELECT 1 FROM register_entries r WHERE r.stay_id = $1 AND r.field = $2 AND r.reason <> ''))`,
      [id, field, address, this.clock.now(), by, youngPerson.id],
    );
  }
}
