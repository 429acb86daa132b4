import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { ClosuresFromDiary } from '../calendar/closures-from-diary.service.js';
import type { Actor } from '../identity/domain/actor.js';
import { conflict } from '../kernel/domain-error.js';
import { Clock } from '../platform/clock.js';
import { inTransaction } from '../platform/transaction.js';
import { StaysFromDiary } from '../stays/stays-from-diary.service.js';
import { DiaryImports } from './diary-imports.service.js';
import { refuseUnlessSigning } from './diary-landing.service.js';
import { readRows, type ImportView, type StoredRow } from './diary-reader.js';

export interface WhatGoes {
  /** Rows whose stays and closures are as they were brought in. */
  goes: StoredRow[];
  /** Rows with which somebody has worked since. */
  workedOn: StoredRow[];
}

/** Takes a whole import back: nights are free again, and what it brought is off the register, the calendar and every count. */
@Injectable()
export class DiaryUndo {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly imports: DiaryImports,
    private readonly stays: StaysFromDiary,
    private readonly closures: ClosuresFromDiary,
    private readonly clock: Clock,
  ) {}

  /** What taking it back would mean. */
  async look(actor: Actor, id: string): Promise<WhatGoes & { one: ImportView }> {
    const one = await this.imports.open(actor, id);
    refuseUnlessSigning(actor, one.unit.id);
    if (one.state !== 'landed') throw conflict('not-landed', NOT_LANDED);
    return { one, ...(await this.split(this.dataSource.manager, id)) };
  }

  /**
   * Refused where somebody has worked since with what it brought, unless that is to stay: then everything else goes, in one
   * transaction. How many rows went.
   */
  async undo(actor: Actor, id: string, { leaveWorkedOn }: { leaveWorkedOn: boolean }): Promise<number> {
    return inTransaction(this.dataSource, async (manager) => {
      await manager.query(`SELECT 1 FROM diary_imports WHERE id = $1 FOR NO KEY UPDATE`, [id]);
      const one = await this.imports.find(manager, actor, id);
      const unitId = one.unit.id;
      refuseUnlessSigning(actor, unitId);
      if (one.state !== 'landed') throw conflict('not-landed', NOT_LANDED);
      await this.stays.lock(manager, unitId, await this.whose(manager, id));
      const { goes, workedOn } = await this.split(manager, id);
      if (workedOn.length > 0 && !leaveWorkedOn) throw conflict('worked-on', sayWorkedOn(workedOn.length));
      await this.stays.takeBack(
        manager,
        actor,
        unitId,
        goes.flatMap(({ stayId }) => stayId ?? []),
      );
      await this.closures.takeBack(
        manager,
        actor.id,
        unitId,
        goes.flatMap(({ closureId }) => closureId ?? []),
      );
      await manager.query(`UPDATE diary_imports SET state = 'undone', ended_at = $2, ended_by = $3 WHERE id = $1`, [
        ...[id, this.clock.now(), actor.id],
      ]);
      const youngPeople = [
        ...new Set(goes.flatMap(({ landing }) => (landing?.outcome === 'lands' ? (landing.youngPersonId ?? []) : []))),
      ];
      await this.imports.trail(manager, actor, id, 'diary.undone', {
        youngPeople,
        details: { goes: goes.length, stays: workedOn.length },
      });
      return goes.length;
    });
  }

  private async split(manager: EntityManager, id: string): Promise<WhatGoes> {
    const rows = (await readRows(manager, id)).filter(({ stayId, closureId }) => stayId ?? closureId);
    const changed = new Set([
      ...(await this.stays.workedOn(
        manager,
        rows.flatMap(({ stayId }) => stayId ?? []),
      )),
      ...(await this.closures.changed(
        manager,
        rows.flatMap(({ closureId }) => closureId ?? []),
      )),
    ]);
    const isChanged = ({ stayId, closureId }: StoredRow) => changed.has((stayId ?? closureId)!);
    return { goes: rows.filter((row) => !isChanged(row)), workedOn: rows.filter(isChanged) };
  }

  private async whose(manager: EntityManager, id: string): Promise<string[]> {
    const rows = await manager.query<{ id: string }[]>(
      `SELECT DISTINCT s.young_person_id AS id FROM diary_rows r JOIN stays s ON s.id = r.stay_id WHERE r.import_id = $1`,
      [id],
    );
    return rows.map((row) => row.id);
  }
}

const NOT_LANDED = 'Nothing of this import is on the calendar, so there is nothing to take back.';
const sayWorkedOn = (count: number) =>
  `${count === 1 ? 'One row has' : `${count} rows have`} been worked on since. Say that they stay as they are, or undo by hand what was done with them first.`;
