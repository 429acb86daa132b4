import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { settingsOf, type AlertSettings, type SavedSetting } from './domain/settings-of-unit.js';

/** How alerts are set for a unit. */
@Injectable()
export class AlertSettingsReader {
  async of(manager: EntityManager, unitId: string): Promise<AlertSettings> {
    const rows = await manager.query<SavedSetting[]>(
      `SELECT kind, is_on AS on, audience, numbers FROM alert_settings WHERE unit_id = $1`,
      [unitId],
    );
    return settingsOf(rows);
  }
}
