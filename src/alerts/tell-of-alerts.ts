import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../platform/clock.js';
import type { AlertSettings } from './domain/settings-of-unit.js';

/**
 * In SQL, whether the person `w` has another notice of what the alert `a` is about, or is sure to have one: who signs, of a
 * bed that came back and is held for somebody; who asks the family, of the reminder half-way; whoever is told of each report,
 * of the latest or because they reported it. They are not told twice: the alert stands in their list all the same.
 */
const HEARS_OTHERWISE = `CASE a.kind
  WHEN 'bed_back' THEN EXISTS (
    SELECT 1 FROM bed_claims back JOIN bed_claims held ON held.bed_id = back.bed_id AND held.nights && back.nights
      JOIN offers o ON o.claim_id = held.id JOIN notices n ON n.offer_id = o.id
     WHERE back.id = a.claim_id AND n.kind = 'bed_put_forward' AND n.user_id = w.id AND n.made_at >= back.released_at)
  WHEN 'offer_about_to_lapse' THEN w.asks AND (EXISTS (
    SELECT 1 FROM notices n JOIN offers o ON o.id = n.offer_id
     WHERE o.part_id = a.part_id AND o.state = 'offered' AND n.kind = 'offer_half_way' AND n.user_id = w.id) OR EXISTS (
    SELECT 1 FROM outbox e
     WHERE e.topic = 'offer.half-way' AND e.state = 'waiting' AND e.payload->>'offer' = a.offer_id::text))
  WHEN 'new_information' THEN a.figures->>'assessment' = 'no' AND EXISTS (
    SELECT 1 FROM (SELECT * FROM information r WHERE r.young_person_id = a.young_person_id ORDER BY r.number DESC LIMIT 1) i
     WHERE i.by_user = w.id OR EXISTS (SELECT 1 FROM notices n WHERE n.information_id = i.id AND n.user_id = w.id))
  ELSE false END`;

/** Tells people of alerts, in the page and by whatever way they have chosen. */
@Injectable()
export class TellOfAlerts {
  constructor(private readonly clock: Clock) {}

  /**
   * Of alerts that came, got worse or woke: each person of their audience once for each step by which one got worse. Of what is
   * put off nobody is told, and nobody of what they hear of otherwise. The key worker's deputy is told as they are. One
   * statement.
   */
  async tell(manager: EntityManager, alerts: readonly string[], settings: AlertSettings): Promise<void> {
    if (alerts.length === 0) return;
    const audience = Object.fromEntries(Object.entries(settings).map(([kind, one]) => [kind, one.audience]));
    await manager.query(
      `INSERT INTO notices (user_id, kind, young_person_id, alert_id, alert_grade, made_at)
       SELECT w.id, 'alert_opened', a.young_person_id, a.id, a.grade, $2
         FROM alerts a
        CROSS JOIN LATERAL (
          SELECT m.user_id AS id, false AS asks FROM unit_members m JOIN users p ON p.id = m.user_id
           WHERE m.unit_id = a.unit_id AND p.ended_at IS NULL AND (
             (p.role = 'unit_staff' AND m.capacity = 'staff' AND $3::jsonb -> a.kind ? 'unit_staff') OR
             (p.role = 'manager' AND m.capacity IN ('registered_manager', 'delegate') AND $3::jsonb -> a.kind ? 'manager')) UNION
          SELECT y.key_worker_id, true FROM young_people y
           WHERE y.id = a.young_person_id AND a.pair_decision_id IS NULL AND $3::jsonb -> a.kind ? 'key_worker' UNION
          SELECT d.deputy_id, true FROM young_people y JOIN deputies d ON d.absent_id = y.key_worker_id
           WHERE y.id = a.young_person_id AND a.pair_decision_id IS NULL AND $3::jsonb -> a.kind ? 'key_worker'
             AND d.ended_at IS NULL AND d.begins_at <= $2 AND d.ends_at > $2) w
        WHERE a.id = ANY ($1::uuid[]) AND a.ended_at IS NULL AND a.snoozed_until IS NULL AND NOT ${HEARS_OTHERWISE}
       ON CONFLICT ON CONSTRAINT one_notice_of_an_alert DO NOTHING`,
      [alerts, this.clock.now(), JSON.stringify(audience)],
    );
  }
}
