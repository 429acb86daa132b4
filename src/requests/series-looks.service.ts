import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { CalendarService } from '../calendar/calendar.service.js';
import { mayAskOf, type Actor } from '../identity/domain/actor.js';
import { conflict, invalid, notFound, type FieldError } from '../kernel/domain-error.js';
import { addDays, type PlainDate } from '../kernel/nights.js';
import { PeopleService } from '../people/people.service.js';
import { DecisionFlags } from './decision-flags.service.js';
import { judgeSeries } from './domain/judge-series.js';
import { occurrencesOf, type Occurrence } from './domain/occurrences.js';
import { checkSeries, isSeries, missingOfSeries, type Series } from './domain/series.js';
import { isUnassessed, shownTo, toldTo } from './domain/series-advice.js';
import { ASKING_STATES } from './domain/states.js';
import type { TheirOwn } from './domain/their-nights.js';
import type { SeriesDto } from './dto/series.dto.js';
import { occurrencesJson } from './pages/occurrences.json.js';
import type { OpenedRequest, PartView, SeriesView } from './request-view.js';
import { RequestsService } from './requests.service.js';
import type { LookAgainAt, LookedOccurrence, SeenOffer, SeriesLook } from './series-look.js';
import { SeriesDates } from './series-dates.service.js';
import { SeriesDrafts } from './series-drafts.service.js';
import { SeriesGrounds } from './series-grounds.service.js';

interface Whom {
  unit: { id: string; zone: string };
  youngPerson: TheirOwn & { dateOfBirth: PlainDate };
}
type Dated = Occurrence & { part: PartView | null };

/** Every break of a series with its own result, in one pass over all of its days. */
@Injectable()
export class SeriesLooks {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly requests: RequestsService,
    private readonly grounds: SeriesGrounds,
    private readonly dates: SeriesDates,
    private readonly drafts: SeriesDrafts,
    private readonly calendar: CalendarService,
    private readonly people: PeopleService,
    private readonly flags: DecisionFlags,
  ) {}

  async of(actor: Actor, requestId: string): Promise<SeriesLook & { request: OpenedRequest }> {
    const request = await this.requests.open(actor, requestId);
    const look = await this.ofRequest(actor, request);
    return { request, ...(await this.flagged(this.dataSource.manager, actor, look)) };
  }

  async ofRequest(actor: Actor, request: OpenedRequest): Promise<SeriesLook> {
    const { series } = request;
    if (!series) throw conflict('not-a-series', 'This request does not repeat. Look at its nights instead.');
    if (request.state === 'draft') return this.look(this.dataSource.manager, actor, request, series);
    if (!isWhole(series)) throw conflict('answers-missing', UNFINISHED);
    const sent = sentOccurrences(request.parts, series);
    return this.judged(this.dataSource.manager, actor, request, { series, dated: sent, termsUnknown: null });
  }

  /** The whole of one as its list of breaks is answered, in the transaction of whoever acts on it: looked up once, before it is changed. */
  seenAs(manager: EntityManager, actor: Actor): (request: OpenedRequest) => Promise<object> {
    const look = async (request: OpenedRequest) =>
      request.series
        ? occurrencesJson(await this.flagged(manager, actor, await this.inOne(manager, actor, request)))
        : {};
    let seen: Promise<object> | undefined;
    return (request) => (seen ??= look(request));
  }

  /** The same in the transaction of whoever acts on it under the locks of a booking. */
  async inOne(manager: EntityManager, actor: Actor, request: OpenedRequest): Promise<SeriesLook> {
    const { series } = request;
    if (!series || !isWhole(series)) throw conflict('not-a-series', 'This request does not repeat.');
    const dated = sentOccurrences(request.parts, series);
    return this.judged(manager, actor, request, { series, dated, termsUnknown: null });
  }

  /** The same of a series that nobody has asked for yet; nothing is kept. */
  async preview(
    actor: Actor,
    { youngPerson, unit, series }: { youngPerson: string; unit: string; series: SeriesDto },
  ): Promise<SeriesLook> {
    const { manager } = this.dataSource;
    if (!mayAskOf(actor, unit)) throw notFound('We could not find this unit. Choose one of yours.');
    const person = await this.people.open(actor, youngPerson);
    const { id, zone } = await this.calendar.unitOf(manager, unit);
    const said = this.drafts.said(series ?? {}, {});
    const missing = missingOfSeries(said).map(({ field, message }) => ({ field: `series.${field}`, message }));
    const errors = [...missing, ...(await this.drafts.check(manager, actor, this.calendar.horizon(zone), ALONE, said))];
    if (errors[0]) throw invalid('invalid-request', errors[0].message, errors);
    return this.look(manager, actor, { unit: { id, zone }, youngPerson: person }, said);
  }

  /** With the decisions among them that are to be looked at again, for whoever can do something about it. */
  private async flagged(manager: EntityManager, actor: Actor, look: SeriesLook): Promise<SeriesLook> {
    if (actor.role === 'cas_worker') return look;
    const parts = look.occurrences.flatMap(({ part }) => part ?? []);
    const flags = await this.flags.ofThese(manager, actor, {
      stays: parts.flatMap(({ stay }) => stay?.id ?? []),
      offers: parts.flatMap(({ offers }) => offers.filter(({ state }) => state !== 'proposed').map(({ id }) => id)),
    });
    const again = ({ part }: LookedOccurrence): LookAgainAt | null => {
      const flag = flags.find(({ standing: { stay, offer } }) =>
        stay ? part?.stay?.id === stay : part?.offers.some(({ id }) => id === offer),
      );
      if (!flag) return null;
      const { stay, offer } = flag.standing;
      return { why: flag.isRefused ? 'decided_against' : 'changed', stay, offer };
    };
    return { ...look, occurrences: look.occurrences.map((one) => ({ ...one, lookAgain: again(one) })) };
  }

  /** What is wrong by now with how a draft repeats, field by field. */
  wrongWith({ unit }: OpenedRequest, series: SeriesView): FieldError[] {
    const { today, horizon } = this.calendar.horizon(unit.zone);
    return checkSeries(series, today, horizon);
  }

  private async look(manager: EntityManager, actor: Actor, whom: Whom, series: SeriesView): Promise<SeriesLook> {
    const span = this.calendar.horizon(whom.unit.zone);
    const errors = checkSeries(series, span.today, span.horizon);
    if (errors[0]) throw invalid('invalid-request', errors[0].message, errors);
    if (!isWhole(series)) throw conflict('answers-missing', UNFINISHED);
    const found = await this.dates.right(manager, actor.organisationId, series, span);
    const dated = occurrencesOf(found.dates, series, series.exceptions, span.today).map((one) => ({
      ...one,
      part: null,
    }));
    return this.judged(manager, actor, whom, { series, dated, termsUnknown: found.termsUnknown ?? null });
  }

  private async judged(
    manager: EntityManager,
    actor: Actor,
    whom: Whom,
    {
      series,
      dated,
      termsUnknown,
    }: { series: SeriesView & Series; dated: readonly Dated[]; termsUnknown: PlainDate | null },
  ): Promise<SeriesLook> {
    const open = dated.filter(isToJudge);
    const waiting = actor.role === 'cas_worker' ? [] : dated.filter(isToSign);
    const answers = new Map<string, Pick<LookedOccurrence, 'answer' | 'reasons' | 'others'>>();
    const seen = new Map<string, SeenOffer[]>();
    if (open.length + waiting.length > 0) {
      const { unit, youngPerson } = whom;
      const { id: youngPersonId, dateOfBirth } = youngPerson;
      const loaded = await this.grounds.of(manager, actor, { unitId: unit.id, youngPersonId, dateOfBirth }, [
        ...open,
        ...waiting,
      ]);
      const { matching } = loaded;
      const isTold = actor.role === 'cas_worker';
      const say = isTold ? toldTo(youngPerson, loaded.ground.house, matching) : shownTo(matching);
      // Whoever signs sees the advice on the very nights and the bed that are held.
      for (const { date, part } of waiting) {
        const these = part!.offers.filter(({ state }) => state === 'proposed');
        const { arrival, departure, bed } = these[0]!;
        seen.set(
          date,
          these.map((one) => ({ offer: one.id, seenGroup: matching.shownAs(one, one.bed.id) })),
        );
        const { verdict } = matching.find({ arrival, departure }, bed.id);
        answers.set(date, { answer: { result: null, told: null, verdict, moves: [] }, reasons: [], others: [] });
      }
      const takesAll = isTold && isUnassessed(matching, youngPersonId, loaded.loaded.today);
      for (const one of judgeSeries(open, { ...loaded.ground, takesAll })) answers.set(one.date, say(one));
    }
    return {
      series,
      termsUnknown,
      occurrences: dated.map(({ date, wanted, skipped, part }) => ({
        ...{ date, wanted, skipped, part, answer: null, reasons: [], others: [], lookAgain: null },
        seenGroups: seen.get(date) ?? [],
        ...answers.get(date),
      })),
    };
  }
}

/** Nobody has named anybody else. */
const ALONE = { siblings: [] };

const isWhole = (series: SeriesView): series is SeriesView & Series => isSeries(series);

const isToJudge = ({ part }: Dated): boolean => part === null || (ASKING_STATES.includes(part.state) && !part.isOver);

const isToSign = ({ part, window }: Dated): boolean =>
  part?.offers.some(
    ({ state, arrival, departure }) => state === 'proposed' && window.from <= arrival && departure <= window.to,
  ) ?? false;

/** Of one that was sent: its parts, and the dates that were left out before. */
function sentOccurrences(parts: readonly PartView[], series: SeriesView & Series): Dated[] {
  const { nights, exceptions } = series;
  const sent = parts.flatMap((part): Dated[] => {
    const { occurrence: date, wishedArrival, from, to } = part;
    if (date === null || wishedArrival === null || from === null || to === null) return [];
    const length = part.nights ?? nights;
    const wanted = { arrival: wishedArrival, departure: addDays(wishedArrival, length) };
    return [{ date, wanted, window: { from, to }, skipped: part.state === 'withdrawn', part }];
  });
  const known = new Set(sent.map(({ date }) => date));
  const left = exceptions.filter(({ date, skipped }) => skipped && !known.has(date));
  const leftOut = occurrencesOf(left.map(({ date }) => date).toSorted(), series, left, '').map((one) => ({
    ...one,
    part: null,
  }));
  return [...sent, ...leftOut].toSorted((a, b) => (a.date < b.date ? -1 : 1));
}

const UNFINISHED = 'It is not said yet how the break repeats. Answer the questions about it first.';
