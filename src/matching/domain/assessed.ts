import type { SupportLevel } from '../../people/domain/stay-needs.js';
import type { Factor, Level, RiskStatus } from './factors.js';

/** One factor of an assessment. */
export interface Rating {
  factor: Factor;
  /** Risk to others, and risk from others. */
  poses: Level;
  vulnerable: Level;
  status: RiskStatus;
}

/** Why nobody can say how somebody fits. */
export const GAPS = ['no_assessment', 'not_countersigned', 'out_of_date', 'new_information'] as const;
export type Gap = (typeof GAPS)[number];

/** A young person as the rules look at them on given nights. Everything that is not rated is of no known concern. */
export interface Assessed {
  id: string;
  /** Whole years. */
  age: number;
  support: SupportLevel;
  ratings: readonly Rating[];
  /** What is missing before they count as assessed; their ratings then count all the same. */
  gap?: Gap;
}

/** What has been decided about two. */
export interface PairFact {
  youngPeople: readonly [string, string];
  decision?: 'never_together' | 'only_with_mitigation' | 'works_well';
  /** Which decision that is; of what was looked at before that was kept nobody knows. */
  id?: string;
  siblings?: 'together' | 'apart';
}
