import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../platform/clock.js';

/** Who did it and from where; an actor of identity fits. `id` is null for a stranger and for the service itself. */
export interface AuditActor {
  id: string | null;
  from: { via: 'page' | 'api' | 'system'; ip: string | null; requestId: string | null };
}

/** `details` hold ids, names of changed fields and counts: never free text, never a person's name. */
export interface AuditRecord {
  action: string;
  subject: string;
  subjectId?: string;
  youngPeople?: string[];
  details?: Record<string, unknown>;
}

@Injectable()
export class AuditService {
  constructor(private readonly clock: Clock) {}

  /** Adds a line to the trail, in the transaction of `manager`: what is rolled back was not done. */
  async record(manager: EntityManager, actor: AuditActor, entry: AuditRecord): Promise<void> {
    await manager.query(
      `INSERT INTO audit_entries (at, actor_id, via, ip, trace_id, action, subject, subject_id, young_people, details)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        this.clock.now(),
        actor.id,
        actor.from.via,
        actor.from.ip,
        actor.from.requestId,
        entry.action,
        entry.subject,
        entry.subjectId ?? null,
        entry.youngPeople ?? [],
        JSON.stringify(entry.details ?? {}),
      ],
    );
  }
}
