import type { Actor } from '../../identity/domain/actor.js';
import type { EndingStep } from '../domain/ending.js';
import { choiceGroups } from '../domain/ending-text.js';

const STEP: Record<string, EndingStep> = { cancel: 'cancelled', 'no-show': 'no_show', depart: 'departed' };

/** The reasons to choose from on the page of a step, by who ended the stay; none on pages that ask for none. */
export function endingsFor(page: string, { role }: Pick<Actor, 'role'>) {
  const step = STEP[page];
  if (!step) return [];
  return choiceGroups(step, role === 'cas_worker' ? ['unit'] : []);
}
