import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { AccessService } from '../identity/access.service.js';
import { maySign, worksAt, type Actor } from '../identity/domain/actor.js';
import { conflict, forbidden, invalidField, notFound } from '../kernel/domain-error.js';
import { Clock } from '../platform/clock.js';
import { inTransaction } from '../platform/transaction.js';
import { refuseIfChanged } from '../platform/unchanged.js';
import { correctsAnything, type VisitCorrection, type VisitKind, type VisitTime } from '../stays/domain/visit.js';
import { NamesOfOthers } from '../stays/names-of-others.service.js';
import { VisitsService, type VisitView } from '../stays/visits.service.js';
import { BookingService } from './booking.service.js';
import { refuseUnless, VisitDays } from './visit-days.service.js';

export interface WantedVisit extends VisitTime {
  youngPersonId: string;
  kind: VisitKind;
  note?: string | undefined;
  /** A manager who may sign goes over what the staff can take, with this reason. */
  overrule?: string | undefined;
  /** It took place already: who was there. */
  whoWasThere?: string | undefined;
  /** That a date more than a month back is right, or that it was another visit than the one planned for that day. */
  certain?: boolean | undefined;
  /** What seems to be the name of another young person in what the key worker reads is not. */
  namesNobodyElse?: boolean | undefined;
}

interface Reasons {
  /** A manager who may sign goes over what the staff of the new day can take, with this reason. */
  overrule?: string | undefined;
  reason?: string | undefined;
  namesNobodyElse?: boolean | undefined;
}

/** Why a visit is called off or put right, and that it names nobody else. */
interface Why {
  reason: string;
  namesNobodyElse?: boolean | undefined;
}

function refuseUnlessSigning(actor: Actor, unitId: string, what = 'go over this'): void {
  if (!maySign(actor, unitId))
    throw forbidden(`Only the registered manager of the unit or a named delegate can ${what}.`);
}

const subjectOf = ({ youngPerson, date }: VisitView) => ({ youngPersonId: youngPerson.id, date });

/** The times of what took place, by the API's names. */
const STARTED = { startsAt: 'startedAt', endsAt: 'endedAt' };

const PLANNED_TOO =
  'A visit of theirs is planned for this day. If it was that one, record on its page that it took place. If it was another, say that the date and the time are right.';

const NOT_POSSIBLE = {
  planned: 'This visit is not planned any more. Look at what was written down.',
  happened: 'This visit is not written down as one that took place. Look at what was recorded of it.',
};

/** Visits without a night: whether one may be planned, and what became of it. */
@Injectable()
export class VisitPlansService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly visits: VisitsService,
    private readonly days: VisitDays,
    private readonly booking: BookingService,
    private readonly access: AccessService,
    private readonly names: NamesOfOthers,
    private readonly clock: Clock,
  ) {}

  /** Plans a visit that the day allows; or writes one down that took place, whatever the day. */
  async plan(actor: Actor, unitId: string, wanted: WantedVisit): Promise<VisitView> {
    this.access.requireUnit(actor, unitId);
    const { youngPersonId, overrule, whoWasThere } = wanted;
    const tookPlace = whoWasThere !== undefined;
    if (overrule !== undefined) refuseUnlessSigning(actor, unitId);
    if (tookPlace && !worksAt(actor, unitId))
      throw forbidden('What took place at the unit is written down by its own people.');
    const place = { unitId, youngPersonId, date: wanted.date };
    return inTransaction(this.dataSource, async (manager) => {
      await this.requireSeen(manager, actor, youngPersonId);
      await this.days.check(manager, unitId, wanted, { tookPlace, certain: wanted.certain });
      const texts = { note: wanted.note, whoWasThere };
      await this.refuseNames(manager, actor, wanted, texts, wanted.namesNobodyElse);
      await this.booking.lock(manager, place);
      const against = await this.days.against(manager, place);
      if (tookPlace && !wanted.certain && (await this.visits.isPlanned(manager, place)))
        throw conflict('visit-planned-already', PLANNED_TOO, [{ field: 'certain', message: PLANNED_TOO }]);
      const goneOver = tookPlace ? '' : refuseUnless(actor, against, overrule);
      // Who plans with a unit makes the young person known to it.
      await this.access.grant(manager, { youngPersonId, unitId, why: 'known_to_unit', at: this.clock.now() });
      const planned = { ...wanted, unitId, note: wanted.note ?? '', overruledBecause: goneOver };
      const told = tookPlace ? { whoWasThere, against: [...against.keys()] } : undefined;
      return this.visits.plan(manager, actor, planned, told);
    });
  }

  /** It took place. That is never refused; what stood against it is kept with it. */
  async happened(
    actor: Actor,
    id: string,
    told: {
      whoWasThere: string;
      startedAt?: string | undefined;
      endedAt?: string | undefined;
      certain?: boolean | undefined;
      namesNobodyElse?: boolean | undefined;
    },
  ): Promise<VisitView> {
    return this.end(actor, id, async (manager, visit) => {
      const { whoWasThere, namesNobodyElse } = told;
      await this.refuseNames(manager, actor, subjectOf(visit), { whoWasThere }, namesNobodyElse);
      const { date, unit, youngPerson } = visit;
      const startsAt = told.startedAt ?? visit.startsAt;
      const endsAt = told.endedAt ?? visit.endsAt;
      const { certain } = told;
      await this.days.check(manager, unit.id, { date, startsAt, endsAt }, { tookPlace: true, certain, names: STARTED });
      const against = await this.days.against(manager, { unitId: unit.id, youngPersonId: youngPerson.id, date });
      return { state: 'happened', whoWasThere: told.whoWasThere, startsAt, endsAt, against: [...against.keys()] };
    });
  }

  async cancel(actor: Actor, id: string, { reason, namesNobodyElse }: Why): Promise<VisitView> {
    return this.end(actor, id, async (manager, visit) => {
      await this.refuseNames(manager, actor, subjectOf(visit), { reason }, namesNobodyElse);
      return { state: 'cancelled', cancelledWhy: reason };
    });
  }

  /** It did not take place, though that was written down: what was said of it stays on record. */
  async takeBack(actor: Actor, id: string, { reason, namesNobodyElse }: Why): Promise<VisitView> {
    return this.change(actor, id, 'happened', async (manager, visit) => {
      await this.refuseNames(manager, actor, subjectOf(visit), { reason }, namesNobodyElse);
      return this.visits.end(manager, actor, visit, { state: 'cancelled', cancelledWhy: reason });
    });
  }

  /**
   * Another day or time, decided like a visit that is planned anew. Only another time on a day about which nothing is to be
   * solved asks nothing: they are counted on it already.
   */
  async move(actor: Actor, id: string, to: VisitTime & Reasons): Promise<VisitView> {
    return this.change(actor, id, 'planned', async (manager, visit) => {
      const { unit, youngPerson } = visit;
      const { date, startsAt, endsAt, overrule, reason = '' } = to;
      if (overrule !== undefined) refuseUnlessSigning(actor, unit.id);
      await this.days.check(manager, unit.id, to, { tookPlace: false });
      await this.refuseNames(manager, actor, { ...subjectOf(visit), date }, { reason }, to.namesNobodyElse);
      const isSameDay = date === visit.date;
      if (isSameDay && startsAt === visit.startsAt && endsAt === visit.endsAt)
        throw conflict('nothing-moved', 'The visit is planned for then already. Choose another day or another time.');
      const isToSolve = (await this.visits.conflictsOf(actor, [visit], manager)).size > 0;
      const stays = isSameDay && !isToSolve;
      const place = { unitId: unit.id, youngPersonId: youngPerson.id, date };
      const overruledBecause = stays
        ? visit.overruledBecause
        : refuseUnless(actor, await this.days.against(manager, place), overrule);
      return this.visits.move(manager, actor, visit, { date, startsAt, endsAt, overruledBecause }, reason);
    });
  }

  /** Somebody who signs for the unit decided that the visit goes ahead in spite of what it meets. */
  async decided(actor: Actor, id: string, reasons: string): Promise<VisitView> {
    return this.change(actor, id, 'planned', async (manager, visit) => {
      refuseUnlessSigning(actor, visit.unit.id, 'decide this');
      const decided = await this.visits.goAhead(manager, actor, visit, reasons);
      if (!decided) throw conflict('no-conflict', 'There is nothing to decide: nothing stands against this visit.');
      return decided;
    });
  }

  /**
   * What was written down of a visit that took place is put right, by the unit's own people; what it said before is kept.
   * On another day other things stood against it.
   */
  async correct(
    actor: Actor,
    id: string,
    correction: VisitCorrection,
    { reason, certain, namesNobodyElse }: Why & { certain?: boolean | undefined },
  ): Promise<VisitView> {
    return this.change(actor, id, 'happened', async (manager, visit) => {
      const wanted = {
        date: correction.date ?? visit.date,
        startsAt: correction.startsAt ?? visit.startsAt,
        endsAt: correction.endsAt ?? visit.endsAt,
      };
      if (correction.whoWasThere === '') throw invalidField('whoWasThere', 'Somebody was there: write who.');
      if (!correctsAnything(visit, correction))
        throw conflict('nothing-corrected', 'This is what is written down already. Change what is wrong, then save.');
      const { unit, youngPerson } = visit;
      const { whoWasThere, note } = correction;
      const texts = { whoWasThere, note, reason };
      await this.refuseNames(manager, actor, { ...subjectOf(visit), date: wanted.date }, texts, namesNobodyElse);
      const isOnRecord = wanted.date === visit.date;
      await this.days.check(manager, unit.id, wanted, { tookPlace: true, certain, isOnRecord, names: STARTED });
      if (isOnRecord) return this.visits.correct(manager, actor, visit, correction, reason);
      const place = { unitId: unit.id, youngPersonId: youngPerson.id, date: wanted.date };
      const against = [...(await this.days.against(manager, place)).keys()];
      return this.visits.correct(manager, actor, visit, { ...correction, against }, reason);
    });
  }

  /** The key worker reads what is written of a visit; who is there that day is near. */
  private refuseNames(
    manager: EntityManager,
    actor: Actor,
    { youngPersonId, date }: Pick<WantedVisit, 'youngPersonId' | 'date'>,
    texts: Record<string, string | undefined>,
    namesNobodyElse?: boolean,
  ): Promise<void> {
    const nights = { arrival: date, departure: date };
    return this.names.refuseAny(manager, actor, { about: [youngPersonId], nights, texts, namesNobodyElse });
  }

  private async end(
    actor: Actor,
    id: string,
    work: (manager: EntityManager, visit: VisitView) => Promise<Parameters<VisitsService['end']>[3]>,
  ): Promise<VisitView> {
    return this.change(actor, id, 'planned', async (manager, visit) =>
      this.visits.end(manager, actor, visit, await work(manager, visit)),
    );
  }

  private async change(
    actor: Actor,
    id: string,
    from: 'planned' | 'happened',
    work: (manager: EntityManager, visit: VisitView) => Promise<VisitView>,
  ): Promise<VisitView> {
    const { unit, youngPerson } = await this.visits.find(this.dataSource.manager, actor, id);
    return inTransaction(this.dataSource, async (manager) => {
      await this.booking.lock(manager, { unitId: unit.id, youngPersonId: youngPerson.id });
      const visit = await this.visits.find(manager, actor, id);
      refuseIfChanged(visit);
      if (visit.state !== from) throw conflict('not-possible-now', NOT_POSSIBLE[from]);
      return work(manager, visit);
    });
  }

  private async requireSeen(manager: EntityManager, actor: Actor, youngPersonId: string): Promise<void> {
    const seen = await this.access.seen(manager, actor, [youngPersonId]);
    if (seen.has(youngPersonId)) return;
    const message = 'We could not find this young person. Choose one whose records you may see.';
    throw notFound(message, [{ field: 'youngPerson', message }]);
  }
}
