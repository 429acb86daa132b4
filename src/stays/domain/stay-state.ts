export const STAY_STATES = ['booked', 'in_residence', 'completed', 'no_show', 'cancelled'] as const;
export type StayState = (typeof STAY_STATES)[number];
/** A change of the plan of a stay that goes on. */
export type StayChange = 'extended' | 'shortened' | 'moved';
/** Not there for a while, and there again: the stay and its bed go on. */
export type StayAbsence = 'away' | 'back';
export type StayAction = 'booked' | 'arrived' | 'departed' | 'no_show' | 'cancelled' | StayChange | StayAbsence;
