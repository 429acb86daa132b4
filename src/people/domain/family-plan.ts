import type { Actor } from '../../identity/domain/actor.js';

export const AIM_STATES = ['open', 'met', 'no_longer'] as const;
export type AimState = (typeof AIM_STATES)[number];

/** What became of an aim, as people say it. */
export const AIM_STATE_TEXT: Record<AimState, string> = {
  open: 'Worked on',
  met: 'Met',
  no_longer: 'No longer an aim',
};

/** Whether a stay met an aim. */
export const AIM_MET = ['met', 'partly', 'not_met', 'not_worked_on'] as const;
export type AimMet = (typeof AIM_MET)[number];

/** The same as people say it. */
export const AIM_MET_TEXT: Record<AimMet, string> = {
  met: 'Met',
  partly: 'Met in part',
  not_met: 'Not met',
  not_worked_on: 'Not worked on',
};

/** An aim is a sentence, not a report. */
export const LONGEST_AIM = 500;

/** An aim of a family plan, as far as it matters to whether a break can be for it. */
export interface Aim {
  id: string;
  text: string;
  state: AimState;
}

/** Whether somebody who may read the record may also write the family plan: its workers and managers, not the unit's staff. */
export function mayWritePlan(actor: Pick<Actor, 'role'>): boolean {
  return actor.role === 'cas_worker' || actor.role === 'manager';
}

/** The aims that a break can be for: those that are worked on, and those it was for before they were met. */
export function aimsToChoose<T extends Aim>(aims: readonly T[], named: readonly string[]): T[] {
  return aims.filter(({ id, state }) => state === 'open' || named.includes(id));
}

/** Why these aims cannot be named, as a sentence; `undefined` when they can. `before` are those that were named already. */
export function wrongAims(
  named: readonly string[],
  aims: readonly Aim[],
  before: readonly string[],
): string | undefined {
  const found = named.map((id) => aims.find((aim) => aim.id === id));
  if (found.includes(undefined)) return 'We do not know one of these aims. Choose from the family plan.';
  const closed = found.find((aim) => aim!.state !== 'open' && !before.includes(aim!.id));
  return closed && `“${closed.text}” is not worked on any more. Choose another, or open it again in the family plan.`;
}
