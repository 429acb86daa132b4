import type { StayState } from './stay-state.js';
import type { VisitState } from './visit.js';

/** What a planned visit meets that came after it. */
export const VISIT_CONFLICTS = ['kept_apart', 'closed'] as const;
export type VisitConflictReason = (typeof VISIT_CONFLICTS)[number];

/** Somebody from whom the visitor is kept apart: there on the day by a stay, or by a visit of their own. */
export interface ApartThatDay {
  stay: string | null;
  visit: string | null;
  state: StayState | VisitState;
  arrival: string;
  departure: string;
  youngPerson: { id: string; firstName: string; lastName: string };
}

/** Why a planned visit cannot stay as it is. */
export interface VisitConflict {
  /** The first of the reasons. */
  why: VisitConflictReason;
  reasons: readonly VisitConflictReason[];
  /** In words, for whoever reads it. */
  text: string;
  /** From whom they are kept apart, for those who may know of both. */
  apart: ApartThatDay | null;
}

export const VISIT_CONFLICT_TEXT: Record<VisitConflictReason, string> = {
  kept_apart:
    'Somebody from whom they are kept apart for safety is to be here on the day of their visit. Move or cancel the visit, or a manager decides before they meet.',
  closed: 'The unit is closed on the day of their visit. Move or cancel the visit.',
};
