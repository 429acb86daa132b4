/** Why a request is declined, or a person withdraws: what a council counts. */
export const DECLINE_REASONS = [
  'outside_purpose',
  'kept_apart',
  'staffing',
  'no_nights',
  'allocation_used',
  'other_support',
  'other',
] as const;
export type DeclineReason = (typeof DECLINE_REASONS)[number];

/** As a manager reads them; a key worker is told nothing from which another child could be recognised. */
export const DECLINE_REASON_TEXT: Record<DeclineReason, string> = {
  outside_purpose: 'Outside what the unit is for (its statement of purpose)',
  kept_apart: 'Cannot be placed with those who would be there',
  staffing: 'Not enough staff for the support they need',
  no_nights: 'No bed on the nights that suit',
  allocation_used: 'The nights granted are used',
  other_support: 'Other support suits them better',
  other: 'Another reason',
};
