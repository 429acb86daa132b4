import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { Actor } from '../identity/domain/actor.js';
import { dateIn, daysBetween } from '../kernel/nights.js';
import { Clock } from '../platform/clock.js';
import { AbsenceEpisodes } from './absence-episodes.service.js';
import { LEGAL_STATUS_TEXT } from './domain/legal-status-text.js';
import { lastCount, onTheStay } from './domain/medicine.js';
import { standingOf } from './domain/stay-state.js';
import { cut, endingToFile, notesToFile } from './domain/summary.js';
import type { SummaryAnswer } from './dto/summary.answer.js';
import { MedicinesService } from './medicines.service.js';
import { OutcomesService } from './outcomes.service.js';
import { ReviewsService } from './reviews.service.js';
import { StayNotes } from './stay-notes.service.js';
import { StaysService, type StayView } from './stays.service.js';

/** As many of the latest notes as are looked through for a summary. */
const NOTES_READ = 100;

/**
 * A stay on one page, to be filed in the council's case system under its case number. It holds nothing from which another
 * child could be recognised, whoever makes it: it goes into one child's file, and leaves this service.
 */
@Injectable()
export class SummaryService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly stays: StaysService,
    private readonly notes: StayNotes,
    private readonly absences: AbsenceEpisodes,
    private readonly medicines: MedicinesService,
    private readonly reviews: ReviewsService,
    private readonly outcomes: OutcomesService,
    private readonly clock: Clock,
  ) {}

  async of(actor: Actor, stayId: string): Promise<SummaryAnswer> {
    const stay = await this.stays.open(actor, stayId);
    const [notes, absences, medicines, went, outcomes] = await Promise.all([
      this.notes.latest(actor, stay, NOTES_READ),
      this.absences.ofStay(actor, stay),
      this.medicines.ofStay(stay),
      this.reviews.ofStay(actor, stay, { forFile: true }),
      this.outcomes.ofStay(actor, stay),
    ]);
    await this.stays.trail(this.dataSource.manager, actor, 'stay.summarised', [stay]);
    const filed = notesToFile(notes);
    const left = stay.departedAt && dateIn(stay.departedAt, stay.unit.zone);
    return {
      caseNumber: stay.youngPerson.caseNumber,
      youngPerson: stay.youngPerson,
      unit: stay.unit,
      standing: standingOf(stay),
      kind: stay.kind,
      arrival: stay.arrival,
      departure: stay.departure,
      plannedArrival: stay.plannedArrival,
      plannedDeparture: stay.plannedDeparture,
      arrivedAt: stay.arrivedAt,
      departedAt: stay.departedAt,
      nights: didNotHappen(stay) || (left && left <= stay.arrival) ? 0 : daysBetween(stay.arrival, stay.departure),
      legal: stay.legal && `${LEGAL_STATUS_TEXT[stay.legal.status]}, decided by ${stay.legal.decidedBy.name}`,
      ending: endingToFile(stay.ending),
      purpose: went.purpose,
      absences: absences
        .filter(({ ended }) => ended !== 'taken_back')
        .map(({ kind, since, until, ended }) => ({ kind, since, until, ended })),
      medicines: onTheStay(medicines).map((one) => ({
        ...{ name: one.name, form: one.form, difference: one.difference },
        in: lastCount(one, 'in')?.count ?? null,
        out: lastCount(one, 'out')?.count ?? null,
      })),
      notes: filed.notes.map(({ kind, text, at, by }) => ({ kind, text, at, by })),
      moreNotes: filed.more,
      reviews: went.reviews
        .filter(({ namesOthers, voice }) => !namesOthers || voice === 'staff')
        .map(({ voice, face, said, saidBy, how, metAim, aims, nextTime, namesOthers, at, by }) => ({
          ...{ voice, face, saidBy, how, metAim, at, by },
          said: namesOthers ? '' : cut(said),
          nextTime: namesOthers ? '' : cut(nextTime),
          aims: aims.map((aim) => ({ ...aim, said: namesOthers ? '' : cut(aim.said) })),
        }))
        .toReversed(),
      outcomes: outcomes
        .map(({ name, unit, values: { before, after, later } }) => ({
          ...{ name, unit },
          ...{ before: before?.value ?? null, after: after?.value ?? null, later: later?.value ?? null },
        }))
        .filter(({ before, after, later }) => before !== null || after !== null || later !== null),
      madeAt: this.clock.now(),
      madeBy: actor.name,
    };
  }
}

/** Nobody spent a night on a stay that was called off or to which nobody came. */
const didNotHappen = ({ state }: Pick<StayView, 'state'>): boolean => state === 'cancelled' || state === 'no_show';
