import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../platform/clock.js';

/** Who did it and from where; an actor of identity fits. `id` is null for a stranger and for the service itself. */
export interface AuditActor {
  id: string | null;
  from: { via: 'page' | 'api' | 'system'; ip: string | null; requestId: string | null; byItself?: boolean };
}

/** The service itself: what the clock does, and nobody else. */
export const THE_SERVICE: AuditActor = { id: null, from: { via: 'system', ip: null, requestId: null } };

/** `details` hold ids, names of changed fields and counts: never free text, never a person's name. */
export interface AuditRecord {
  action: string;
  subject: string;
  subjectId?: string;
  youngPeople?: string[];
  details?: Record<string, unknown>;
}

/**
 * A page that is open looks again whenever something changes, and its reader did nothing: one line says so for the rest of
 * the hour, to the same person at the same computer, and another is written as soon as it shows a young person whom that one
 * does not name. So whatever somebody could have seen is in the trail within the hour, and the looks that somebody made are
 * not lost among thousands that nobody did.
 */
const UNLESS_WRITTEN = `WHERE NOT EXISTS (
  SELECT 1 FROM audit_entries e
   WHERE e.actor_id = $2::uuid AND e.action = $6 AND e.at >= date_trunc('hour', $1::timestamptz) AND e.details ? 'byItself'
     AND e.ip IS NOT DISTINCT FROM $4::inet AND e.subject_id IS NOT DISTINCT FROM about
     AND e.young_people @> $9::uuid[] AND e.details = $10::jsonb)`;

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
    const isByItself = actor.from.byItself === true && entry.action.endsWith('.read');
    await manager.query(
      `INSERT INTO audit_entries (at, actor_id, via, ip, trace_id, action, subject, subject_id, young_people, details)
       SELECT $1::timestamptz, $2::uuid, $3, $4::inet, $5, $6, $7, about, $9::uuid[], $10::jsonb FROM unnest($8::uuid[]) AS about
       ${isByItself ? UNLESS_WRITTEN : ''}`,
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
        JSON.stringify({ ...entry.details, ...(isByItself && { byItself: true }) }),
      ],
    );
  }
}
