import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { ClosuresFromDiary } from '../calendar/closures-from-diary.service.js';
import { AccessService } from '../identity/access.service.js';
import { maySign, type Actor } from '../identity/domain/actor.js';
import { conflict, forbidden } from '../kernel/domain-error.js';
import { Clock } from '../platform/clock.js';
import { inTransaction } from '../platform/transaction.js';
import { GroundsOfMany, type GoneOver } from '../requests/grounds-of-many.service.js';
import { StaysFromDiary, type BroughtStay } from '../stays/stays-from-diary.service.js';
import { DiaryImports } from './diary-imports.service.js';
import { DiaryPreview, type RowDecided } from './diary-preview.service.js';
import { readAnswers, type ImportView } from './diary-reader.js';
import { bedNamed } from './domain/landing.js';
import { CalendarService } from '../calendar/calendar.service.js';

type Lands = RowDecided & { landing: { outcome: 'lands' } };

/** Puts the rows of an import on record: all that were shown to land, in one transaction, or none. */
@Injectable()
export class DiaryLanding {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly imports: DiaryImports,
    private readonly preview: DiaryPreview,
    private readonly stays: StaysFromDiary,
    private readonly closures: ClosuresFromDiary,
    private readonly calendar: CalendarService,
    private readonly grounds: GroundsOfMany,
    private readonly access: AccessService,
    private readonly clock: Clock,
  ) {}

  /**
   * What is booked with it is signed for, so it is for who signs for the unit. `token` is that of what they looked at: where
   * the house or the answers have changed since, nothing lands, and they look again. `overrule`: why they go over what stands
   * against plans and can be gone over; it is on record with each of those stays. How many rows landed.
   */
  async land(actor: Actor, id: string, token: string, overrule = ''): Promise<number> {
    return inTransaction(this.dataSource, async (manager) => {
      const one = await this.imports.hold(manager, actor, id);
      const unitId = one.unit.id;
      refuseUnlessSigning(actor, unitId);
      await this.stays.lock(manager, unitId, await this.named(manager, id));
      const decided = await this.preview.of(manager, actor, one, overrule !== '');
      if (decided.token !== token) throw conflict('import-changed', CHANGED);
      const rows = decided.rows.filter((row): row is Lands => row.landing.outcome === 'lands');
      if (rows.length === 0)
        throw conflict('nothing-lands', 'No row of this import can come in. Answer what is asked, or discard it.');
      const made = rows.map((row) => ({ ...row, id: randomUUID() }));
      await this.close(manager, actor, one, made);
      const stays = made.flatMap(stayOf);
      await this.stays.bring(manager, actor, unitId, stays);
      await this.grounds.writeGoneOver(manager, made.flatMap(goneOverOf), { by: actor.id, reason: overrule });
      const youngPeople = [...new Set(stays.map(({ youngPersonId }) => youngPersonId))];
      const at = this.clock.now();
      if (youngPeople.length > 0)
        await this.access.grant(manager, { youngPersonId: youngPeople, unitId, why: 'stay', grantedBy: actor.id, at });
      await this.writeDown(manager, id, decided.rows, new Map(made.map((row) => [row.place, row])));
      await manager.query(
        `UPDATE diary_imports SET state = 'landed', landed_at = $2, landed_by = $3, landed = $4, clashes = $5 WHERE id = $1`,
        [id, at, actor.id, rows.length, decided.counts.clashes],
      );
      const { lands, leftOut, asks, clashes } = decided.counts;
      await this.imports.trail(manager, actor, id, 'diary.landed', {
        youngPeople,
        details: { lands, leftOut, asks, clashes },
      });
      return rows.length;
    });
  }

  private async named(manager: EntityManager, id: string): Promise<string[]> {
    const answers = await readAnswers(manager, id);
    return [...new Set([...answers.values()].flatMap((answer) => (answer === 'left_out' ? [] : answer.youngPersonId)))];
  }

  private async close(
    manager: EntityManager,
    actor: Actor,
    { unit }: ImportView,
    made: readonly (Lands & { id: string })[],
  ): Promise<void> {
    const closed = made.filter(({ landing }) => landing.youngPersonId === null);
    const beds = closed.length > 0 ? await this.calendar.bedsOf(manager, unit.id) : [];
    await this.closures.bring(
      manager,
      actor.id,
      unit.id,
      closed.map(({ id, entry, landing }) => ({
        ...{ id, arrival: entry.arrival!, departure: entry.departure!, pieces: landing.pieces },
        bedId: landing.as === 'closed' ? null : bedNamed(entry.bed, beds)!.id,
        note: [entry.name, entry.note].filter((text) => text !== '').join(': '),
      })),
    );
  }

  /** How each row landed, or why it did not. The cells of the file are not needed any more. */
  private async writeDown(
    manager: EntityManager,
    id: string,
    rows: readonly RowDecided[],
    made: ReadonlyMap<number, Lands & { id: string }>,
  ): Promise<void> {
    const idOf = (place: number, isStay: boolean) => {
      const row = made.get(place);
      return row && (row.landing.youngPersonId !== null) === isStay ? row.id : null;
    };
    await manager.query(
      `UPDATE diary_rows r SET landing = d.landing, stay_id = d.stay, closure_id = d.closure, cells = NULL
         FROM unnest($2::integer[], $3::jsonb[], $4::uuid[], $5::uuid[]) AS d (place, landing, stay, closure)
        WHERE r.import_id = $1 AND r.place = d.place`,
      [
        ...[id, rows.map(({ place }) => place), rows.map(({ landing }) => JSON.stringify(landing))],
        ...[rows.map(({ place }) => idOf(place, true)), rows.map(({ place }) => idOf(place, false))],
      ],
    );
  }
}

function stayOf({ id, entry, landing }: Lands & { id: string }): BroughtStay[] {
  const { as, youngPersonId, pieces, arrivedAt, departedAt } = landing;
  if (youngPersonId === null || as === 'closed' || as === 'out_of_service') return [];
  const { arrival, departure, note } = entry;
  return [
    { id, youngPersonId, arrival: arrival!, departure: departure!, state: as, arrivedAt, departedAt, note, pieces },
  ];
}

const goneOverOf = ({ id, landing }: Lands & { id: string }): GoneOver[] =>
  landing.clashes.flatMap((clash) => (clash.kind === 'gone_over' ? [{ stayId: id, against: clash.against }] : []));

/** What is booked and closed is decided by who signs for the unit. */
export function refuseUnlessSigning(actor: Actor, unitId: string): void {
  if (!maySign(actor, unitId))
    throw forbidden(
      'Only the registered manager of the unit or a named delegate can do this: nights are booked and given back by it.',
    );
}

const CHANGED =
  'Something has changed since you looked: on the calendar, or in the answers. Nothing was brought in. Look at the rows again.';
