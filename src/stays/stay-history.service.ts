import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { Actor } from '../identity/domain/actor.js';
import type { PlainDate } from '../kernel/nights.js';
import type { StayAction } from './domain/stay-state.js';
import type { StayView } from './stay-reader.js';

/** One step of a stay, with the nights that it left. */
export interface StayStepDone {
  at: Date;
  /** Nobody for what the service itself wrote down. */
  by: string | null;
  action: StayAction;
  note: string;
  arrival: PlainDate;
  departure: PlainDate;
  /** When it happened, and the time that stood there before; null where nobody said. */
  happenedAt: Date | null;
  insteadOf: Date | null;
}

const LATEST = 50;

/** What was recorded and decided of a stay. */
@Injectable()
export class StayHistory {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /**
   * The latest first. A key worker is told in the timeline of the request, where what may concern other children is
   * left out: nothing here.
   */
  async of(actor: Actor, { id }: Pick<StayView, 'id'>): Promise<StayStepDone[]> {
    if (actor.role === 'cas_worker') return [];
    return this.dataSource.query(
      `SELECT e.at, u.name AS by, e.action, e.note, e.arrival, e.departure,
              e.happened_at AS "happenedAt", e.instead_of AS "insteadOf"
         FROM stay_events e LEFT JOIN users u ON u.id = e.by_user WHERE e.stay_id = $1 ORDER BY e.id DESC LIMIT ${LATEST}`,
      [id],
    );
  }
}
