import { actsAs, LOOKS_ON, looksOnAt, type Actor, type Role } from '../../identity/domain/actor.js';
import { REQUEST_STATES, STATE_TEXT, STILL_MEANT, type RequestState } from './states.js';
import { JOINTLY_ONLY, takesPart, type ActedOn } from './workflow.js';

/** What is done with a request beside moving it on: its state and its times stay as they are. */
export const BESIDE = ['add_note', 'name_co_worker', 'end_co_worker'] as const;
export type Beside = (typeof BESIDE)[number];

interface BesideRow {
  from: readonly RequestState[];
  who: readonly Role[];
  /** The action on a link or a button. */
  label: string;
  /** Whether those may, too, who work on this request and with the young person otherwise not. */
  jointly: boolean;
}

const ASKERS: readonly Role[] = ['cas_worker', 'unit_staff', 'manager'];

/** Who may do what beside the workflow, and when. Pages, API and tests are driven by this table. */
export const BESIDE_ROWS: Record<Beside, BesideRow> = {
  add_note: { from: REQUEST_STATES, who: ASKERS, label: 'Add a note', jointly: true },
  name_co_worker: { from: STILL_MEANT, who: ASKERS, label: 'Name somebody who works on it, too', jointly: false },
  end_co_worker: { from: REQUEST_STATES, who: ASKERS, label: 'End joint work', jointly: false },
};

export type BesideAnswer = { may: true } | { may: false; why: string; refusal: 'not_now' | 'not_yours' };

/**
 * Whether this person may do that with this request, and if not, why. Unit staff name co-workers only on what they asked
 * for; whoever works on it jointly may always stop doing so (`whose`).
 */
export function mayBeside(
  action: Beside,
  on: ActedOn,
  actor: Pick<Actor, 'id' | 'role' | 'units' | 'standsInFor'>,
  whose?: string,
): BesideAnswer {
  const row = BESIDE_ROWS[action];
  if (!row.from.includes(on.state))
    return {
      ...{ may: false, refusal: 'not_now' },
      why: `This request is now “${STATE_TEXT[on.state]}”, so there is nothing to work on together. Ask for a new break.`,
    };
  const notYours = (why: string): BesideAnswer => ({ may: false, refusal: 'not_yours', why });
  if (!row.who.includes(actor.role)) return notYours('This is for those who work with the young person.');
  if (looksOnAt(actor, on.unit.id)) return notYours(LOOKS_ON);
  if (action === 'end_co_worker' && whose !== undefined && actsAs(actor, whose)) return { may: true };
  if (on.jointly && !(row.jointly && takesPart(on, actor))) return notYours(JOINTLY_ONLY);
  if (action !== 'add_note' && actor.role === 'unit_staff' && actor.id !== on.askedBy.id)
    return notYours('Only the key worker, a manager or whoever asked says who works on this request.');
  return { may: true };
}
