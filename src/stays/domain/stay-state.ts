export const STAY_STATES = ['booked', 'in_residence', 'completed', 'no_show', 'cancelled'] as const;
export type StayState = (typeof STAY_STATES)[number];
export type StayAction = 'booked' | 'arrived' | 'departed' | 'no_show' | 'cancelled';
