import type { PlainDate } from '../../kernel/nights.js';
import { CLASH } from '../../stays/domain/conflict.js';
import { toldToKeyWorker, wordsToKeyWorker, type EndedBy, type EndingCode } from '../../stays/domain/ending.js';
import type { StayAction } from '../../stays/domain/stay-state.js';
import { isDecision } from './match-decision.js';

/** What of a step of a request, or of its stay, a key worker may not be told all of. */
export interface StepToTell {
  action: string;
  /** The state before; null of a step of a stay. */
  from: string | null;
  code: string | null;
  note: string;
  arrival: PlainDate | null;
  departure: PlainDate | null;
  isOfStay: boolean;
  endedBy: EndedBy | null;
  happenedAt: Date | null;
  insteadOf: Date | null;
}

/** Steps that a key worker is told of without the nights and without the reasons, which may concern other children. */
const UNIT_ONLY = [
  'propose',
  'sign',
  'take_back',
  'extended',
  'moved',
  'stayed_on',
  'rebooked',
  'decided',
  'looked_at_again',
  'arrival_corrected',
  'departure_corrected',
  'arrival_undone',
  'departure_undone',
  'ending_undone',
];

/** Of these they are not even told the nights, which they may never have heard of. */
const isUnheardOf = ({ action, from }: Pick<StepToTell, 'action' | 'from'>): boolean =>
  action === 'propose' || (action === 'take_back' && from === 'proposed');

/** Of an option that ran out before anybody signed it they never heard the nights either. */
const ranOutUnsigned = ({ action, from }: Pick<StepToTell, 'action' | 'from'>): boolean =>
  action === 'lapse' && from === 'proposed';

/** What is of the unit alone: an option that was freed before anybody signed it, and why a bed is free again. */
export const isUntold = ({ action, from }: Pick<StepToTell, 'action' | 'from'>): boolean =>
  action === 'free_again' || (action === 'free_option' && from === 'proposed');

/**
 * What a key worker is told of a step, and what a young person's own file says of it: nothing from which another child
 * could be recognised.
 *
 * @example toldStep({ action: 'moved', note: 'Bo needs the big room', … }).note; // ''
 */
export function toldStep<T extends StepToTell>(step: T): T {
  // What was decided is theirs to know, with the nights and the plan; why, may concern other children.
  if (isDecision(step.code)) return { ...step, note: '' };
  if (UNIT_ONLY.includes(step.action))
    return {
      ...step,
      ...{ code: null, note: '', endedBy: null, happenedAt: null, insteadOf: null },
      ...(isUnheardOf(step) && { arrival: null, departure: null }),
    };
  if (ranOutUnsigned(step)) return { ...step, code: null, arrival: null, departure: null };
  if (!step.isOfStay) return { ...step, code: null };
  const { code, note } = toldToKeyWorker({ by: step.endedBy, code: step.code as EndingCode | null, note: step.note });
  return {
    ...step,
    code,
    note: wordsToKeyWorker(step.action as StayAction, note)
      .replace(CLASH, '')
      .trim(),
  };
}
