import { actsAs, LOOKS_ON, looksOnAt, maySign, type Actor } from '../../identity/domain/actor.js';
import type { SuggestionKind } from './review.js';

interface About {
  kind: SuggestionKind;
  unit: { id: string };
  youngPerson: { keyWorker: { id: string; name: string } };
}

/**
 * Why a suggestion is not the actor's to deal with, in a sentence that says whose it is; `undefined` when it is theirs. A
 * matching decision is signed by a manager of the unit; a new assessment is the key worker's, and a manager's, too.
 *
 * @example notTheirs(staff, { kind: 'matching_decision', … }); // 'A matching decision is for the registered manager …'
 */
export function notTheirs(
  actor: Pick<Actor, 'id' | 'role' | 'units' | 'standsInFor'>,
  { kind, unit, youngPerson: { keyWorker } }: About,
): string | undefined {
  if (looksOnAt(actor, unit.id)) return LOOKS_ON;
  if (maySign(actor, unit.id)) return undefined;
  if (kind === 'matching_decision')
    return 'A matching decision is for the registered manager of the unit or a named delegate.';
  if (actor.role === 'cas_worker' && actsAs(actor, keyWorker.id)) return undefined;
  return `A new assessment is for ${keyWorker.name}, the key worker, or a manager of the unit.`;
}
