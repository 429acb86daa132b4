import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { CalendarService } from '../calendar/calendar.service.js';
import type { Actor } from '../identity/domain/actor.js';
import { conflict, DomainError, forbidden, invalidField } from '../kernel/domain-error.js';
import { addDays, daysBetween, type PlainDate } from '../kernel/nights.js';
import { sayDate } from '../kernel/say-date.js';
import { Clock } from '../platform/clock.js';
import { allOrNone } from '../platform/transaction.js';
import { whateverChanged } from '../platform/unchanged.js';
import { BookingService } from './booking.service.js';
import { placed } from './domain/occurrences.js';
import { MOST_PARTS } from './domain/parts.js';
import { isSeries, type Series } from './domain/series.js';
import type { RequestState } from './domain/states.js';
import { BEYOND, CLASHES, shifted } from './domain/shift-series.js';
import { RequestActionsService } from './request-actions.service.js';
import type { RequestPlace, SeriesView } from './request-view.js';
import { RequestsService, type LockedPart } from './requests.service.js';
import { SeriesDrafts } from './series-drafts.service.js';
import { SeriesLooks } from './series-looks.service.js';
import type { SeriesDone } from './series-steps.service.js';
import { TimelineService } from './timeline.service.js';
import { Withdrawals, type Withdrawal, type WithdrawalView } from './withdrawals.service.js';

type Changed = Omit<SeriesDone, 'done'> & { done: { date: PlainDate; part: string }[] };
type Why = Pick<Withdrawal, 'reasons' | 'namesNobodyElse'>;
type Possible = LockedPart & { occurrence: PlainDate; wishedArrival: PlainDate };

/** One break of a series later on, by itself or with all that follow it: put on other days, left out, put back. */
@Injectable()
export class SeriesLater {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly requests: RequestsService,
    private readonly booking: BookingService,
    private readonly withdrawals: Withdrawals,
    private readonly looks: SeriesLooks,
    private readonly actions: RequestActionsService,
    private readonly drafts: SeriesDrafts,
    private readonly calendar: CalendarService,
    private readonly timeline: TimelineService,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /**
   * Asks for a break on other days, and for those that follow as many days earlier or later. Breaks that
   * cannot be put there, that hold nights or are booked are left with what to do; the others are put on other days.
   */
  async shift(
    actor: Actor,
    requestId: string,
    { date, arrival, following = false }: { date: PlainDate; arrival: PlainDate; following?: boolean | undefined },
  ): Promise<Changed> {
    return this.under(actor, requestId, 'ask for other days', async (parts, manager) => {
      const these = parts.filter(({ occurrence }) => (following ? occurrence >= date : occurrence === date));
      const first = these.find(({ occurrence }) => occurrence === date);
      if (!first) throw invalidField('date', NO_SUCH);
      const series = first.series as SeriesView & Series;
      const days = daysBetween(first.wishedArrival, arrival);
      if (days === 0) throw invalidField('arrival', 'It is asked for on these days already. Choose others.');
      if (Math.abs(days) > MOST_SHIFT) throw invalidField('arrival', TOO_FAR);
      const { today, horizon } = this.calendar.horizon(first.unit.zone);
      const { moved, left } = shifted(parts, these, { days, nights: series.nights, today, horizon });
      const [none] = left;
      if (moved.length === 0 && none)
        throw none.why === BEYOND
          ? invalidField('arrival', `Choose a day from ${sayDate(today)} to ${sayDate(horizon)}.`)
          : none.why === CLASHES
            ? invalidField('arrival', CLASHES)
            : conflict('not-possible-now', none.why);
      const along = following ? leftOutFrom(first, date) : [];
      await this.put(manager, [...moved, ...along], series, { days, today });
      if (following) await this.putExceptions(manager, first.id, series, { date, days });
      const by = Math.abs(days) === 1 ? '1 day' : `${Math.abs(days)} days`;
      const note = `Asked for on other days: ${by} ${days < 0 ? 'earlier' : 'later'}.`;
      const about = {
        ...first,
        standsForAll: true,
        parts: first.parts.filter(({ id }) => moved.some((one) => one.partId === id)),
      };
      await this.timeline.note(manager, about, { action: 'add_note', by: actor.id, note });
      const entry = { action: 'series.shifted', subject: 'request', subjectId: first.id };
      await this.audit.record(manager, actor, {
        ...entry,
        youngPeople: [first.youngPerson.id],
        details: { date, days },
      });
      return {
        done: moved.map(said),
        left: left.map(({ part, why }) => ({ ...said(part), why })),
      };
    });
  }

  /** What would go with a break and all that follow it, before anything does. */
  wouldEnd(actor: Actor, requestId: string, date: PlainDate): Promise<WithdrawalView> {
    return this.withdrawals.of(actor, requestId, ({ occurrence }) => occurrence !== null && occurrence >= date);
  }

  /**
   * Leaves out a break and all that follow it, with what is held and booked for them; and no more are to come. Booked stays
   * are called off only by whoever saw which, and says who did, why and when.
   */
  async end(actor: Actor, requestId: string, date: PlainDate, why: Withdrawal): Promise<Changed> {
    return this.under(actor, requestId, 'end it', async (parts, manager) => {
      const these = parts.filter(({ occurrence }) => occurrence >= date);
      if (these.length === 0) throw invalidField('date', NO_SUCH);
      const { going, left } = await this.withdrawals.withdrawIn(manager, actor, these, why);
      await manager.query(
        `UPDATE request_series SET until_date = $2::date - 1, times = NULL WHERE request_id = $1 AND starts_on < $2`,
        [these[0]!.id, date],
      );
      return { done: going.map(said), left: left.map(({ part, why: reason }) => ({ ...said(part), why: reason })) };
    });
  }

  /**
   * Puts back a date that was left out: before the request was sent it becomes a part of it now; afterwards its part is
   * opened again, by whoever may. A date that is over is not put back.
   */
  async putBack(actor: Actor, requestId: string, date: PlainDate, why: Why): Promise<void> {
    const request = await this.requests.open(actor, requestId);
    const { series } = request;
    if (!series || !isWhole(series)) throw conflict('not-a-series', 'This request does not repeat.');
    const part = request.parts.find(({ occurrence }) => occurrence === date);
    if (part) {
      await this.reopen(actor, part.id, date, why);
      return;
    }
    const left = series.exceptions.find((one) => one.date === date && one.skipped);
    if (!left) throw invalidField('date', NO_SUCH);
    const arrival = left.arrival ?? date;
    await this.under(actor, requestId, 'put a break back', (parts, manager) =>
      this.add(manager, actor, parts[0]!, { series, date, arrival }),
    );
  }

  private async reopen(actor: Actor, partId: string, date: PlainDate, why: Why): Promise<void> {
    const place = await this.requests.locate(actor, partId);
    await allOrNone(this.dataSource, async (manager) => {
      const seenAs = this.looks.seenAs(manager, actor);
      await this.booking.lock(manager, place, () =>
        this.requests.lockAllFor(manager, actor, [place], 'reopen', undefined, seenAs),
      );
      await whateverChanged(() => this.actions.take(actor, partId, 'reopen', why));
      await this.reaches(manager, place.id, date);
    });
  }

  /** A series that had ended before the date goes on until it, once it is wanted again. */
  private async reaches(manager: EntityManager, requestId: string, date: PlainDate): Promise<void> {
    await manager.query(
      `UPDATE request_series SET until_date = $2::date WHERE request_id = $1 AND until_date < $2::date`,
      [requestId, date],
    );
  }

  private async add(
    manager: EntityManager,
    actor: Actor,
    like: Possible,
    { series, date, arrival }: { series: SeriesView & Series; date: PlainDate; arrival: PlainDate },
  ): Promise<Changed> {
    const { today, horizon } = this.calendar.horizon(like.unit.zone);
    const { wanted, window } = placed(arrival, series, today);
    if (wanted.arrival < today || wanted.departure > horizon) throw invalidField('date', BEYOND);
    const [taken] = await manager.query<{ position: number }[]>(
      `SELECT max(position) AS position FROM request_parts WHERE request_id = $1`,
      [like.id],
    );
    if (taken!.position >= MOST_PARTS) throw conflict('too-many-parts', FULL);
    const partId = randomUUID();
    await manager.query(
      `INSERT INTO request_parts (id, request_id, position, young_person_id, nights, windows, weekdays, state, state_since,
                                  occurrence, wished_arrival, earliest_arrival, latest_departure)
       VALUES ($1, $2, $3, $4, $5, '{}', '{}', 'draft', $6, $7, $8, $9, $10)`,
      [
        ...[partId, like.id, taken!.position + 1, like.youngPerson.id, series.nights, this.clock.now()],
        ...[date, wanted.arrival, window.from, window.to],
      ],
    );
    await this.drafts.except(manager, like.id, [{ date, skipped: false, arrival: null }]);
    await this.reaches(manager, like.id, date);
    const part = { ...like, partId, nights: series.nights, to: window.to, state: 'draft' as const };
    await this.timeline.stepEach(manager, [part], { action: 'submit', to: 'submitted', by: actor.id });
    const entry = { action: 'series.put_back', subject: 'request', subjectId: like.id };
    await this.audit.record(manager, actor, { ...entry, youngPeople: [like.youngPerson.id], details: { date } });
    return { done: [{ date, part: partId }], left: [] };
  }

  /** Whoever may withdraw a break may say that it is wanted on other days, or again. */
  private async under(
    actor: Actor,
    requestId: string,
    what: 'end it' | 'ask for other days' | 'put a break back',
    work: (parts: Possible[], manager: EntityManager) => Promise<Changed>,
  ): Promise<Changed> {
    const places = await this.requests.locateAll(actor, requestId);
    const [{ unitId, youngPersonId }] = places as [RequestPlace];
    return allOrNone(this.dataSource, async (manager) => {
      const locked = await this.booking.lock(manager, { unitId, youngPersonId }, () =>
        inWords(
          actor,
          what,
          this.requests.lockAllFor(manager, actor, places, 'withdraw', undefined, this.looks.seenAs(manager, actor)),
        ),
      );
      const parts = locked.filter(isSent);
      if (parts.length === 0) throw conflict('not-a-series', 'This request does not repeat, or was not sent yet.');
      return whateverChanged(() => work(parts, manager));
    });
  }

  /** Dates that were left out before the request was sent, from this one on, go along. */
  private async putExceptions(
    manager: EntityManager,
    requestId: string,
    { exceptions }: SeriesView,
    { date, days }: { date: PlainDate; days: number },
  ): Promise<void> {
    const said = exceptions.flatMap((one) => {
      if (!one.skipped || one.date < date) return [];
      const arrival = addDays(one.arrival ?? one.date, days);
      return [{ ...one, arrival: arrival === one.date ? null : arrival }];
    });
    await this.drafts.except(manager, requestId, said);
  }

  private async put(
    manager: EntityManager,
    parts: readonly Pick<Possible, 'partId' | 'wishedArrival'>[],
    series: Series,
    { days, today }: { days: number; today: PlainDate },
  ): Promise<void> {
    const now = parts.map(({ wishedArrival }) => placed(addDays(wishedArrival, days), series, today));
    await manager.query(
      `UPDATE request_parts p SET wished_arrival = m.wished, earliest_arrival = m.from_day, latest_departure = m.to_day
         FROM unnest($1::uuid[], $2::date[], $3::date[], $4::date[]) AS m (id, wished, from_day, to_day) WHERE p.id = m.id`,
      [
        ...[parts.map(({ partId }) => partId), now.map(({ wanted }) => wanted.arrival)],
        ...[now.map(({ window }) => window.from), now.map(({ window }) => window.to)],
      ],
    );
  }
}

/** A refusal that is another’s step is said in the words of this one. */
async function inWords<T>({ role }: Actor, what: string, step: Promise<T>): Promise<T> {
  if (role !== 'unit_staff' || what === 'end it') return step;
  try {
    return await step;
  } catch (error) {
    if (!(error instanceof DomainError) || error.kind !== 'forbidden') throw error;
    throw forbidden(`Only the key worker, a manager or whoever asked for the breaks can ${what}. Tell the key worker.`);
  }
}

/** Breaks that were left out or called off, from a date on: put back, they are to lie like those that follow them. */
function leftOutFrom({ parts }: LockedPart, date: PlainDate): Pick<Possible, 'partId' | 'wishedArrival'>[] {
  return parts.flatMap(({ id, state, occurrence, wishedArrival, isOver }) =>
    LEFT_OUT.includes(state) && !isOver && occurrence !== null && occurrence >= date && wishedArrival !== null
      ? [{ partId: id, wishedArrival }]
      : [],
  );
}

const LEFT_OUT: readonly RequestState[] = ['withdrawn', 'cancelled'];

const isSent = (part: LockedPart): part is Possible => part.occurrence !== null && part.wishedArrival !== null;
const isWhole = (series: SeriesView): series is SeriesView & Series => isSeries(series);
const said = ({ occurrence, partId }: Possible) => ({ date: occurrence, part: partId });

const MOST_SHIFT = 13;
const TOO_FAR = `A break can be put at most ${MOST_SHIFT} days to either side. Leave it out, and ask for another one.`;
const NO_SUCH = 'The series has no such break now. Look at its dates again and choose one of them.';
const FULL = 'This request has as many breaks as one can have. Ask for another one in a request of its own.';
