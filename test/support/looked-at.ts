import { DataSource } from 'typeorm';
import { AlertConditions } from '../../src/alerts/conditions.service.js';
import { ALERT_KINDS, type AlertKind, type AlertSetting, type Finding } from '../../src/alerts/domain/alert-kinds.js';
import { usualSetting } from '../../src/alerts/domain/alert-settings.js';
import type { TestApp } from './test-app.js';

/** What a look at a unit finds with only these kinds on; numbers that are not given are as for a new unit. */
export async function lookedAt(
  app: TestApp,
  unit: string,
  kinds: readonly AlertKind[],
  numbers: Record<string, number> = {},
): Promise<Finding[]> {
  const settings = Object.fromEntries(
    ALERT_KINDS.map((kind) => {
      const usual = usualSetting(kind, kinds.includes(kind));
      return [kind, { ...usual, numbers: { ...usual.numbers, ...numbers } }];
    }),
  ) as Record<AlertKind, AlertSetting>;
  const conditions = app.app.get(AlertConditions, { strict: false });
  return app.app.get(DataSource).transaction((manager) => conditions.look(manager, unit, settings, app.clock.now()));
}
