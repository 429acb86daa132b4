import type { NotInFile } from './table.js';

const PAIRS = 'Is about two young people. It is kept apart from the file of each, so that neither reads of the other.';
const UNIT = 'Is about the unit, not about a young person.';
const COUNCIL = 'Is about the council and its guide, not about a young person.';
const STAFF = 'Is about the accounts of the council’s own people.';
const SERVICE = 'Is of the service itself: it holds no record of a young person.';
const DIARY =
  'Is what was read from a diary that the unit had before, row by row. The stays that came of it are in the file.';
const ALERTS = 'Reminds the council’s people of what is to be done. What it is about is in the file.';
const PLANS = 'Is how the service keeps beds free. The offers and the stays in the file say the same.';

/** Tables of which nothing is in a young person's own file, and why. */
export const LEFT_OUT: Record<string, NotInFile> = {
  pair_decisions: { why: PAIRS },
  siblings: { why: PAIRS },
  visit_decisions: { why: PAIRS },
  stay_conflicts: { why: 'Says who could not be at the unit at the same time, so it is about others, too.' },
  overrules: {
    why: 'Says which rule was gone over, which is mostly about who else was there. The stays are in the file.',
  },
  emergency_impacts: {
    why: 'Says what somebody’s coming meant for those who were there: it is about two young people.',
  },
  bed_claims: { why: PLANS },
  ...allOf(DIARY, 'diary_imports diary_rows diary_names'),
  notices: { why: 'Tells the council’s people that there is something to read. What it is about is in the file.' },
  ...allOf(ALERTS, 'alerts alert_events'),
  signed_places: {
    why: 'Says in which order a bed was to be offered to several, so it is about others, too. What was offered is in the file.',
  },
  deliveries: { why: 'Says which of the council’s people were sent word that there is something to read.' },
  note_reads: { why: 'Says who of the council’s people has read a note. The notes are in the file.' },
  shift_notes_taken_back: { why: 'Says that a note of a shift was a mistake. Such a note is not in the file.' },
  audit_entries: {
    why: 'Says who of the council’s people opened a record. A manager can look it up for whoever asks.',
  },
  ...allOf(UNIT, 'units beds closures closure_events reserves reserve_events staffing_nights staffing_patterns'),
  ...allOf(UNIT, 'alert_settings alert_looks signed_lists'),
  ...allOf(UNIT, 'unit_checks unit_check_choices shared_computers shared_computer_people'),
  ...allOf(COUNCIL, 'organisations school_terms rule_sets rule_set_drafts outcome_measures outcome_measure_uses'),
  ...allOf(STAFF, 'users unit_members feed_addresses deputies api_tokens sessions sign_in_failures'),
  ...allOf(STAFF, 'notification_choices messages webhooks'),
  ...allOf(SERVICE, 'migrations outbox idempotency_keys service_secrets'),
};

function allOf(why: string, tables: string): Record<string, NotInFile> {
  return Object.fromEntries(tables.split(' ').map((table) => [table, { why }]));
}
