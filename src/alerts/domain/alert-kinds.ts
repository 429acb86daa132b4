/** What may be worth acting on, in the order in which settings and lists show it. */
export const ALERT_KINDS = [
  'arrival_incomplete',
  'request_late',
  'offer_about_to_lapse',
  'bed_back',
  'group_changed',
  'new_information',
  'waiting_would_fit',
  'empty_bed_soon',
  'low_occupancy',
  'record_about_to_expire',
  'allocation_unused',
  'closure_meets_demand',
  'staff_short',
  'reserve_about_to_go',
] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];

/** On for a new unit; the rest are switched on when they are wanted. */
export const ON_FROM_THE_START: readonly AlertKind[] = [
  'arrival_incomplete',
  'request_late',
  'offer_about_to_lapse',
  'bed_back',
  'group_changed',
];

/** Who may be told: the key worker only of what is about their own young person. */
export const AUDIENCES = ['manager', 'unit_staff', 'key_worker'] as const;
export type Audience = (typeof AUDIENCES)[number];

/** What a manager sets of a kind for a unit. The numbers of each kind, with their ranges, stand beside its condition. */
export interface AlertSetting {
  on: boolean;
  audience: readonly Audience[];
  numbers: Readonly<Record<string, number>>;
}

/** What an alert is about, by id; what it is not about is left out. */
export interface About {
  youngPersonId?: string;
  requestId?: string;
  partId?: string;
  offerId?: string;
  stayId?: string;
  claimId?: string;
  pairDecisionId?: string;
  closureId?: string;
}

/** One thing that a look at a unit found worth acting on. */
export interface Finding {
  kind: AlertKind;
  /** The same thing has the same key at the next look: ids and dates only, unique of its kind and unit. */
  key: string;
  /**
   * Whether it is past the threshold at which an alert opens. False: only past the one down to which an alert that stands
   * goes on standing, so that what wavers about a threshold does not come and go.
   */
  opens: boolean;
  /**
   * How bad it is, in whole steps of which each is worth telling anew: 0 where it is left out. Coarse, so that it goes up
   * seldom; what somebody resolved by hand comes back only at a higher one.
   */
  grade?: number;
  about: About;
  /** What its sentence is made of: figures, dates, codes; never a name. */
  figures: Readonly<Record<string, string | number | null>>;
  /** The instant by which it wants to be acted on: sorts the list. Null: no particular one. */
  dueAt: Date | null;
}
