import { withoutJointWork, type Actor } from '../identity/domain/actor.js';
import { mayRead, ofUnits } from '../identity/visibility.js';
import { ALERT_KINDS } from './domain/alert-kinds.js';
import { SETTINGS_OF } from './domain/alert-settings.js';

const FOR_KEY_WORKERS = ALERT_KINDS.filter((kind) => SETTINGS_OF[kind].mayHear.includes('key_worker'));
const USUALLY_FOR_KEY_WORKERS = FOR_KEY_WORKERS.filter((kind) => SETTINGS_OF[kind].audience.includes('key_worker'));

/**
 * Who sees which alert, as an SQL condition over the row `a` of alerts.
 *
 * A unit's people see all of their unit. A key worker, and whoever stands in for them, sees what is about a young person of
 * theirs and of whom they read for more than joint work, where the unit tells key workers of this kind; never what is about
 * two. An administrator sees none.
 */
export function maySeeAlert(actor: Actor, parameters: unknown[], at: Date): string {
  if (actor.role !== 'cas_worker') return `a.unit_id ${ofUnits(actor, parameters)}`;
  const [may, usually] = [FOR_KEY_WORKERS, USUALLY_FOR_KEY_WORKERS].map(
    (kinds) => `$${parameters.push(kinds)}::text[]`,
  );
  return `(a.young_person_id IS NOT NULL AND a.pair_decision_id IS NULL AND a.kind = ANY (${may})
    AND coalesce((SELECT 'key_worker' = ANY (s.audience) FROM alert_settings s WHERE s.unit_id = a.unit_id AND s.kind = a.kind),
          a.kind = ANY (${usually}))
    AND ${mayRead(withoutJointWork(actor), 'a.young_person_id', parameters, at)})`;
}
