import type { BeforeAdmission } from './before-admission.js';

const QUESTIONS = ['why', 'impact', 'authority'] as const;
/** What is asked of an emergency before the manager is rung: a question or two a page. */
export type EmergencyQuestion = (typeof QUESTIONS)[number];

/**
 * The question to go on with: the first that has no answer, of those that come after the one just left, and then the
 * decision. Whoever leaves one empty has seen it and goes on: in the night nothing stands between them and the telephone.
 *
 * @param after the page that was just saved; none where somebody takes it up again
 * @example nextQuestion({ why: 'Nobody at home' }, ['impact', 'authority'], 'impact'); // 'authority'
 */
export function nextQuestion(
  { why }: { why: string },
  missing: readonly BeforeAdmission[],
  after?: EmergencyQuestion,
): EmergencyQuestion | 'decision' {
  const isOpen: Record<EmergencyQuestion, boolean> = {
    why: why === '',
    impact: missing.includes('impact'),
    authority: missing.includes('authority'),
  };
  const rest = after ? QUESTIONS.slice(QUESTIONS.indexOf(after) + 1) : QUESTIONS;
  return rest.find((question) => isOpen[question]) ?? 'decision';
}
