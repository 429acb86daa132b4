import { asDecided } from './as-decided.js';
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
      const { stay, offer } = standing;
      if (stay) await asDecided(place, (said) => again.signStay(manager!, stay, said));
      else if (offer) await asDecided(place, (said) => again.signOffer(manager!, offer, said));
    }
  });
}
