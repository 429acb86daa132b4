import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { Actor } from '../identity/domain/actor.js';
import type { PlainDate } from '../kernel/nights.js';
import type { StepToSay } from './domain/step-said.js';
import type { StayView } from './stay-reader.js';

/** One step of a stay, with the nights that it left. */
export interface StayStepDone extends StepToSay {
  /** Nobody for what the service itself wrote down. */
  by: string | null;
  note: string;
  arrival: PlainDate;
  departure: PlainDate;
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
              e.happened_at AS "happenedAt", e.instead_of AS "insteadOf", e.ended_by AS "endedBy", e.code,
              e.expected_at AS "expectedAt", e.planned
         FROM stay_events e LEFT JOIN users u ON u.id = e.by_user WHERE e.stay_id = $1 ORDER BY e.id DESC LIMIT ${LATEST}`,
      [id],
    );
  }
}
