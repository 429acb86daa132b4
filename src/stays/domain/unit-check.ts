import { LOOKS_ON, looksOnAt, maySign, type Actor } from '../../identity/domain/actor.js';
import { ownerText, READY_OWNERS, type ReadyOwner } from './readiness.js';

/** Something that a unit asks for before an arrival beside what the service knows of. */
export interface UnitCheck {
  id: string;
  text: string;
  owner: ReadyOwner;
}

/** How it stands for one stay. */
export interface OwnCheck extends UnitCheck {
  state: 'done' | 'missing';
  whose: string;
  /** What somebody said of it last; nobody has while `null`. */
  said: { done: boolean; note: string; at: Date; by: { id: string; name: string } } | null;
}

/** How a unit's own item stands: done when whoever spoke last said so. */
export function ownCheck(check: UnitCheck & Pick<OwnCheck, 'said'>, keyWorker: string): OwnCheck {
  const { id, text, owner, said } = check;
  return { id, text, owner, said, state: said?.done ? 'done' : 'missing', whose: ownerText(owner, keyWorker) };
}

/**
 * Why somebody cannot say that a unit's own item is in order, in a sentence; `undefined` when they can. What is the key
 * worker's the unit can say, too; what is the unit's, its own people say; what is the manager's is signed for.
 *
 * @example notTheirCheck(worker, { owner: 'unit' }, 'unit'); // 'This is for the unit’s staff or a manager to say.'
 */
export function notTheirCheck(
  actor: Pick<Actor, 'role' | 'units'>,
  { owner }: Pick<UnitCheck, 'owner'>,
  unitId: string,
): string | undefined {
  if (looksOnAt(actor, unitId)) return LOOKS_ON;
  if (owner === 'manager' && !maySign(actor, unitId))
    return 'Only the registered manager of the unit or a named delegate can say this.';
  if (owner === 'unit' && actor.role === 'cas_worker') return 'This is for the unit’s staff or a manager to say.';
  return undefined;
}

const OWNER_CHOICE: Record<ReadyOwner, string> = {
  key_worker: 'The key worker',
  unit: 'The unit’s staff',
  manager: 'The registered manager',
};

export const ownerChoices = () => READY_OWNERS.map((value) => ({ value, text: OWNER_CHOICE[value] }));
export const ownerName = (owner: ReadyOwner): string => OWNER_CHOICE[owner];
