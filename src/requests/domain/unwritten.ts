import type { StayState } from '../../stays/domain/stay-state.js';

/** What somebody has to look at though no conflict is written down. */
export const UNWRITTEN = ['still_there', 'ended_elsewhere', 'elsewhere_undone'] as const;
export type Unwritten = (typeof UNWRITTEN)[number];

export const isUnwritten = (why: string): why is Unwritten => (UNWRITTEN as readonly string[]).includes(why);

const GOES_ON = 'Their arrival at another unit was undone, so their stay here goes on. Check that they are there.';
const STILL_ENDED =
  'Their stay here was ended because they had arrived at another unit, and that arrival was undone. Correct the departure here, or undo it.';

/** What it says, of a stay as it stands. */
export function unwrittenText(why: Unwritten, { state }: { state: StayState }): string {
  if (why === 'still_there' && state === 'in_residence')
    return 'Somebody who was to leave is still recorded in the bed that is theirs tonight. Record the departure, that they are staying on, or move one of them.';
  if (why === 'still_there')
    return 'Somebody who was to leave is still in their bed. Record the departure, or that they are staying on.';
  if (why === 'ended_elsewhere')
    return 'They arrived at another unit, so their stay here is over. Check what is recorded of it.';
  return state === 'in_residence' ? GOES_ON : STILL_ENDED;
}
