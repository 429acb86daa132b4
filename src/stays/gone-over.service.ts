import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import type { Actor } from '../identity/domain/actor.js';

/** What a manager went over with a signed reason, so that nights could be given. */
export interface GoneOver {
  /** What stood against it then, with the nights and the figures. */
  sentence: string;
  reason: string;
  by: string;
  at: Date;
}

/**
 * What was gone over for a stay and for the offers that led to it, oldest first. It names other young people by their
 * number, so a CAS worker is told none of it. That the actor may read the stay or the request is for the caller to know.
 */
@Injectable()
export class GoneOverService {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  ofStay(actor: Actor, stayId: string): Promise<GoneOver[]> {
    return this.read(this.dataSource.manager, actor, `SELECT id, part_id FROM stays WHERE id = $1`, stayId);
  }

  /** For a part of a request: all its offers, and the stay that came of it. */
  ofPart(actor: Actor, partId: string, manager = this.dataSource.manager): Promise<GoneOver[]> {
    return this.read(
      manager,
      actor,
      `SELECT s.id, p.id AS part_id FROM request_parts p LEFT JOIN stays s ON s.part_id = p.id WHERE p.id = $1`,
      partId,
    );
  }

  private async read(manager: EntityManager, actor: Actor, subject: string, id: string): Promise<GoneOver[]> {
    if (actor.role === 'cas_worker') return [];
    return manager.query(
      `WITH subject AS (${subject}),
            gone AS (SELECT o.* FROM subject JOIN overrules o ON o.stay_id = subject.id
                     UNION ALL
                     SELECT o.* FROM subject JOIN offers f ON f.part_id = subject.part_id
                                JOIN overrules o ON o.offer_id = f.id)
       SELECT gone.sentence, gone.reason, u.name AS by, gone.at
         FROM gone JOIN users u ON u.id = gone.by_user ORDER BY gone.at, gone.id LIMIT 100`,
      [id],
    );
  }
}
