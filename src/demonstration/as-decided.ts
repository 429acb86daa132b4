import { PLAN, REASONS } from '../../config/demonstration/people.js';
import { DomainError } from '../kernel/domain-error.js';
import type { DecisionSaid } from '../requests/domain/match-decision.js';

/**
 * Signs as a manager does: with reasons where the advice is with them, and with a plan where the service asks for the
 * decision itself. `place` says which of the reasons.
 */
export async function asDecided<T>(place: number, sign: (said: DecisionSaid) => Promise<T>): Promise<T> {
  const reasons = REASONS[place % REASONS.length]!;
  try {
    return await sign({ reasons });
  } catch (error) {
    if (!(error instanceof DomainError) || !error.errors.some(({ field }) => field.endsWith('decision'))) throw error;
    const { mitigations, againstAdvice } = PLAN;
    return sign({ reasons, decision: 'suitable_with_mitigations', mitigations, againstAdvice });
  }
}
