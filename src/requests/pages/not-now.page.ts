import { LOOKS_ON, looksOnAt, type Actor } from '../../identity/domain/actor.js';
import { mayTakeForAny } from '../domain/parts.js';
import { TRANSITIONS } from '../domain/transitions.js';
import { JOINTLY_ONLY } from '../domain/workflow.js';
import type { OpenedRequest } from '../request-view.js';

/**
 * The steps of the workflow that the actor cannot take now, each with why, in the table's order; steps with the same
 * reason stand together. What happens by itself is left out.
 */
export function notNow(
  request: OpenedRequest,
  actor: Pick<Actor, 'id' | 'role' | 'units' | 'standsInFor'>,
): { labels: string[]; why: string }[] {
  // One reason for all of them is said once.
  if (looksOnAt(actor, request.unit.id)) return [{ labels: ['Every step'], why: LOOKS_ON }];
  if (request.jointly) return [{ labels: ['Every other step'], why: JOINTLY_ONLY }];
  const parts = request.standsForAll ? request.parts : [request];
  const reasons = new Map<string, string[]>();
  const possible = new Set<string>();
  for (const { action, label, who } of TRANSITIONS) {
    if (who.length === 0 || action === 'edit') continue;
    const answer = mayTakeForAny(action, request, parts, actor);
    if (answer.available) possible.add(label);
    else reasons.set(answer.why, [...(reasons.get(answer.why) ?? []), label]);
  }
  return [...reasons]
    .map(([why, labels]) => ({ why, labels: [...new Set(labels)].filter((label) => !possible.has(label)) }))
    .filter(({ labels }) => labels.length > 0);
}
