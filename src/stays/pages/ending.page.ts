import type { Actor } from '../../identity/domain/actor.js';
import { stepOfEnding, type EndingStep } from '../domain/ending.js';
import { choiceGroups } from '../domain/ending-text.js';
import type { StayView } from '../stay-reader.js';

/** What is on record of an ending, as its page is filled in. @example { ending: 'family:illness', note: 'Chickenpox' } */
export function recordedEnding({ ending, endedWhy }: Pick<StayView, 'ending' | 'endedWhy'>) {
  const choice = ending?.code ? `${ending.by ?? 'nobody'}:${ending.code}` : '';
  return { ending: choice, note: endedWhy };
}

const STEP: Record<string, EndingStep> = { cancel: 'cancelled', 'no-show': 'no_show', depart: 'departed' };

/** The reasons to choose from on the page of a step, by who ended the stay; none on pages that ask for none. */
export function endingsFor(page: string, { role }: Pick<Actor, 'role'>, { ending }: Pick<StayView, 'ending'>) {
  const step = page === 'correct-ending' ? ending && stepOfEnding(ending.kind) : STEP[page];
  if (!step) return [];
  return choiceGroups(step, role === 'cas_worker' ? ['unit'] : []);
}
