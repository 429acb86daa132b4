import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { ClaimsService } from '../calendar/claims.service.js';
import type { LegalStatus } from '../calendar/domain/legal-status.js';
import type { Actor } from '../identity/domain/actor.js';
import { conflict, invalidField } from '../kernel/domain-error.js';
import { Clock } from '../platform/clock.js';
import { inTransaction } from '../platform/transaction.js';
import { refuseIfChanged } from '../platform/unchanged.js';
import { LegalQuestions } from './legal-questions.js';
import { LEGAL_STATUS_TEXT } from './domain/legal-status-text.js';
import { NamesOfOthers } from './names-of-others.service.js';
import type { StayView } from './stay-reader.js';
import { StaysService } from './stays.service.js';

export interface LegalStatusSaid {
  status: LegalStatus;
  note?: string | undefined;
  /** What seems to be the name of another young person in the note is not. */
  namesNobodyElse?: boolean | undefined;
}

export interface LegalStep {
  at: Date;
  by: string;
  what: string;
}

/** Under which part of the law a stay is: decided by whoever works with the child, each decision on record. */
@Injectable()
export class LegalStatusService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly stays: StaysService,
    private readonly claims: ClaimsService,
    private readonly questions: LegalQuestions,
    private readonly names: NamesOfOthers,
    private readonly clock: Clock,
  ) {}

  async decide(actor: Actor, id: string, { status, note = '', namesNobodyElse }: LegalStatusSaid): Promise<StayView> {
    if (status === 'other' && note === '') throw invalidField('note', 'Say in the note which legal status it is.');
    const seen = await this.stays.find(this.dataSource.manager, actor, id);
    return inTransaction(this.dataSource, async (manager) => {
      // The limits of their other stays depend on it: nobody books for them meanwhile.
      await this.claims.begin(manager, seen.unit.id, seen.youngPerson.id);
      const stay = await this.stays.find(manager, actor, id);
      refuseIfChanged(stay);
      this.refuseUnlessPossible(stay);
      const words = { about: [stay.youngPerson.id], field: 'note', text: note, namesNobodyElse };
      await this.names.refuse(manager, actor, words);
      await manager.query(
        `UPDATE stays SET legal_status = $2, legal_note = $3, legal_decided_by = $4, legal_decided_at = $5 WHERE id = $1`,
        [id, status, note, actor.id, this.clock.now()],
      );
      await this.questions.look(manager, stay.youngPerson.id, id);
      const what = [LEGAL_STATUS_TEXT[status], note].filter(Boolean).join(': ');
      await this.stays.writeDown(manager, actor, stay, 'legal_status', what);
      return this.stays.find(manager, actor, id);
    });
  }

  refuseUnlessPossible({ state }: Pick<StayView, 'state'>): void {
    if (state !== 'cancelled' && state !== 'no_show') return;
    throw conflict('not-possible-now', 'This stay did not happen, so it has no legal status.');
  }

  /** What was decided, the latest first. */
  async history({ id }: Pick<StayView, 'id'>): Promise<LegalStep[]> {
    return this.dataSource.query(
      `SELECT e.at, u.name AS by, e.note AS what FROM stay_events e JOIN users u ON u.id = e.by_user
        WHERE e.stay_id = $1 AND e.action = 'legal_status' ORDER BY e.id DESC LIMIT 50`,
      [id],
    );
  }
}
