import { sayInstant } from '../../kernel/say-date.js';
import { staySpan } from '../../web/filters.js';
import type { SignedDecision } from '../decision-records.service.js';
import { DECISION_TEXT, TOLD_TEXT } from '../domain/match-decision.js';
import { adviceText } from './look-again.page.js';

/**
 * What stands decided for a request: of each nights that were decided on the last word, the latest first. A key worker is
 * told the decision and the plan, and nothing by which another child could be known.
 */
export function decisionCards(
  decisions: readonly SignedDecision[],
  { isUnits, zone }: { isUnits: boolean; zone: string },
) {
  const subject = ({ stay, offer }: SignedDecision) => stay ?? offer;
  const last = decisions.filter(
    (one, place) => decisions.findIndex((other) => subject(other) === subject(one)) === place,
  );
  return last.map((one) => ({
    title: `${(isUnits ? DECISION_TEXT : TOLD_TEXT)[one.decision]}: ${staySpan(one)}`,
    plan: one.mitigations,
    by: `${one.signedBy.name}, ${sayInstant(one.signedAt, zone)}`,
    ...(isUnits && { reasons: one.reasons, against: one.againstAdvice ?? '', advice: adviceText(one) }),
  }));
}
