import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import type { Actor } from '../identity/domain/actor.js';
import { Clock } from '../platform/clock.js';
import { Tonight } from '../platform/tonight.js';
import { endAbsence } from './absence-records.js';
import type { BeforeArrival } from './domain/before-arrival.js';
import { GOES_ON } from './domain/ending.js';
import { Displacement, type MadeWay } from './displacement.service.js';
import { Elsewhere } from './elsewhere.service.js';
import { StayBeds } from './stay-beds.service.js';
import { Stay } from './stay.entity.js';
import { residing, StaysService, type StayView } from './stays.service.js';

/** An arrival that was written down and did not happen. */
@Injectable()
export class UndoArrival {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly stays: StaysService,
    private readonly beds: StayBeds,
    private readonly elsewhere: Elsewhere,
    private readonly displacement: Displacement,
    private readonly clock: Clock,
    private readonly tonight: Tonight,
  ) {}

  /** What the stay is once its arrival is undone. */
  willBe(stay: StayView): Promise<BeforeArrival> {
    return this.before(this.dataSource.manager, stay);
  }

  /**
   * They are not there after all: the stay is again what it was before, on its nights and, where those can be had, in its
   * beds. One that was not to come claims nothing, and whoever made way for it has the bed back. An
   * offer that made way was taken back from a family that heard of it, so it is for people to make it again.
   */
  async undo(actor: Actor, id: string, reason: string): Promise<{ stay: StayView; madeWay: MadeWay[] }> {
    let madeWay: MadeWay[] = [];
    const stay = await this.stays.step(actor, id, 'arrival_undone', async (manager, stay) => {
      const told = { by: actor.id, now: this.clock.now() };
      await endAbsence(manager, id, { until: told.now, ended: 'undone' }, told);
      const before = await this.before(manager, stay);
      const { pieces: _, waitsFor: __, ...again } = before;
      const { state, arrival, departure } = again;
      // Of a placement nothing was said before; of what was, the words and the reason stay.
      const endedWhy = again.endedWhy || (stay.kind === 'emergency' ? reason : '');
      await residing(manager.update(Stay, { id }, { ...again, endedWhy, arrivedAt: null, overdueSince: null }));
      const how = { why: 'arrival_undone', tonight: this.tonight.in(stay.unit.zone) };
      if (state === 'booked') await this.beds.backToPlan(manager, actor, stay, before, how);
      else await this.beds.giveBack(manager, actor.id, [id], 'arrival_undone');
      await this.elsewhere.goBack(manager, actor, stay);
      madeWay = await this.displacement.offersBeside(manager, actor, id);
      return { nights: { arrival, departure }, note: reason, insteadOf: stay.arrivedAt };
    });
    return { stay, madeWay };
  }

  /** A placement without a request had no plan: it is cancelled. Of an arrival on record without it, the plan counts. */
  private async before(manager: EntityManager, stay: StayView): Promise<BeforeArrival> {
    const [arrival] = await manager.query<{ before: BeforeArrival | null }[]>(
      `SELECT before FROM stay_events WHERE stay_id = $1 AND action IN ('arrived', 'placed') ORDER BY id DESC LIMIT 1`,
      [stay.id],
    );
    if (arrival?.before) return arrival.before;
    const { plannedArrival, plannedDeparture } = stay;
    const plan = { plannedArrival, plannedDeparture, ...GOES_ON, waitsFor: null };
    if (stay.kind === 'emergency')
      return { ...plan, state: 'cancelled', arrival: stay.arrival, departure: stay.departure, pieces: [] };
    const nights = { arrival: plannedArrival, departure: plannedDeparture };
    const [first] = await this.beds.pieces(manager, stay.id);
    return { ...plan, ...nights, state: 'booked', pieces: first ? [{ bedId: first.bedId, ...nights }] : [] };
  }
}
