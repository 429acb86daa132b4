import type { SupportLevel } from '../../people/domain/stay-needs.js';
import type { Ease, Factor, RiskStatus } from './factors.js';
import type { Band, Verdict } from './verdicts.js';

/** Every weight says why it is what it is. */
interface Reasoned {
  why: string;
}

/**
 * The weights and thresholds by which young people are looked at together: a versioned document, on pages *matching
 * guide*. Points are taken off 100; percentages are of those points. A manager changes it by publishing a new version.
 */
export interface RuleSet {
  title: string;
  /** What one poses × what the other is vulnerable to: points at 4 × 4, serious. */
  interactions: (Reasoned & { poses: Factor; vulnerable: Factor; points: number })[];
  /** What both pose and draw each other into: points when both are at 4, counted where both are at `from` or above. */
  alike: (Reasoned & {
    factor: Factor;
    from: number;
    points: number;
    /** Of those who get on well, at least 100: friends who go missing together are a risk, not a strength. */
    friendsPercent: number;
  })[];
  /** How much of the points a risk of that status takes. */
  statuses: Record<RiskStatus, Reasoned & { percent: number }>;
  /** How much of the points of these factors is left once the house does this. */
  eases: (Reasoned & { ease: Ease; factors: Factor[]; percent: number })[];
  /** Years of age between two who are no siblings: so many free, then points for each, up to the most. */
  ageGap: Reasoned & { freeYears: number; pointsAYear: number; most: number };
  /** What a decision *only with mitigation* takes. */
  mitigation: Reasoned & { points: number };
  group: {
    /** Young people at high support on one night. */
    highSupport: Reasoned & { atMost: number; points: number };
    /** Support of all who are there, against how many the staff on duty can take; points for each half above. */
    support: Reasoned & { needs: Record<SupportLevel, number>; pointsAHalf: number };
    /** So many at most of those who pose this at that level or above; points for each above. */
    concerns: (Reasoned & { factor: Factor; level: number; atMost: number; points: number })[];
  };
  /** By the worst single reason, from so many points on; least first, the first from 0. */
  bands: (Reasoned & { band: Band; from: number; verdict: Exclude<Verdict, 'not_assessed'> })[];
  /** By what is left of 100: many small reasons add up. */
  score: Reasoned & { suitableFrom: number; mitigationFrom: number };
  /** Days after which information no longer counts. */
  stale: Reasoned & { assessmentDays: number; whatChangedDays: number };
  /** Who may sign against the advice. */
  againstAdvice: Record<Exclude<Verdict, 'suitable'>, Reasoned & { by: 'unit_staff' | 'manager' }>;
}
