import type pg from 'pg';
import { queueGrants } from '../jobs/queue-schema.js';

type Right = 'SELECT' | 'INSERT' | 'UPDATE' | 'DELETE';

const USUAL: Right[] = ['SELECT', 'INSERT', 'UPDATE'];

/** Tables on which the service's role has other rights than the usual: nothing is deleted but what is only of the moment. */
const SPECIAL: Record<string, Right[]> = {
  migrations: ['SELECT'],
  audit_entries: ['SELECT', 'INSERT'],
  request_events: ['SELECT', 'INSERT'],
  stay_events: ['SELECT', 'INSERT'],
  absence_events: ['SELECT', 'INSERT'],
  visit_events: ['SELECT', 'INSERT'],
  visit_decisions: ['SELECT', 'INSERT'],
  freed_bed_looks: ['SELECT', 'INSERT'],
  alert_events: ['SELECT', 'INSERT'],
  passed_over: ['SELECT', 'INSERT'],
  contact_notes: ['SELECT', 'INSERT'],
  past_facts: ['SELECT', 'INSERT'],
  plan_aims: ['SELECT', 'INSERT'],
  plan_aim_steps: ['SELECT', 'INSERT'],
  shift_notes: ['SELECT', 'INSERT'],
  shift_notes_taken_back: ['SELECT', 'INSERT'],
  note_reads: ['SELECT', 'INSERT'],
  stay_notes: ['SELECT', 'INSERT'],
  home_addresses: ['SELECT', 'INSERT'],
  characteristics: ['SELECT', 'INSERT'],
  needs_to_meet: ['SELECT', 'INSERT'],
  register_entries: ['SELECT', 'INSERT'],
  unit_checks: ['SELECT', 'INSERT'],
  unit_check_choices: ['SELECT', 'INSERT'],
  unit_check_confirmations: ['SELECT', 'INSERT'],
  stay_reviews: ['SELECT', 'INSERT'],
  review_marks: ['SELECT', 'INSERT'],
  review_aims: ['SELECT', 'INSERT'],
  outcome_measures: ['SELECT', 'INSERT'],
  outcome_measure_uses: ['SELECT', 'INSERT'],
  outcome_values: ['SELECT', 'INSERT'],
  request_baselines: ['SELECT', 'INSERT'],
  medicines: ['SELECT', 'INSERT'],
  medicine_counts: ['SELECT', 'INSERT'],
  medicine_removals: ['SELECT', 'INSERT'],
  escorts: ['SELECT', 'INSERT'],
  escort_removals: ['SELECT', 'INSERT'],
  escort_checks: ['SELECT', 'INSERT'],
  arrival_checks: ['SELECT', 'INSERT'],
  closure_events: ['SELECT', 'INSERT'],
  emergency_entries: ['SELECT', 'INSERT'],
  emergency_impacts: ['SELECT', 'INSERT'],
  emergency_decisions: ['SELECT', 'INSERT'],
  emergency_countersignatures: ['SELECT', 'INSERT'],
  overrules: ['SELECT', 'INSERT'],
  rule_sets: ['SELECT', 'INSERT'],
  rule_set_drafts: [...USUAL, 'DELETE'],
  siblings: ['SELECT', 'INSERT'],
  match_decisions: ['SELECT', 'INSERT'],
  what_changed: ['SELECT', 'INSERT'],
  information: ['SELECT', 'INSERT'],
  information_looks: ['SELECT', 'INSERT'],
  enquiries: ['SELECT', 'INSERT'],
  enquiry_answers: ['SELECT', 'INSERT'],
  own_file_requests: ['SELECT', 'INSERT'],
  own_file_releases: ['SELECT', 'INSERT'],
  assessments: ['SELECT', 'INSERT'],
  assessment_countersignatures: ['SELECT', 'INSERT'],
  // What is being written is nobody's word yet: signed, it stays for ever.
  assessment_drafts: [...USUAL, 'DELETE'],
  // A draft may come to want fewer stays; what has been sent has its timeline, which keeps it.
  request_parts: [...USUAL, 'DELETE'],
  staffing_patterns: ['SELECT', 'INSERT'],
  staffing_nights: ['SELECT', 'INSERT'],
  reserve_events: ['SELECT', 'INSERT'],
  request_aims: ['SELECT', 'INSERT', 'DELETE'],
  // A draft may come to be for fewer, or they may say nothing after all.
  request_wishes: [...USUAL, 'DELETE'],
  // A draft may come to be for one break after all, and a date that was left out is put back.
  request_series: [...USUAL, 'DELETE'],
  request_series_dates: [...USUAL, 'DELETE'],
  // What was read from a file goes in time; that it was brought in, and what came of it, stays.
  diary_rows: [...USUAL, 'DELETE'],
  diary_names: [...USUAL, 'DELETE'],
  idempotency_keys: [...USUAL, 'DELETE'],
  outbox: [...USUAL, 'DELETE'],
  notices: [...USUAL, 'DELETE'],
  messages: [...USUAL, 'DELETE'],
  deliveries: [...USUAL, 'DELETE'],
  sessions: [...USUAL, 'DELETE'],
  shared_computer_people: [...USUAL, 'DELETE'],
  api_tokens: [...USUAL, 'DELETE'],
  sign_in_failures: [...USUAL, 'DELETE'],
  unit_members: [...USUAL, 'DELETE'],
};

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** The statements that give a role its rights on these tables, and take every other away. */
export function grantStatements(tables: readonly string[], role: string): string[] {
  const to = quoted(role);
  return [
    `REVOKE ALL ON ALL TABLES IN SCHEMA public FROM ${to}`,
    `GRANT USAGE ON SCHEMA public TO ${to}`,
    `GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO ${to}`,
    ...tables.map((table) => `GRANT ${(SPECIAL[table] ?? USUAL).join(', ')} ON ${quoted(table)} TO ${to}`),
  ];
}

/** Gives the service's role its rights on every table of the one who is connected, at once. */
export async function applyGrants(client: pg.Client, role: string): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND pg_has_role(tableowner, 'MEMBER') ORDER BY 1`,
  );
  const statements = grantStatements(
    rows.map(({ name }) => name),
    role,
  );
  await client.query(['BEGIN', ...statements, ...queueGrants(quoted(role)), 'COMMIT'].join(';\n'));
}
