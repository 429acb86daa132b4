/**
 * What is looked at when young people are to stay together (impact risk assessments of several councils). `risk to others`
 * is what somebody poses, `risk from others` is what they are vulnerable to; each factor is rated both ways.
 *
 * None is a protected characteristic: those are stored as needs to meet and never lower a score (Equality Act 2010).
 */
export const FACTORS = {
  going_missing: 'Going missing',
  peers_of_concern: 'Peers of concern',
  offending: 'Offending',
  gang_affiliation: 'Gang affiliation',
  harmful_sexual_behaviour: 'Harmful sexual behaviour',
  sexual_exploitation: 'Sexual exploitation',
  criminal_exploitation: 'Criminal exploitation',
  self_harm: 'Self-harm',
  mental_health: 'Mental health',
  substances: 'Substances',
  aggression_to_peers: 'Aggression to peers',
  aggression_to_staff: 'Aggression to staff',
  bullying: 'Bullying',
  fire_setting: 'Fire-setting',
  development: 'Developmental gap',
  sleep: 'Sleep and noise at night',
  sensory: 'Sensory needs',
  medication: 'Medication in the house',
} as const;
export type Factor = keyof typeof FACTORS;

export const FACTOR_IDS = Object.keys(FACTORS) as Factor[];

/** None, low, medium, high, very high. */
export const LEVELS = [0, 1, 2, 3, 4] as const;
export type Level = (typeof LEVELS)[number];
export const LEVEL_TEXT: Record<Level, string> = { 0: 'None', 1: 'Low', 2: 'Medium', 3: 'High', 4: 'Very high' };

/** How a risk stands now, least first. */
export const RISK_STATUSES = ['history_only', 'mitigated', 'serious', 'imminent'] as const;
export type RiskStatus = (typeof RISK_STATUSES)[number];
export const RISK_STATUS_TEXT: Record<RiskStatus, string> = {
  history_only: 'History only',
  mitigated: 'Current but mitigated',
  serious: 'Serious without intervention',
  imminent: 'Imminent',
};

/** What the house can do on a night that lessens some risks. */
export const EASES = ['rooms_apart', 'waking_night', 'extra_staff', 'separate_activities'] as const;
export type Ease = (typeof EASES)[number];
export const EASE_TEXT: Record<Ease, string> = {
  rooms_apart: 'rooms away from each other',
  waking_night: 'a member of staff awake at night',
  extra_staff: 'one more member of staff',
  separate_activities: 'separate activities and meals',
};
