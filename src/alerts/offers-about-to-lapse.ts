import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Finding } from './domain/alert-kinds.js';
import { Conditions } from './conditions.js';
import type { AlertSettings } from './domain/settings-of-unit.js';

interface Row {
  offerId: string;
  requestId: string;
  partId: string;
  youngPersonId: string;
  expiresAt: Date;
}

/** Offers that a family has been asked about and that run out soon. */
@Injectable()
export class OffersAboutToLapse extends Conditions {
  async look(manager: EntityManager, unitId: string, settings: AlertSettings, now: Date): Promise<Finding[]> {
    const { on, numbers } = settings.offer_about_to_lapse;
    if (!on) return [];
    const before = new Date(now.getTime() + (numbers['hoursBefore'] ?? 0) * 3_600_000);
    const rows = await manager.query<Row[]>(
      `SELECT o.id AS "offerId", p.request_id AS "requestId", p.id AS "partId", p.young_person_id AS "youngPersonId",
              o.expires_at AS "expiresAt"
         FROM offers o JOIN request_parts p ON p.id = o.part_id
        WHERE p.unit_id = $1 AND o.state = 'offered' AND o.expires_at > $2 AND o.expires_at <= $3`,
      [unitId, now, before],
    );
    return rows.map(({ expiresAt, ...about }): Finding => ({
      ...{ kind: 'offer_about_to_lapse', key: about.offerId, opens: true, about, dueAt: expiresAt },
      figures: { expiresAt: expiresAt.toISOString() },
    }));
  }
}
