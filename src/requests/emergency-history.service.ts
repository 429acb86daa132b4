import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { Actor } from '../identity/domain/actor.js';
import { mayRead } from '../identity/visibility.js';
import { Clock } from '../platform/clock.js';
import type { Child, EmergencyAnswers, EmergencyView } from './emergency-view.js';

type Json<T> = { [K in keyof T]?: T[K] extends Date | null ? string | null : T[K] };

/** What somebody answered, as it was typed: some of the questions, or what it means for one who is staying. */
export interface AnswerGiven {
  at: Date;
  by: string;
  answers: Json<EmergencyAnswers> | null;
  impact: { youngPerson: Child | null; impact: string } | null;
}

const LATEST = 50;

/** Every answer that was given about an emergency, signed and dated: what was put otherwise later still stands here. */
@Injectable()
export class EmergencyHistory {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** The latest first. Of one that the actor has opened; its reading is on the trail already. */
  async of(actor: Actor, { id }: Pick<EmergencyView, 'id'>): Promise<AnswerGiven[]> {
    const parameters: unknown[] = [id];
    const seen = mayRead(actor, 'y.id', parameters, this.clock.now());
    return this.dataSource.query(
      `SELECT n.at, u.name AS by, n.answers, NULL::json AS impact
         FROM emergency_entries n JOIN users u ON u.id = n.by_user WHERE n.emergency_id = $1
       UNION ALL
       SELECT i.at, u.name, NULL, json_build_object('impact', i.impact, 'youngPerson', CASE WHEN y.id IS NOT NULL THEN
                json_build_object('id', y.id, 'firstName', y.first_name, 'lastName', y.last_name) END)
         FROM emergency_impacts i JOIN users u ON u.id = i.by_user
         LEFT JOIN young_people y ON y.id = i.young_person_id AND ${seen} WHERE i.emergency_id = $1
        ORDER BY at DESC LIMIT ${LATEST}`,
      parameters,
    );
  }
}
