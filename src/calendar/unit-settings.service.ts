import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { maySign, type Actor } from '../identity/domain/actor.js';
import { forbidden } from '../kernel/domain-error.js';
import { refuseIfChanged } from '../platform/unchanged.js';
import { UnitsService, type UnitView } from './units.service.js';

/** What a manager sets for a unit. */
@Injectable()
export class UnitSettingsService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly units: UnitsService,
    private readonly audit: AuditService,
  ) {}

  /** What is left out stays as it is. Bookings of the unit are decided before the change or after it. */
  async revise(actor: Actor, id: string, { leastGapDays }: { leastGapDays?: number | undefined }): Promise<UnitView> {
    await this.units.open(actor, id);
    if (!maySign(actor, id))
      throw forbidden('Only the registered manager of the unit or a named delegate can set this.');
    await this.dataSource.transaction(async (manager) => {
      await manager.query(`SELECT 1 FROM units WHERE id = $1 FOR NO KEY UPDATE`, [id]);
      const before = await this.units.open(actor, id, manager);
      refuseIfChanged(before);
      await manager.query(`UPDATE units SET least_gap_days = coalesce($2, least_gap_days) WHERE id = $1`, [
        ...[id, leastGapDays ?? null],
      ]);
      const details = { leastGapDays: { from: before.leastGapDays, to: leastGapDays ?? before.leastGapDays } };
      await this.audit.record(manager, actor, { action: 'unit.revised', subject: 'unit', subjectId: id, details });
    });
    return this.units.open(actor, id);
  }
}
