import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { LOOKS_ON, looksOnAt, worksAt, type Actor } from '../identity/domain/actor.js';
import { conflict, forbidden, notFound } from '../kernel/domain-error.js';
import { mayChangeNote } from './domain/shift-note.js';
import { Clock } from '../platform/clock.js';
import { inTransaction } from '../platform/transaction.js';

const PERSON = `json_build_object('id', u.id, 'name', u.name)`;

/** What the notes said that `n` puts right, the oldest first, as a column. */
export const EARLIER = `
  (WITH RECURSIVE before AS (
     SELECT o.* FROM shift_notes o WHERE o.id = n.corrects
     UNION ALL SELECT o.* FROM before b JOIN shift_notes o ON o.id = b.corrects)
   SELECT coalesce(json_agg(json_build_object('text', b.text, 'at', b.at, 'by', ${PERSON}) ORDER BY b.at), '[]')
     FROM before b JOIN users u ON u.id = b.by_user)`;

/** That the note was taken back, as a column; `t` is that, if it was. */
export const TAKEN_BACK = `
  (SELECT json_build_object('why', t.why, 'at', t.at, 'by', ${PERSON}) FROM users u WHERE u.id = t.by_user)`;

/** A note of the house, with what it puts right. */
export interface ShiftNote {
  id: string;
  text: string;
  at: Date;
  by: { id: string; name: string };
  earlier: { text: string; at: Date; by: { id: string; name: string } }[];
  takenBack: { why: string; at: Date; by: { id: string; name: string } } | null;
}

/** Times within a column come as text. */
export const withTimes = <T extends Pick<ShiftNote, 'earlier' | 'takenBack'>>(note: T): T => ({
  ...note,
  earlier: note.earlier.map((one) => ({ ...one, at: new Date(one.at) })),
  takenBack: note.takenBack && { ...note.takenBack, at: new Date(note.takenBack.at) },
});

export function refuseUnlessTheirs(actor: Actor, unitId: string): void {
  if (!worksAt(actor, unitId)) throw notFound();
  if (looksOnAt(actor, unitId)) throw forbidden(LOOKS_ON);
}

/** Notes of the house that were wrong: put right by another, or taken back. None is ever edited. */
@Injectable()
export class ShiftNotes {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** A note that the actor may put right or take back. */
  toChange(actor: Actor, unitId: string, id: string): Promise<ShiftNote> {
    return this.find(this.dataSource.manager, actor, unitId, id);
  }

  /** Another note takes its place, with the earlier text beside it; whoever has read that one has not read this. */
  correct(actor: Actor, unitId: string, id: string, text: string): Promise<void> {
    return this.change(actor, unitId, id, 'corrected', async (manager, note) => {
      if (note.text === text)
        throw conflict('nothing-new', 'The note says this already. Change it, or leave it as it is.');
      await manager.query(
        `INSERT INTO shift_notes (unit_id, text, at, by_user, corrects) VALUES ($1, $2, $3, $4, $5)`,
        [unitId, text, this.clock.now(), actor.id, id],
      );
    });
  }

  /** It does not hold any more: it stays on record, struck through, with the reason. */
  takeBack(actor: Actor, unitId: string, id: string, why: string): Promise<void> {
    return this.change(actor, unitId, id, 'taken_back', (manager) =>
      manager.query(`INSERT INTO shift_notes_taken_back (note_id, why, at, by_user) VALUES ($1, $2, $3, $4)`, [
        ...[id, why, this.clock.now(), actor.id],
      ]),
    );
  }

  private async change(
    actor: Actor,
    unitId: string,
    id: string,
    action: string,
    work: (manager: EntityManager, note: ShiftNote) => Promise<unknown>,
  ): Promise<void> {
    await inTransaction(this.dataSource, async (manager) => {
      // One after the other: a note is put right or taken back once.
      await manager.query(`SELECT 1 FROM units WHERE id = $1 FOR NO KEY UPDATE`, [unitId]);
      await work(manager, await this.find(manager, actor, unitId, id));
      await this.audit.record(manager, actor, {
        ...{ action: `shift_note.${action}`, subject: 'unit', subjectId: unitId },
        details: { note: id },
      });
    });
  }

  private async find(manager: EntityManager, actor: Actor, unitId: string, id: string): Promise<ShiftNote> {
    refuseUnlessTheirs(actor, unitId);
    const [found]: (ShiftNote & { isCorrected: boolean })[] = await manager.query(
      `SELECT n.id, n.text, n.at, ${PERSON} AS by, ${EARLIER} AS earlier, ${TAKEN_BACK} AS "takenBack",
              EXISTS (SELECT 1 FROM shift_notes c WHERE c.corrects = n.id) AS "isCorrected"
         FROM shift_notes n JOIN users u ON u.id = n.by_user LEFT JOIN shift_notes_taken_back t ON t.note_id = n.id
        WHERE n.id = $1 AND n.unit_id = $2`,
      [id, unitId],
    );
    if (!found) throw notFound();
    const { isCorrected, ...note } = found;
    if (note.takenBack) throw conflict('taken-back', `${note.takenBack.by.name} has taken this note back already.`);
    if (isCorrected) throw conflict('corrected-already', 'Another note puts this one right already. Correct that one.');
    if (!mayChangeNote(note, actor))
      throw forbidden('Whoever wrote the note can put it right or take it back, or a manager: tell them.');
    return withTimes(note);
  }
}
