import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { AccessService } from '../identity/access.service.js';
import type { Actor } from '../identity/domain/actor.js';
import { Clock } from '../platform/clock.js';
import { inTransaction } from '../platform/transaction.js';
import { refuseIfChanged } from '../platform/unchanged.js';

/** What whoever calls a family has to know first. */
export interface ContactNote {
  /** Whom to call and when, and what must not be said to whom; empty for nothing. */
  safeToContact: string;
  /** The language, and whether somebody has to interpret; empty for none. */
  interpreter: string;
  /** `null` while nobody has. */
  writtenBy: string | null;
  writtenAt: Date | null;
}

export type ContactInput = Pick<ContactNote, 'safeToContact' | 'interpreter'>;

/** How a family is reached without harm: written by whoever works with them, and never overwritten. */
@Injectable()
export class ContactNotes {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly access: AccessService,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** What holds, for those who may read the young person; empty while nobody has written anything. */
  async of(actor: Actor, youngPersonId: string): Promise<ContactNote> {
    return this.read(this.dataSource.manager, actor, youngPersonId);
  }

  /** The same, read by itself: written to the trail. */
  async open(actor: Actor, youngPersonId: string): Promise<ContactNote> {
    const note = await this.of(actor, youngPersonId);
    await this.trail(this.dataSource.manager, actor, 'contact_note.read', youngPersonId);
    return note;
  }

  /** Writes it anew. What nobody has changed is not written twice. */
  async write(actor: Actor, youngPersonId: string, { safeToContact, interpreter }: ContactInput): Promise<void> {
    await inTransaction(this.dataSource, async (manager) => {
      await manager.query(`SELECT 1 FROM young_people WHERE id = $1 FOR NO KEY UPDATE`, [youngPersonId]);
      const before = await this.read(manager, actor, youngPersonId);
      refuseIfChanged(before);
      if (before.safeToContact === safeToContact && before.interpreter === interpreter) return;
      await manager.query(
        `INSERT INTO contact_notes (young_person_id, safe_to_contact, interpreter, written_by, written_at)
         VALUES ($1, $2, $3, $4, $5)`,
        [youngPersonId, safeToContact, interpreter, actor.id, this.clock.now()],
      );
      await this.trail(manager, actor, 'contact_note.written', youngPersonId);
    });
  }

  private trail(manager: EntityManager, actor: Actor, action: string, youngPersonId: string): Promise<void> {
    const subject = { subject: 'young_person', subjectId: youngPersonId };
    return this.audit.record(manager, actor, { action, ...subject, youngPeople: [youngPersonId] });
  }

  private async read(manager: EntityManager, actor: Actor, youngPersonId: string): Promise<ContactNote> {
    await this.access.requireSight(manager, actor, youngPersonId);
    const [note] = await manager.query<ContactNote[]>(
      `SELECT n.safe_to_contact AS "safeToContact", n.interpreter, u.name AS "writtenBy", n.written_at AS "writtenAt"
         FROM contact_notes n JOIN users u ON u.id = n.written_by WHERE n.young_person_id = $1 ORDER BY n.id DESC LIMIT 1`,
      [youngPersonId],
    );
    return note ?? { safeToContact: '', interpreter: '', writtenBy: null, writtenAt: null };
  }
}
