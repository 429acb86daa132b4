import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { worksAt, type Actor } from '../identity/domain/actor.js';
import { notFound } from '../kernel/domain-error.js';
import { Clock } from '../platform/clock.js';
import { inTransaction } from '../platform/transaction.js';
import type { NoteKind } from './domain/stay-note.js';
import { EARLIER, refuseUnlessTheirs, TAKEN_BACK, withTimes } from './shift-notes.service.js';

/** A note that the next shift should read: of a stay, or of the house. */
export interface HandoverNote {
  id: string;
  /** `null` for a note of the house. */
  stay: { id: string; youngPersonId: string; firstName: string; lastName: string } | null;
  kind: NoteKind | null;
  text: string;
  at: Date;
  by: { id: string; name: string };
  /** Who has read it since, in the order of reading; not whoever wrote it. */
  readBy: { id: string; name: string }[];
  /** Of a note of the house that puts others right: what those said, the oldest first. */
  earlier: { text: string; at: Date; by: { id: string; name: string } }[];
  /** Of a note of the house that does not hold any more: why, by whom. It stays on record. */
  takenBack: { why: string; at: Date; by: { id: string; name: string } } | null;
}

/** How far back a shift reads what others have read already, in hours: a weekend. */
const BACK_HOURS = 72;
/** How far back it reads what nobody has read yet but whoever wrote it, in days. */
const UNREAD_DAYS = 14;
const MOST = 100;

/** Notes from shift to shift: what was noted on stays, and what the next shift should know of the house. */
@Injectable()
export class HandoverNotes {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /**
   * Those of the last three days and those that nobody has read yet, the latest first. What a later note puts right is left
   * out, or told with that; what was taken back is told for three days. Written to the trail.
   */
  async list(actor: Actor, unitId: string): Promise<HandoverNote[]> {
    if (!worksAt(actor, unitId)) throw notFound();
    const { manager } = this.dataSource;
    const notes = await this.read(manager, unitId);
    await this.audit.record(manager, actor, {
      ...{ action: 'handover.read', subject: 'unit', subjectId: unitId },
      youngPeople: [...new Set(notes.flatMap(({ stay }) => (stay ? [stay.youngPersonId] : [])))],
    });
    return notes;
  }

  /** A note of the house, for the next shift. What is about a young person belongs on their stay. */
  async write(actor: Actor, unitId: string, text: string): Promise<void> {
    refuseUnlessTheirs(actor, unitId);
    await inTransaction(this.dataSource, async (manager) => {
      const [{ id }] = await manager.query<[{ id: string }]>(
        `INSERT INTO shift_notes (unit_id, text, at, by_user) VALUES ($1, $2, $3, $4) RETURNING id`,
        [unitId, text, this.clock.now(), actor.id],
      );
      await this.audit.record(manager, actor, {
        action: 'shift_note.written',
        subject: 'unit',
        subjectId: unitId,
        details: { note: id },
      });
    });
  }

  /** The actor has read these notes of the unit; what they wrote themselves, or have read before, stays as it is. */
  async markRead(actor: Actor, unitId: string, ids: readonly string[]): Promise<void> {
    refuseUnlessTheirs(actor, unitId);
    await inTransaction(this.dataSource, async (manager) => {
      const mine = (await this.read(manager, unitId)).filter(({ id, by }) => ids.includes(id) && by.id !== actor.id);
      await manager.query(
        `INSERT INTO note_reads (stay_note_id, shift_note_id, user_id, read_at)
         SELECT note.stay, note.shift, $3, $4 FROM unnest($1::uuid[], $2::uuid[]) AS note (stay, shift) ON CONFLICT DO NOTHING`,
        [
          mine.map(({ id, stay }) => stay && id),
          mine.map(({ id, stay }) => (stay ? null : id)),
          actor.id,
          this.clock.now(),
        ],
      );
    });
  }

  private async read(manager: EntityManager, unitId: string): Promise<HandoverNote[]> {
    const back = (hours: number) => new Date(this.clock.now().getTime() - hours * 3_600_000);
    const isToRead = (column: string) => `
      (n.at > $2 OR (n.at > $3 AND NOT EXISTS (SELECT 1 FROM note_reads r WHERE r.${column} = n.id)))`;
    const readBy = (column: string) => `
      (SELECT coalesce(json_agg(json_build_object('id', r.user_id, 'name', ru.name) ORDER BY r.read_at, ru.name), '[]')
         FROM note_reads r JOIN users ru ON ru.id = r.user_id WHERE r.${column} = n.id)`;
    const notes: HandoverNote[] = await manager.query(
      `SELECT n.id, json_build_object('id', s.id, 'youngPersonId', y.id, 'firstName', y.first_name, 'lastName', y.last_name) AS stay,
              n.kind, n.text, n.at, json_build_object('id', u.id, 'name', u.name) AS by, ${readBy('stay_note_id')} AS "readBy",
              '[]'::json AS earlier, NULL::json AS "takenBack"
         FROM stay_notes n JOIN stays s ON s.id = n.stay_id JOIN young_people y ON y.id = s.young_person_id
         JOIN users u ON u.id = n.by_user
        WHERE s.unit_id = $1 AND ${isToRead('stay_note_id')} AND NOT EXISTS (SELECT 1 FROM stay_notes c WHERE c.corrects = n.id)
       UNION ALL
       SELECT n.id, NULL, NULL, n.text, n.at, json_build_object('id', u.id, 'name', u.name), ${readBy('shift_note_id')},
              ${EARLIER}, ${TAKEN_BACK}
         FROM shift_notes n JOIN users u ON u.id = n.by_user LEFT JOIN shift_notes_taken_back t ON t.note_id = n.id
        WHERE n.unit_id = $1 AND NOT EXISTS (SELECT 1 FROM shift_notes c WHERE c.corrects = n.id)
          AND CASE WHEN t.note_id IS NULL THEN ${isToRead('shift_note_id')} ELSE t.at > $2 END
        ORDER BY at DESC, id LIMIT ${MOST}`,
      [unitId, back(BACK_HOURS), back(UNREAD_DAYS * 24)],
    );
    return notes.map(withTimes);
  }
}
