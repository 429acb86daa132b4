import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import type { Actor } from '../identity/domain/actor.js';
import { conflict, invalid, invalidField, notFound } from '../kernel/domain-error.js';
import { Clock } from '../platform/clock.js';
import { inTransaction } from '../platform/transaction.js';
import { refuseIfChanged } from '../platform/unchanged.js';
import { addAbsence, correctAbsence, readAbsences, takeAbsenceBack, type AbsenceEpisode } from './absence-records.js';
import { ABSENCE_TEXT, checkAbsence, endOf, type AbsenceKind, type AbsenceTime } from './domain/absence.js';
import { StayBeds } from './stay-beds.service.js';
import type { StayView } from './stay-reader.js';
import { StaysService } from './stays.service.js';

export type { AbsenceEpisode } from './absence-records.js';

export interface ToldAbsence {
  kind: AbsenceKind;
  since: Date;
  /** Left out once the stay is over: until it ended. */
  until?: Date | undefined;
  note?: string | undefined;
}

/** Absences as they were: told late, and put right. Who goes away or comes back now is recorded as it happens. */
@Injectable()
export class AbsenceEpisodes {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly stays: StaysService,
    private readonly beds: StayBeds,
    private readonly clock: Clock,
  ) {}

  async of(actor: Actor, stayId: string): Promise<AbsenceEpisode[]> {
    return this.ofStay(actor, await this.stays.open(actor, stayId));
  }

  /** The same of a stay that is open already. */
  ofStay(actor: Actor, { id }: Pick<StayView, 'id'>): Promise<AbsenceEpisode[]> {
    return readAbsences(this.dataSource.manager, actor, id);
  }

  /** One that is over and that nobody had recorded. */
  async tell(actor: Actor, stayId: string, { kind, since, until, note = '' }: ToldAbsence): Promise<AbsenceEpisode[]> {
    return this.change(actor, stayId, async (manager, stay, others) => {
      const end = until ?? stay.departedAt;
      if (!end)
        throw invalidField(
          'until',
          'Say when they were back. Somebody who is away now is recorded with “Away tonight”.',
        );
      const absence = { kind, since, until: end };
      const ended = this.check(stay, absence, others);
      await addAbsence(manager, stayId, { ...absence, note, ended }, { by: actor.id, now: this.clock.now() });
      await this.stays.writeDown(
        manager,
        actor,
        stay,
        'absence_told',
        [ABSENCE_TEXT[kind], note].filter(Boolean).join(': '),
        { happenedAt: since },
      );
    });
  }

  /** What is left out stays as it was written down. One that goes on has no end yet. */
  async correct(
    actor: Actor,
    stayId: string,
    absenceId: string,
    { reason, ...correction }: Partial<ToldAbsence> & { reason: string },
  ): Promise<AbsenceEpisode[]> {
    return this.change(actor, stayId, async (manager, stay, all) => {
      const one = standing(all, absenceId);
      if (!one.until && correction.until)
        throw invalidField('until', 'They are away still, as far as anybody has recorded. Record that they are back.');
      const to = {
        kind: correction.kind ?? one.kind,
        since: correction.since ?? one.since,
        until: one.until && (correction.until ?? one.until),
        note: correction.note ?? one.note,
      };
      if (isSame(one, to) && to.note === one.note)
        throw conflict('nothing-corrected', 'This is what is written down already. Change what is wrong, then save.');
      const others = all.filter(({ id }) => id !== absenceId);
      const found = this.check(stay, to, others);
      const ended = one.ended === 'undone' ? one.ended : found;
      await correctAbsence(manager, absenceId, { ...to, ended }, reason, { by: actor.id, now: this.clock.now() });
      await this.stays.writeDown(manager, actor, stay, 'absence_corrected', reason);
    });
  }

  /** It never was: recorded for another child, or by a slip. What it said stays on record. */
  async takeBack(actor: Actor, stayId: string, absenceId: string, reason: string): Promise<AbsenceEpisode[]> {
    return this.change(actor, stayId, async (manager, stay, all) => {
      const one = standing(all, absenceId);
      await takeAbsenceBack(manager, stayId, one, reason, { by: actor.id, now: this.clock.now() });
      await this.stays.writeDown(manager, actor, stay, 'absence_taken_back', reason);
    });
  }

  /** Refuses times that cannot be; answers with how the absence ended. */
  private check(stay: StayView, absence: AbsenceTime, others: readonly AbsenceEpisode[]) {
    const errors = checkAbsence(absence, { ...stay, now: this.clock.now() });
    if (errors.length > 0) throw invalid('invalid-absence', errors[0]!.message, errors);
    const missingFrom = others.filter(isMissing).map(({ since }) => since);
    return endOf(absence, { departedAt: stay.departedAt, missingFrom });
  }

  private async change(
    actor: Actor,
    stayId: string,
    work: (manager: EntityManager, stay: StayView, absences: readonly AbsenceEpisode[]) => Promise<void>,
  ): Promise<AbsenceEpisode[]> {
    const seen = await this.stays.find(this.dataSource.manager, actor, stayId);
    return inTransaction(this.dataSource, async (manager) => {
      await this.beds.begin(manager, seen);
      const stay = await this.stays.find(manager, actor, stayId);
      refuseIfChanged(stay);
      if (stay.state !== 'in_residence' && stay.state !== 'completed')
        throw conflict('not-possible-now', 'Only somebody who has come can have been away. Record the arrival first.');
      await work(manager, stay, await readAbsences(manager, actor, stayId));
      return readAbsences(manager, actor, stayId);
    });
  }
}

const isMissing = ({ kind, ended }: AbsenceEpisode): boolean => kind === 'missing' && ended !== 'taken_back';

/** The absence of that id, unless it was taken back. */
function standing(all: readonly AbsenceEpisode[], absenceId: string): AbsenceEpisode {
  const one = all.find(({ id }) => id === absenceId);
  if (!one) throw notFound();
  if (one.ended === 'taken_back')
    throw conflict('absence-taken-back', 'This was taken back: it was recorded by mistake. Record the absence anew.');
  return one;
}

const isSame = (one: AbsenceTime, other: AbsenceTime): boolean =>
  one.kind === other.kind &&
  one.since.getTime() === other.since.getTime() &&
  one.until?.getTime() === other.until?.getTime();
