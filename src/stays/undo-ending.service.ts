import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../identity/domain/actor.js';
import { conflict } from '../kernel/domain-error.js';
import { Tonight } from '../platform/tonight.js';
import type { BeforeArrival } from './domain/before-arrival.js';
import { GOES_ON } from './domain/ending.js';
import { isStillToCome } from './domain/stay-steps.js';
import { StayBeds } from './stay-beds.service.js';
import { Stay } from './stay.entity.js';
import { residing, StaysService, type StayView } from './stays.service.js';

/** Told that a stay is to take place after all, in its transaction. */
export type TellOfUndoing = (manager: EntityManager, actor: Actor, stay: StayView) => Promise<void>;

/** A stay that was called off, or recorded as not come to, by mistake. */
@Injectable()
export class UndoEnding {
  private tellOfUndoing: TellOfUndoing | undefined;

  constructor(
    private readonly stays: StaysService,
    private readonly beds: StayBeds,
    private readonly tonight: Tonight,
  ) {}

  /** Requests belong to a module above this one: it says here what it means for them. */
  whenUndone(tell: TellOfUndoing): void {
    this.tellOfUndoing = tell;
  }

  /** They are expected after all: the stay is booked again on its nights, in its beds where those can be had. */
  async undo(actor: Actor, id: string, reason: string): Promise<StayView> {
    return this.stays.step(actor, id, 'ending_undone', async (manager, stay) => {
      this.refuseOnceOver(stay);
      await this.refuseUnlessWanted(manager, stay);
      const before = await this.before(manager, stay);
      await residing(manager.update(Stay, { id }, { state: 'booked', ...GOES_ON }));
      const how = { why: 'ending_undone', tonight: this.tonight.in(stay.unit.zone) };
      await this.beds.backToPlan(manager, actor, stay, before, how);
      await this.tellOfUndoing?.(manager, actor, stay);
      return { nights: stay, note: reason };
    });
  }

  /** Refuses what has no night to come, and a placement without a request, which nobody had planned. */
  refuseOnceOver(stay: StayView): void {
    if (isStillToCome(stay, this.tonight.in(stay.unit.zone))) return;
    throw conflict(
      'not-possible-now',
      'Nothing of this stay is still to come. If they came after all, record the arrival.',
    );
  }

  /** What was withdrawn, or is asked for anew, is not booked again by the way. */
  private async refuseUnlessWanted(manager: EntityManager, { id }: StayView): Promise<void> {
    const [other] = await manager.query<object[]>(
      `SELECT 1 FROM stays s JOIN request_parts p ON p.id = s.part_id WHERE s.id = $1 AND p.state <> 'booked'`,
      [id],
    );
    if (other)
      throw conflict(
        'not-booked-any-more',
        'The request for this stay has been withdrawn, or is decided anew by now. Look at the request.',
      );
  }

  /** The beds that it had. Of what was called off before they were kept with it, those that it gave back then. */
  private async before(manager: EntityManager, { id, state, arrival, departure }: StayView) {
    const [ended] = await manager.query<{ before: BeforeArrival | null }[]>(
      `SELECT before FROM stay_events WHERE stay_id = $1 AND action IN ('cancelled', 'no_show') ORDER BY id DESC LIMIT 1`,
      [id],
    );
    const nights = { arrival, departure };
    if (ended?.before) return { ...nights, pieces: ended.before.pieces, waitsFor: ended.before.waitsFor };
    const pieces = await manager.query<BeforeArrival['pieces']>(
      `SELECT bed_id AS "bedId", arrival, departure FROM bed_claims
        WHERE stay_id = $1 AND NOT live AND released_why = $2 ORDER BY arrival`,
      [id, state],
    );
    return { ...nights, pieces, waitsFor: null };
  }
}
