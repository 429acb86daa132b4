import { sayReason, type NameOf } from '../../matching/domain/say-reason.js';
import type { SignedDecision } from '../decision-records.service.js';
import { DECISION_TEXT, TOLD_TEXT } from '../domain/match-decision.js';
import type { MatchDecisionAnswer } from '../dto/match-decision.answer.js';

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
    advice: {
      ...{ verdict, score, version, worstNight },
      contributions: contributions.map((one) => ({
        ...{ points: one.points, rule: one.rule, sentence: sayReason(one, nameOf) },
      })),
    },
  };
}
