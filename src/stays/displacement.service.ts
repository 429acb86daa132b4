import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { AuditActor } from '../audit/audit.service.js';
import { ClaimsService, type PlannedClaim } from '../calendar/claims.service.js';
import type { Nights } from '../kernel/nights.js';
import { Clock } from '../platform/clock.js';
import { Conflicts } from './conflicts.service.js';
import type { Piece } from './domain/pieces.js';
import { StayEvent } from './stay-event.entity.js';

/** A stay as far as its bed goes. */
export interface Placed {
  id: string;
  unit: { id: string };
  youngPerson: { id: string };
  requestId: string | null;
  bed: { id: string } | null;
}

/** An offer that made way for somebody who did not come after all: its nights are free again. */
export interface MadeWay extends Nights {
  firstName: string;
  lastName: string;
  bed: string;
  /** The page on which the same nights are held again. */
  href: string;
}

/** What becomes of offers, in the same transaction: `go` when their claims had to for the stay, `couldReturn` once it did not happen. */
export interface OffersInTheWay {
  go(manager: EntityManager, by: AuditActor, claimIds: readonly string[], stayId: string): Promise<void>;
  couldReturn(manager: EntityManager, by: AuditActor, stayId: string): Promise<MadeWay[]>;
}

/**
 * What is planned makes way for what really happens: a planned stay keeps its dates and loses its bed, an offer is taken
 * back, nights kept for emergencies are used, and closed nights go around.
 */
@Injectable()
export class Displacement {
  private offers: OffersInTheWay | undefined;

  constructor(
    private readonly claims: ClaimsService,
    private readonly conflicts: Conflicts,
    private readonly clock: Clock,
  ) {}

  /** Offers belong to a module above this one: it says here what becomes of them. */
  whenOffersAreInTheWay(offers: OffersInTheWay): void {
    this.offers = offers;
  }

  /** The stay did not happen: the offers that made way for it and whose nights are free again. */
  async offersBeside(manager: EntityManager, by: AuditActor, stayId: string): Promise<MadeWay[]> {
    return (await this.offers?.couldReturn(manager, by, stayId)) ?? [];
  }

  /** Clears the nights of everything that is only planned. Whose stays lost their bed. */
  async clear(manager: EntityManager, by: AuditActor, stay: Placed, pieces: readonly Piece[]): Promise<string[]> {
    const whose = { id: stay.id, youngPersonId: stay.youngPerson.id };
    const displaced = new Set<string>();
    for (const piece of pieces)
      for (const claim of await this.claims.plannedOn(manager, piece, whose))
        if (await this.makeWay(manager, by, stay, claim, piece)) displaced.add(claim.stayId!);
    if (displaced.size > 0) await this.conflicts.settle(manager, by.id, [...displaced], 'displaced');
    return [...displaced];
  }

  /** Whether it was a stay's. What somebody who has left really spent is no plan, and stays. */
  private async makeWay(
    manager: EntityManager,
    by: AuditActor,
    stay: Placed,
    claim: PlannedClaim,
    nights: Nights,
  ): Promise<boolean> {
    if (claim.purpose === 'closed' || claim.purpose === 'out_of_service') {
      await this.claims.cutAround(manager, by.id, claim, nights);
      return false;
    }
    if (claim.purpose === 'stay') {
      if (claim.stayState === 'completed') return false;
      await this.displace(manager, by, stay, claim);
      return true;
    }
    await this.claims.release(manager, [claim.id], by.id, claim.purpose === 'offer' ? 'offer_taken_back' : 'gave_way');
    if (claim.purpose === 'offer') await this.offers?.go(manager, by, [claim.id], stay.id);
    return false;
  }

  private async displace(manager: EntityManager, by: AuditActor, stay: Placed, claim: PlannedClaim): Promise<void> {
    const id = claim.stayId!;
    const held = claim.stayState === 'booked' ? await this.claims.ofStay(manager, id) : [claim];
    if (!held.some((one) => one.id === claim.id)) return;
    await this.claims.release(
      manager,
      held.map((one) => one.id),
      by.id,
      'displaced',
    );
    await this.conflicts.open(manager, by.id, { stayId: id, why: 'displaced', bedId: claim.bedId, becauseOf: stay.id });
    const [{ arrival, departure }] = await manager.query<[Nights]>(
      `SELECT arrival, departure FROM stays WHERE id = $1`,
      [id],
    );
    await manager.insert(StayEvent, {
      stayId: id,
      at: this.clock.now(),
      byUser: by.id,
      action: 'displaced',
      note: '',
      arrival,
      departure,
    });
  }
}
