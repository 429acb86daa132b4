import type { StayAction } from './stay-state.js';

/** What somebody did to a stay, to follow their name. */
export const STAY_ACTION_TEXT: Record<StayAction, string> = {
  booked: 'booked the stay',
  arrived: 'recorded the arrival',
  departed: 'recorded the departure',
  arrival_corrected: 'corrected the arrival',
  departure_corrected: 'corrected the departure',
  arrival_undone: 'undid the arrival',
  departure_undone: 'undid the departure',
  away: 'recorded that they are away',
  back: 'recorded that they are back',
  absence_told: 'recorded that they had been away',
  absence_corrected: 'corrected when they were away',
  absence_taken_back: 'took back that they were away: it was recorded by mistake',
  extended: 'made the stay longer',
  shortened: 'made the stay shorter',
  moved: 'moved the stay to another bed',
  stayed_on: 'recorded that they are staying on',
  written_on: 'wrote on somebody who should have left and is still there',
  elsewhere_undone: 'was told that their arrival at another unit was undone',
  displaced: 'recorded that the bed for the stay is no longer certain',
  rebooked: 'found other nights or another bed for the stay',
  placed: 'recorded an emergency placement',
  decided: 'decided who can be there together',
  given_back: 'gave the stay its bed back',
  legal_status: 'decided the legal status',
  young_person_said: 'wrote down what the young person says of the stay',
  family_said: 'wrote down what the family says of the stay',
  reviewed: 'recorded how the stay went',
  emergency_decided: 'recorded the on-call manager’s decision',
  countersigned: 'countersigned the decision of the night',
  countersigned_otherwise: 'recorded what they see differently in the decision of the night',
  no_show: 'recorded that they did not arrive',
  cancelled: 'cancelled the stay',
};

export const STAY_ACTIONS = Object.keys(STAY_ACTION_TEXT) as StayAction[];
