import type { Contribution } from '../../matching/domain/judge-pair.js';
import type { Compatibility } from '../../matching/domain/judge-stay.js';
import { wordsOfFacts, type WordOf } from '../../matching/domain/pair-word.js';
import { sayReason, type NameOf } from '../../matching/domain/say-reason.js';
import type { SignedDecision } from '../decision-records.service.js';
import { DECISION_TEXT, TOLD_TEXT } from '../domain/match-decision.js';
import type { MatchDecisionAnswer, RecomputedAnswer } from '../dto/match-decision.answer.js';

/** What a key worker is told of a decision: what it is and the plan, and nothing by which another child could be known. */
export function toldJson({ id, part, offer, stay, ...decision }: SignedDecision): MatchDecisionAnswer {
  const { arrival, departure, mitigations, signedBy, signedAt } = decision;
  return {
    ...{ id, part, offer, stay, arrival, departure, decision: decision.decision, says: TOLD_TEXT[decision.decision] },
    ...{ mitigations, reasons: '', againstAdvice: null, advice: null, signedBy, signedAt },
  };
}

/** The whole of it, for those who work at the unit. */
export function decisionJson(decision: SignedDecision, nameOf: NameOf): MatchDecisionAnswer {
  const { reasons, againstAdvice, verdict, score, guide: version, worstNight, contributions } = decision;
  return {
    ...toldJson(decision),
    ...{ says: DECISION_TEXT[decision.decision], reasons, againstAdvice },
    advice: { ...{ verdict, score, version, worstNight }, contributions: sayAll(contributions, nameOf, decision) },
  };
}

/** The advice as it is kept, as it comes out anew, and whether the two are the same to the letter. */
export function recomputedJson(
  decision: SignedDecision,
  { verdict, score, worst, contributions }: Compatibility,
  nameOf: NameOf,
): RecomputedAnswer {
  const kept = decisionJson(decision, nameOf).advice!;
  const said = { ...{ verdict, score, version: decision.guide, worstNight: worst.night }, contributions };
  const was = { ...kept, contributions: decision.contributions };
  return {
    isSame: canonical(said) === canonical(was),
    kept,
    recomputed: { ...said, contributions: sayAll(contributions, nameOf, decision) },
  };
}

/** Of a decision about two that was in force then no more is kept than which one it was. */
function sayAll(contributions: readonly Contribution[], nameOf: NameOf, { inputs }: Pick<SignedDecision, 'inputs'>) {
  const wordOf: WordOf = wordsOfFacts(inputs.facts);
  return contributions.map((one) => ({
    ...{ points: one.points, rule: one.rule, sentence: sayReason(one, nameOf, wordOf) },
  }));
}

/** The database keeps the names of fields in an order of its own. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, one: unknown) =>
    one && typeof one === 'object' && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  );
