import type { Compatibility } from '../domain/judge-stay.js';
import type { Remedy } from '../domain/what-would-work.js';
import type { CompatibilityAnswer, ScoreAnswer } from '../dto/compatibility.answer.js';

/** A result as the API gives it. */
export function compatibilityJson({ gaps, nights, ...rest }: Compatibility): CompatibilityAnswer {
  return { ...rest, gaps: gaps.map(gapJson), nights: nights.map((one) => ({ ...one, gaps: one.gaps.map(gapJson) })) };
}

export function remedyJson(remedy: Remedy): ScoreAnswer['wouldWork'][number] {
  if (remedy.kind === 'assess') return { kind: 'assess', ...gapJson(remedy) };
  if (remedy.kind === 'ease') return remedy;
  const { kind, bedId, verdict, score } = remedy;
  return { kind, bed: bedId, verdict, score };
}

const gapJson = ({ youngPersonId, gap }: Compatibility['gaps'][number]) => ({ youngPerson: youngPersonId, gap });
