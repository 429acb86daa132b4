import { Injectable } from '@nestjs/common';
import type { Actor } from '../identity/domain/actor.js';
import type { ApartThatDay, VisitConflictReason } from '../stays/domain/visit-conflict.js';
import { VisitsService, type VisitView } from '../stays/visits.service.js';

/** A planned visit that meets something that came after it. */
export interface VisitToSolve {
  kind: 'visit';
  stay: null;
  visit: VisitView;
  why: VisitConflictReason;
  /** It is seen whenever somebody looks, and written down by nobody. */
  since: null;
  text: string;
  apart: ApartThatDay | null;
}

const MOST = 100;

/** Visits that cannot stay as they are planned, soonest first. */
@Injectable()
export class VisitsToSolve {
  constructor(private readonly visits: VisitsService) {}

  /** Of one unit, or of all whose visits the actor may read. */
  async of(actor: Actor, unitId?: string): Promise<VisitToSolve[]> {
    const found = await this.visits.list(actor, { unsolved: true, ...(unitId && { unitId }), limit: MOST });
    const conflicts = await this.visits.conflictsOf(actor, found);
    return found.flatMap((visit) => {
      const one = conflicts.get(visit.id);
      if (!one) return [];
      const { why, text, apart } = one;
      return [{ kind: 'visit' as const, stay: null, visit, why, since: null, text, apart }];
    });
  }
}
