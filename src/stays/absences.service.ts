import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import type { Actor } from '../identity/domain/actor.js';
import { conflict, invalidField } from '../kernel/domain-error.js';
import { Clock } from '../platform/clock.js';
import { inTransaction } from '../platform/transaction.js';
import { refuseIfChanged } from '../platform/unchanged.js';
import { addAbsence, endAbsence } from './absence-records.js';
import { ABSENCE_TEXT, type AbsenceKind } from './domain/absence.js';
import type { StayAbsence } from './domain/stay-state.js';
import { StayBeds } from './stay-beds.service.js';
import type { StayView } from './stay-reader.js';
import { StaysService } from './stays.service.js';

/** Somebody who is staying and is not there: at home, in hospital, missing. They keep the bed. */
@Injectable()
export class AbsencesService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly stays: StaysService,
    private readonly beds: StayBeds,
    private readonly clock: Clock,
  ) {}

  async begin(
    actor: Actor,
    id: string,
    { kind, since, note = '' }: { kind: AbsenceKind; since?: Date | undefined; note?: string | undefined },
  ): Promise<StayView> {
    return this.change(actor, id, ['away', kind], async (manager, stay) => {
      const from = this.stays.happened(since, 'since');
      if (stay.arrivedAt && from < stay.arrivedAt)
        throw invalidField('since', 'This is before the arrival that was recorded. Check the date and the time.');
      if (stay.away && from < stay.away.since)
        throw invalidField('since', 'This is before they were away. Check the date and the time.');
      // Who does not come back from where they were is missing from there: one absence ends and the other begins.
      const told = { by: actor.id, now: this.clock.now() };
      await endAbsence(manager, id, { until: from, ended: 'missing' }, told);
      await addAbsence(manager, id, { kind, since: from, note }, told);
      await this.stays.writeDown(manager, actor, stay, 'away', [ABSENCE_TEXT[kind], note].filter(Boolean).join(': '), {
        happenedAt: from,
      });
    });
  }

  async end(actor: Actor, id: string, at?: Date): Promise<StayView> {
    return this.change(actor, id, ['back'], async (manager, stay) => {
      const back = this.stays.happened(at);
      if (stay.away && back < stay.away.since)
        throw invalidField('at', 'This is before they were away. Check the date and the time.');
      const told = { by: actor.id, now: this.clock.now() };
      await endAbsence(manager, id, { until: back, ended: 'back' }, told);
      await this.stays.writeDown(manager, actor, stay, 'back', '', { happenedAt: back });
    });
  }

  /**
   * Refuses what cannot be: somebody who is not staying cannot be away, and nobody is away twice at once. But whoever is at
   * home or in hospital can go missing from there.
   */
  refuseUnlessPossible(
    action: StayAbsence,
    { state, away }: Pick<StayView, 'state' | 'away'>,
    kind: AbsenceKind = 'missing',
  ): void {
    if (state !== 'in_residence')
      throw conflict('not-possible-now', 'Only somebody who is staying now can be away. Record the arrival first.');
    if (action === 'away' && away && (kind !== 'missing' || away.kind === 'missing'))
      throw conflict('away-already', 'They are recorded as away already. Record that they are back first.');
    if (action === 'back' && !away) throw conflict('not-away', 'They are not recorded as away.');
  }

  private async change(
    actor: Actor,
    id: string,
    what: [action: StayAbsence, kind?: AbsenceKind],
    work: (manager: EntityManager, stay: StayView) => Promise<void>,
  ): Promise<StayView> {
    const seen = await this.stays.find(this.dataSource.manager, actor, id);
    return inTransaction(this.dataSource, async (manager) => {
      await this.beds.begin(manager, seen);
      const stay = await this.stays.find(manager, actor, id);
      refuseIfChanged(stay);
      const [action, kind] = what;
      this.refuseUnlessPossible(action, stay, kind);
      await work(manager, stay);
      return this.stays.find(manager, actor, id);
    });
  }
}
