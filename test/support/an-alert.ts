import { ALERT_KINDS, type AlertKind, type Audience } from '../../src/alerts/domain/alert-kinds.js';
import type { House } from './builders.js';
import type { TestApp } from './test-app.js';

interface Given {
  kind?: string;
  youngPerson?: string | null;
  part?: string | null;
  /** Hours from now; null for no particular time. */
  due?: number | null;
  figures?: object;
}

/** What a condition says of nights: enough for every sentence that the tests read. */
const NIGHTS = { arrival: '2027-03-12', departure: '2027-03-14', expires: '2027-03-01T12:00:00.000Z', changes: 'came' };

/** An alert that a look opened; its id. */
export async function anAlert(
  app: Pick<TestApp, 'sql' | 'clock'>,
  house: House,
  { kind = 'offer_about_to_lapse', youngPerson = null, part = null, due = 2, figures = NIGHTS }: Given = {},
): Promise<string> {
  const now = app.clock.now();
  const [alert] = await app.sql<{ id: string }>(
    `WITH opened AS (
       INSERT INTO alerts (unit_id, kind, key, young_person_id, part_id, figures, grade, due_at, opened_at, updated_at)
       VALUES ($1, $2, gen_random_uuid(), $3, $4, $5, 0, $6, $7, $7) RETURNING id)
     INSERT INTO alert_events (alert_id, at, what) SELECT id, $7, 'opened' FROM opened RETURNING alert_id AS id`,
    [
      ...[house.unit, kind, youngPerson, part, figures],
      ...[due === null ? null : new Date(now.getTime() + due * 3_600_000), now],
    ],
  );
  return alert!.id;
}

/** The unit is told of these kinds alone, each to its audience; of nothing where none are given. */
export async function alertsOnlyOf(
  app: Pick<TestApp, 'sql' | 'clock'>,
  house: House,
  kinds: Partial<Record<AlertKind, readonly Audience[]>> = {},
): Promise<void> {
  await app.sql(
    `INSERT INTO alert_settings (unit_id, kind, is_on, audience, numbers, set_by, set_at)
     SELECT $1, kind, $3::jsonb ? kind, ARRAY(SELECT jsonb_array_elements_text($3::jsonb -> kind)), '{}', $4, $5
       FROM unnest($2::text[]) AS k (kind)
     ON CONFLICT (unit_id, kind) DO UPDATE SET is_on = EXCLUDED.is_on, audience = EXCLUDED.audience`,
    [house.unit, ALERT_KINDS, JSON.stringify(kinds), house.manager.id, app.clock.now()],
  );
}
