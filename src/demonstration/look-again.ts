import { REASONS } from '../../config/demonstration/people.js';
import type { Stage } from './stage.js';

/** So many are left to look at again, the soonest: the others were looked at as the house filled. */
const LEFT = 2;

/** A manager has looked again at what was decided, where others were booked since. */
export function lookAgain(stage: Stage): void {
  const { cast, flags, again } = stage;
  const [manager] = cast.managers;
  stage.ago(1, async () => {
    const { flags: found } = await flags.ofUnits(manager!, [cast.unitId]);
    for (const [place, { standing }] of found.slice(LEFT).entries()) {
      const reasons = REASONS[place % REASONS.length]!;
      if (standing.stay) await again.signStay(manager!, standing.stay, { reasons });
      else if (standing.offer) await again.signOffer(manager!, standing.offer, { reasons });
    }
  });
}
