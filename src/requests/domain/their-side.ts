import type { Nights } from '../../kernel/nights.js';
import type { Contribution } from '../../matching/domain/judge-pair.js';
import type { Verdict } from '../../matching/domain/verdicts.js';
import type { Signed } from './decided-nights.js';
import { sayPlan, type Decision } from './match-decision.js';
import type { Obstacle } from './obstacles.js';

/** What a key worker is told of nights: one of these, and nothing that is finer. */
export const TOLD = ['suitable', 'suitable_with_plan', 'not_these_nights', 'not_assessed'] as const;
export type Told = (typeof TOLD)[number];

/** What may stand against nights because of other children. Told apart, they would tell of them, so they are told alike. */
export const TOLD_ALIKE: readonly Obstacle['code'][] = ['kept_apart', 'no_bed', 'staffing'];

/** What is told wherever nights do not work because of others, whatever it is. */
export const NOT_AS_THINGS_STAND = 'It does not work out as things stand. Ask the unit: this can change.';

/** What of some nights is a matter of the young person alone. */
export interface OwnSide {
  /** Why they do not count as assessed, and whose move it is; empty when they count. */
  missing: string[];
  /** How they would fit if nobody else were there: what the house can do for them by itself. */
  alone: { verdict: Verdict; contributions: readonly Contribution[] };
}

/** Nights as they came out for everybody: what stands against them, and the advice where a bed can be had. */
export interface Outcome extends Nights {
  reasons: readonly Obstacle[];
  verdict?: Verdict;
  /** What a named person has decided of them. */
  signed?: Signed | undefined;
}

/** Nights as the key worker of a young person is told of them. */
export interface TheirNights extends Nights {
  told: Told;
  /** Each about their own young person alone, or the one sentence that is the same for everything else. */
  reasons: string[];
  /** When a named person signed that; null for advice. */
  decidedAt: Date | null;
}

const TOLD_OF: Record<Decision, Told> = {
  suitable: 'suitable',
  suitable_with_mitigations: 'suitable_with_plan',
  not_suitable: 'not_these_nights',
};

/**
 * One side of who fits with whom: what a key worker is told of nights for their own young person. In a house of four
 * *somebody who will be there* is soon guessed, so of others nothing is told beyond one of three answers: no number, no
 * reason, nobody's age, bed or name, and no way to tell a decision about two from a bed that is taken or a member of staff
 * who is missing. Two houses that come to the same answer are told in the same words, to the letter.
 *
 * A decision that was signed is told as it was signed, with its plan, whatever the advice is: the machine never overrules
 * the person. Nothing of the advice or of the house is told beside it.
 *
 * What stands against the nights of the young person's own comes first, then that they are not assessed themselves: until
 * then nothing is told of others at all. Somebody else who is not assessed makes it *not these nights*, never *suitable*.
 *
 * Source: Data Protection Act 2018, Schedule 2, paragraph 16: what is one's own is told, and of others nothing.
 *
 * @example theirSide({ arrival, departure, reasons: [], verdict: 'unsuitable' }, { missing: [], alone }, say).told; // 'not_these_nights'
 */
export function theirSide(
  { arrival, departure, reasons, verdict, signed }: Outcome,
  { missing, alone }: OwnSide,
  say: (reason: Contribution) => string,
): TheirNights {
  const nights = { arrival, departure, decidedAt: signed?.signedAt ?? null };
  if (signed) return { ...nights, told: TOLD_OF[signed.decision], reasons: saidOf(signed) };
  const own = reasons.filter(({ code }) => !TOLD_ALIKE.includes(code)).map(({ sentence }) => sentence);
  if (own.length > 0) return { ...nights, told: 'not_these_nights', reasons: own };
  if (missing.length > 0) return { ...nights, told: 'not_assessed', reasons: missing };
  const told = reasons.length > 0 ? 'not_these_nights' : toldOf(verdict);
  const ofTheirOwn = alone.contributions.map(say);
  if (told !== 'not_these_nights' || alone.verdict === 'unsuitable') return { ...nights, told, reasons: ofTheirOwn };
  return { ...nights, told, reasons: [...ofTheirOwn, NOT_AS_THINGS_STAND] };
}

function toldOf(verdict: Verdict | undefined): Told {
  if (verdict === 'suitable') return 'suitable';
  return verdict === 'only_with_mitigation' ? 'suitable_with_plan' : 'not_these_nights';
}

function saidOf({ decision, mitigations }: Signed): string[] {
  if (decision === 'not_suitable') return [NOT_AS_THINGS_STAND];
  return mitigations.length > 0 ? [sayPlan(mitigations)] : [];
}
