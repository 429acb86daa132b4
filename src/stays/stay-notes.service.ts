import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { refuseLookingOn, type Actor } from '../identity/domain/actor.js';
import { conflict, notFound } from '../kernel/domain-error.js';
import { Clock } from '../platform/clock.js';
import { inTransaction, violatedConstraint } from '../platform/transaction.js';
import { refuseIfChanged } from '../platform/unchanged.js';
import { noteNamesAnother } from './domain/naming-others.js';
import { mayReadNote, type NoteKind } from './domain/stay-note.js';
import type { StayView } from './stay-reader.js';
import { NamesOfOthers } from './names-of-others.service.js';
import { StaysService } from './stays.service.js';

export interface StayNote {
  id: string;
  kind: NoteKind;
  /** Empty for a CAS worker where a later note that puts it right names another young person. */
  text: string;
  namesOthers: boolean;
  at: Date;
  by: { id: string; name: string };
  /** The note that this one puts right, unless the reader may not know of it. */
  corrects: { id: string; at: Date } | null;
  /** A later note puts this one right. Also told to whoever may not read that one. */
  corrected: boolean;
}

/** A note with its place in the list. */
export type ListedNote = StayNote & { number: number };

export interface NewNote {
  kind: NoteKind;
  text: string;
  /** Left out, it is the unit's alone where another is found in it. */
  namesOthers?: boolean | undefined;
  /** Who wrote it has looked: what seems to be the name of another is not. */
  namesNobodyElse?: boolean | undefined;
  corrects?: string | undefined;
}

/** Notes on a stay: dated, signed, never edited. */
@Injectable()
export class StayNotes {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly stays: StaysService,
    private readonly names: NamesOfOthers,
    private readonly clock: Clock,
  ) {}

  /** The notes that the actor may read on a stay that they may read, the latest first. */
  async list(
    actor: Actor,
    stayId: string,
    { limit, before }: { limit: number; before?: number },
  ): Promise<ListedNote[]> {
    const stay = await this.stays.open(actor, stayId);
    return this.read(this.dataSource.manager, actor, stay.id, { limit, before });
  }

  /** The latest of them, for the page of a stay that is open already; one more than are shown says that there are more. */
  latest(actor: Actor, { id }: Pick<StayView, 'id'>, limit: number): Promise<ListedNote[]> {
    return this.read(this.dataSource.manager, actor, id, { limit });
  }

  /** A note that can still be put right, for the form that does. */
  async toCorrect(actor: Actor, stayId: string, id: string): Promise<StayNote> {
    const stay = await this.stays.open(actor, stayId);
    const [note] = await this.read(this.dataSource.manager, actor, stay.id, { limit: 1, id });
    if (!note) throw notFound();
    if (note.corrected) throw correctedAlready();
    return note;
  }

  async write(actor: Actor, stayId: string, note: NewNote): Promise<ListedNote> {
    const { kind, text, corrects } = note;
    if (corrects) await this.toCorrect(actor, stayId, corrects);
    return inTransaction(this.dataSource, async (manager) => {
      const stay = await this.stays.find(manager, actor, stayId);
      refuseIfChanged(stay);
      refuseLookingOn(actor, stay.unit.id);
      const namesOthers = await this.isOfOthers(manager, actor, stay, note);
      const [made] = await once(
        manager.query<{ id: string }[]>(
          `INSERT INTO stay_notes (stay_id, kind, text, names_others, corrects, at, by_user)
           VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id`,
          [stay.id, kind, text, namesOthers, corrects ?? null, this.clock.now(), actor.id],
        ),
      );
      await this.stays.trail(manager, actor, 'stay.noted', [stay]);
      const [written] = await this.read(manager, actor, stay.id, { limit: 1, id: made!.id });
      return written!;
    });
  }

  /** Whether it is for the unit's own people: as who writes it says, unless it names somebody after all. */
  private async isOfOthers(
    manager: EntityManager,
    actor: Actor,
    { youngPerson, arrival, departure }: StayView,
    { text, namesOthers, namesNobodyElse }: NewNote,
  ): Promise<boolean> {
    if (namesOthers || namesNobodyElse) return namesOthers ?? false;
    const found = await this.names.named(manager, actor, {
      ...{ about: [youngPerson.id], text, nights: { arrival, departure } },
    });
    if (found.length > 0 && namesOthers === false) throw noteNamesAnother(text, found);
    return found.length > 0;
  }

  private async read(
    manager: EntityManager,
    actor: Actor,
    stayId: string,
    { limit, before, id }: { limit: number; before?: number | undefined; id?: string },
  ): Promise<ListedNote[]> {
    const all = mayReadNote(actor.role, { namesOthers: true });
    // What a later note was marked for stands in those that it puts right, too: whoever may not read it reads no word of them.
    const rows: (ListedNote & { correctsId: string | null; correctsAt: Date })[] = await manager.query(
      `WITH RECURSIVE marked AS (
         SELECT m.id, m.corrects FROM stay_notes m WHERE m.stay_id = $1 AND m.names_others AND NOT $2
         UNION SELECT o.id, o.corrects FROM marked m JOIN stay_notes o ON o.id = m.corrects)
       SELECT n.id, n.number::int, n.kind, CASE WHEN h.id IS NULL THEN n.text ELSE '' END AS text,
              n.names_others OR h.id IS NOT NULL AS "namesOthers", n.at,
              json_build_object('id', u.id, 'name', u.name) AS by, o.id AS "correctsId", o.at AS "correctsAt",
              EXISTS (SELECT 1 FROM stay_notes c WHERE c.corrects = n.id) AS corrected
         FROM stay_notes n JOIN users u ON u.id = n.by_user LEFT JOIN marked h ON h.id = n.id
         LEFT JOIN stay_notes o ON o.id = n.corrects AND ($2 OR NOT o.names_others)
        WHERE n.stay_id = $1 AND ($2 OR NOT n.names_others) AND ($3::int IS NULL OR n.number < $3)
          AND ($4::uuid IS NULL OR n.id = $4) ORDER BY n.number DESC LIMIT $5`,
      [stayId, all, before ?? null, id ?? null, limit],
    );
    return rows.map(({ correctsId, correctsAt, ...note }) => ({
      ...note,
      corrects: correctsId ? { id: correctsId, at: correctsAt } : null,
    }));
  }
}

const correctedAlready = () =>
  conflict('corrected-already', 'Another note puts this one right already. Correct that one.');

/** Two who put the same note right at once: one of them is told. */
async function once<T>(written: Promise<T>): Promise<T> {
  try {
    return await written;
  } catch (error) {
    if (violatedConstraint(error) !== 'one_correction_a_note') throw error;
    throw correctedAlready();
  }
}
