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
  record(manager: EntityManager, actor: AuditActor, { subjectId, ...entry }: AuditRecord): Promise<void> {
    return this.recordEach(manager, actor, [subjectId ?? null], entry);
  }

  /** The same for what was done to several subjects at once: a line for each, in one statement. */
  async recordEach(
    manager: EntityManager,
    actor: AuditActor,
    subjectIds: readonly (string | null)[],
    entry: Omit<AuditRecord, 'subjectId'>,
  ): Promise<void> {
    await manager.query(
      `INSERT INTO audit_entries (at, actor_id, via, ip, trace_id, action, subject, subject_id, young_people, details)
       SELECT $1::timestamptz, $2::uuid, $3, $4::inet, $5, $6, $7, about, $9::uuid[], $10::jsonb FROM unnest($8::uuid[]) AS about`,
      [
        this.clock.now(),
        actor.id,
        actor.from.via,
        actor.from.ip,
        actor.from.requestId,
        entry.action,
        entry.subject,
        subjectIds,
        entry.youngPeople ?? [],
        JSON.stringify(entry.details ?? {}),
      ],
    );
  }
}
