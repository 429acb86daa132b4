export const STAY_STATES = ['booked', 'in_residence', 'completed', 'no_show', 'cancelled'] as const;
export type StayState = (typeof STAY_STATES)[number];
/** How a stay stands: its state, and of one that is over whether it is on record how it went. */
export const STANDINGS = [...STAY_STATES, 'reviewed'] as const;
export type Standing = (typeof STANDINGS)[number];
/** Asked for and booked, or a child who came tonight. */
export const STAY_KINDS = ['planned', 'emergency'] as const;
export type StayKind = (typeof STAY_KINDS)[number];
/** A change of the plan of a stay that goes on. */
export type StayChange = 'extended' | 'shortened' | 'moved' | 'rebooked' | 'given_back';
/** Not there for a while, and there again: the stay and its bed go on. */
export type StayAbsence = 'away' | 'back';
/** An absence that is told once it is over, put right, or taken back as it never was. */
export type StayAbsenceRecord = 'absence_told' | 'absence_corrected' | 'absence_taken_back';
/** What is only written down: somebody stayed on, by a person or by the service; a plan lost its bed. */
export type StayReality = 'stayed_on' | 'written_on' | 'displaced' | 'placed' | 'decided' | 'elsewhere_undone';
/** A stay came from the diary that the unit had before, and went again with the whole import. */
export type StayImport = 'imported' | 'import_undone';
export type StayStepAction =
  | 'arrived'
  | 'departed'
  | 'no_show'
  | 'cancelled'
  | 'ending_corrected'
  | 'arrival_undone'
  | 'departure_undone'
  | 'ending_undone';
/** A step that was written down wrongly, written down again. */
export type StayCorrection = 'arrival_corrected' | 'departure_corrected';
/** What is decided of a stay and leaves its nights as they are. */
export type StayDecision =
  'legal_status' | 'emergency_decided' | 'looked_at_again' | 'countersigned' | 'countersigned_otherwise';
/** What was said of a stay: by its young person, by the family, and by whoever looks back on it. */
export type StayReview = 'young_person_said' | 'family_said' | 'reviewed';
export type StayAction =
  | 'booked'
  | StayStepAction
  | StayCorrection
  | StayChange
  | StayAbsence
  | StayAbsenceRecord
  | StayReality
  | StayImport
  | StayDecision
  | StayReview;

/** How it stands: a stay that is over and has been looked back on is reviewed; undone, it is what it was. */
export function standingOf({
  state,
  review,
}: {
  state: StayState;
  review: { recordedAt: Date | null } | null;
}): Standing {
  return state === 'completed' && review?.recordedAt ? 'reviewed' : state;
}
