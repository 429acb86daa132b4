import { sayInstant } from '../../kernel/say-date.js';

/** That it was decided of a stay which stands, or is running, that its nights do not suit: when, and who signed it. */
export interface Refusal {
  at: Date;
  by: { id: string; name: string };
}

/**
 * Who decided it and when, for whoever opens the stay. Everybody who may read the stay may know it, the key worker too; the
 * reasons are the unit's.
 *
 * @example sayRefusal({ at, by: { id: 'm', name: 'Meera Rao' } }, 'Europe/London'); // 'Meera Rao decided on … that these nights do not suit.'
 */
export const sayRefusal = ({ at, by }: Refusal, zone: string): string =>
  `${by.name} decided on ${sayInstant(at, zone)} that these nights do not suit.`;

/** Whose move it is then, and what it is: a no to nights that are booked is lifted only by who signs for the unit. */
export const REFUSED_MOVE =
  'It is for the registered manager or a named delegate: cancel the stay, change its nights or its bed, or look at the decision again.';

/** The same of somebody who is there: their stay is not cancelled any more. */
const REFUSED_THERE =
  'It is for the registered manager or a named delegate: take nights off, change their bed, or look at the decision again.';

/** Whose move it is, of a stay that is to come, or of one that is running. @example refusedMove({ isThere: false }); // REFUSED_MOVE */
export const refusedMove = ({ isThere }: { isThere: boolean }): string => (isThere ? REFUSED_THERE : REFUSED_MOVE);

/** The same to a key worker, who does none of it. */
export const REFUSED_TOLD = 'The unit changes or cancels it: nobody prepares for it until then.';

/** In a list of those who come. */
export const REFUSED_SHORT = 'Decided not suitable: ask the registered manager first';

/** Whoever stands at the door is recorded, whatever was decided: what really happened is always on record. */
export const REFUSED_AT_DOOR =
  'If they are here, record it all the same, and ring the registered manager at once: who is in the house tonight is their decision.';

/** Said once the arrival is recorded. @example sayCameRefused('Tia'); // 'It was decided that these nights do not suit Tia. Ring …' */
export const sayCameRefused = (firstName: string): string =>
  `It was decided that these nights do not suit ${firstName}. Ring the registered manager now: who is in the house tonight is their decision.`;
