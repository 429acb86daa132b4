import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { maySign, worksAt, type Actor } from '../identity/domain/actor.js';
import { forbidden, invalid, notFound } from '../kernel/domain-error.js';
import { Clock } from '../platform/clock.js';
import { refuseIfChanged } from '../platform/unchanged.js';
import { AlertSettingsReader } from './alert-settings-reader.js';
import { ALERT_KINDS, type AlertKind, type Audience } from './domain/alert-kinds.js';
import { SETTINGS_OF, type AlertNumber } from './domain/alert-settings.js';
import { KIND_COMES, KIND_NAME } from './domain/alert-words.js';
import { changedKinds, changeSettings, type SettingChange } from './domain/change-settings.js';
import type { AlertSettings } from './domain/settings-of-unit.js';
import { WantedLooks } from './wanted-looks.service.js';

/** A kind of alert as it is set for a unit, with what can be set of it. */
export interface KindView {
  kind: AlertKind;
  name: string;
  /** When such an alert comes. */
  comes: string;
  on: boolean;
  audience: readonly Audience[];
  mayHear: readonly Audience[];
  numbers: (Omit<AlertNumber, 'hint' | 'default' | 'called'> & { hint: string | null; value: number })[];
}

export interface AlertSettingsView {
  unit: { id: string; name: string };
  kinds: KindView[];
}

/** Which alerts a unit has, of what and for whom, as its managers set it. */
@Injectable()
export class AlertSettingsService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly reader: AlertSettingsReader,
    private readonly wanted: WantedLooks,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  async view(
    actor: Actor,
    unitId: string,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<AlertSettingsView> {
    return viewOf(unitOf(actor, unitId), await this.reader.of(manager, unitId));
  }

  /** What is left out stays as it is. The unit is looked at anew at once. */
  async revise(actor: Actor, unitId: string, changes: readonly SettingChange[]): Promise<AlertSettingsView> {
    const unit = unitOf(actor, unitId);
    refuseWhoCannotSet(actor, unitId);
    return this.dataSource.transaction(async (manager) => {
      await manager.query(`SELECT 1 FROM units WHERE id = $1 FOR NO KEY UPDATE`, [unitId]);
      const before = await this.reader.of(manager, unitId);
      refuseIfChanged(viewOf(unit, before));
      const after = changedOrRefused(before, changes);
      const changed = changedKinds(before, after);
      if (changed.length === 0) return viewOf(unit, before);
      await manager.query(
        `INSERT INTO alert_settings (unit_id, kind, is_on, audience, numbers, set_by, set_at)
         SELECT $1, s.kind, s.on, ARRAY(SELECT jsonb_array_elements_text(s.audience)), s.numbers, $3, $4
           FROM jsonb_to_recordset($2::jsonb) AS s (kind text, "on" boolean, audience jsonb, numbers jsonb)
         ON CONFLICT (unit_id, kind) DO UPDATE SET is_on = EXCLUDED.is_on, audience = EXCLUDED.audience,
           numbers = EXCLUDED.numbers, set_by = EXCLUDED.set_by, set_at = EXCLUDED.set_at`,
        [unitId, JSON.stringify(changed), actor.id, this.clock.now()],
      );
      await this.audit.record(manager, actor, {
        ...{ action: 'alert-settings.revised', subject: 'unit', subjectId: unitId },
        details: Object.fromEntries(changed.map(({ kind }) => [kind, { from: before[kind], to: after[kind] }])),
      });
      await this.wanted.want(manager, [unitId]);
      return viewOf(unit, after);
    });
  }
}

/** The unit, where the actor works there. */
export function unitOf(actor: Actor, unitId: string): { id: string; name: string } {
  const unit = worksAt(actor, unitId) && actor.units.find(({ id }) => id === unitId);
  if (!unit) throw notFound();
  return { id: unit.id, name: unit.name };
}

/** Refuses whoever does not sign for the unit. */
export function refuseWhoCannotSet(actor: Actor, unitId: string): void {
  if (maySign(actor, unitId)) return;
  throw forbidden('Only the registered manager of the unit or a named delegate can set this.');
}

export function changedOrRefused(before: AlertSettings, changes: readonly SettingChange[]): AlertSettings {
  const changed = changeSettings(before, changes);
  if ('errors' in changed)
    throw invalid('invalid-alert-settings', 'Look at the settings of the alerts again.', changed.errors);
  return changed.settings;
}

function viewOf(unit: AlertSettingsView['unit'], settings: AlertSettings): AlertSettingsView {
  const kinds = ALERT_KINDS.map((kind): KindView => {
    const { numbers, mayHear } = SETTINGS_OF[kind];
    const { on, audience, numbers: values } = settings[kind];
    return {
      ...{ kind, name: KIND_NAME[kind], comes: KIND_COMES[kind], on, audience, mayHear },
      numbers: numbers.map(({ name, label, hint, min, max }) => ({
        ...{ name, label, hint: hint ?? null, min, max, value: values[name]! },
      })),
    };
  });
  return { unit, kinds };
}
