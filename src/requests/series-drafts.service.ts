import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../identity/domain/actor.js';
import { CalendarService } from '../calendar/calendar.service.js';
import { invalid, invalidField, type FieldError } from '../kernel/domain-error.js';
import { addDays, daysBetween, type PlainDate } from '../kernel/nights.js';
import { sayDate } from '../kernel/say-date.js';
import type { Answers, Asked } from './domain/answers.js';
import { occurrencesOf, type Exception } from './domain/occurrences.js';
import { checkSeries, isSeries, MOST_OCCURRENCES, NOTHING_REPEATS, type Series } from './domain/series.js';
import { readSeriesRule } from './domain/series-rule.js';
import type { SeriesDto } from './dto/series.dto.js';
import type { SeriesView } from './request-view.js';
import type { LockedPart } from './requests.service.js';
import { SeriesDates, type Span } from './series-dates.service.js';

/** How it is to repeat: left out it stays as it is. */
export interface Repeating {
  series?: SeriesDto | undefined;
}

/** A draft that repeats: a rule and what is said of single dates. Sent, each date becomes a part of its own. */
@Injectable()
export class SeriesDrafts {
  constructor(
    private readonly dates: SeriesDates,
    private readonly calendar: CalendarService,
  ) {}

  /** What is meant by what was given; refuses dates beside it, of which it takes the place. */
  said(given: SeriesDto, beside: Answers): SeriesView {
    if (DATES.some((field) => beside[field] != null)) throw invalidField('series', DATES_BESIDE);
    const { dates = [], rule, ...others } = given;
    const plain = Object.fromEntries(Object.entries(others).filter(([, value]) => value !== undefined));
    const series = { ...NOTHING_REPEATS, ...plain, exceptions: exceptionsOf(dates) };
    if (rule === undefined) return series;
    if (series.every !== null) return { ...series, rule };
    if (series.from === null) throw invalidField('series.from', 'Say from which date the rule repeats.');
    const read = readSeriesRule(rule, series.from);
    if ('problem' in read) throw invalidField('series.rule', read.problem);
    return { ...series, ...read, until: series.until ?? ('until' in read ? (read.until ?? null) : null) };
  }

  /** How it repeats once these answers are given: not at all once dates are named. */
  after({ series }: LockedPart, given: SeriesDto | undefined, answers: Answers): SeriesView | null {
    if (given) return this.said(given, answers);
    return DATES.some((field) => answers[field] != null) ? null : series;
  }

  /** What is wrong with it, field by field; of one of which all is said also with its dates. */
  async check(
    manager: EntityManager,
    { organisationId }: Actor,
    span: Span,
    { siblings }: Pick<Asked, 'siblings'>,
    series: SeriesView,
  ): Promise<FieldError[]> {
    const errors = checkSeries(series, span.today, span.horizon);
    if (siblings.length > 0) errors.push({ field: 'every', message: FOR_ONE });
    if (errors.length === 0 && isSeries(series)) {
      const found = await this.dates.of(manager, organisationId, series, span);
      errors.push(...found.errors, ...checkExceptions(series, found.dates, span));
    }
    return errors.map(({ field, message }) => ({ field: `series.${field}`, message }));
  }

  /** Keeps it in place of what was there; `null` when it repeats no more. */
  async put(manager: EntityManager, requestId: string, series: SeriesView | null): Promise<void> {
    await manager.query(`DELETE FROM request_series_dates WHERE request_id = $1`, [requestId]);
    if (!series) {
      await manager.query(`DELETE FROM request_series WHERE request_id = $1`, [requestId]);
      return;
    }
    const { every, rule, from, nights, until, times, which, earlier, later, exceptions } = series;
    await manager.query(
      `INSERT INTO request_series
         (request_id, every, rule, starts_on, nights, until_date, times, which_dates, earlier, later)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
       ON CONFLICT (request_id) DO UPDATE SET every = EXCLUDED.every, rule = EXCLUDED.rule, starts_on = EXCLUDED.starts_on,
         nights = EXCLUDED.nights, until_date = EXCLUDED.until_date, times = EXCLUDED.times,
         which_dates = EXCLUDED.which_dates, earlier = EXCLUDED.earlier, later = EXCLUDED.later`,
      [requestId, every, rule, from, nights, until, times, which, earlier, later],
    );
    await this.except(manager, requestId, exceptions);
  }

  /** Says something of single dates, in place of what was said of these. */
  async except(manager: EntityManager, requestId: string, said: readonly Exception[]): Promise<void> {
    if (said.length === 0) return;
    await manager.query(
      `WITH gone AS (
         DELETE FROM request_series_dates WHERE request_id = $1 AND date = ANY ($2::date[])
            AND NOT date = ANY (SELECT d FROM unnest($2::date[], $3::boolean[], $4::date[]) AS s (d, skipped, arrival)
                                 WHERE skipped OR arrival IS NOT NULL))
       INSERT INTO request_series_dates (request_id, date, skipped, arrival)
       SELECT $1, d, skipped, arrival FROM unnest($2::date[], $3::boolean[], $4::date[]) AS s (d, skipped, arrival)
        WHERE skipped OR arrival IS NOT NULL
       ON CONFLICT (request_id, date) DO UPDATE SET skipped = EXCLUDED.skipped, arrival = EXCLUDED.arrival`,
      [requestId, said.map(({ date }) => date), said.map(({ skipped }) => skipped), said.map((one) => one.arrival)],
    );
  }

  /**
   * Makes each date that is not left out a part of the draft, in a fixed number of statements however many they are. The part
   * that stood for all of them becomes the first.
   */
  async expand(manager: EntityManager, actor: Actor, draft: LockedPart): Promise<LockedPart[]> {
    const { id, partId, unit, youngPerson } = draft;
    const series = draft.series as SeriesView & Series;
    const span = this.calendar.horizon(unit.zone);
    const { dates } = await this.dates.right(manager, actor.organisationId, series, span);
    const kept = occurrencesOf(dates, series, series.exceptions, span.today).filter(({ skipped }) => !skipped);
    if (kept.length === 0) throw invalidField('series.dates', NONE_LEFT);
    const ids = kept.map((_, place) => (place === 0 ? partId : randomUUID()));
    const columns = [kept.map(({ date }) => date), kept.map(({ wanted }) => wanted.arrival)];
    const windows = [kept.map(({ window }) => window.from), kept.map(({ window }) => window.to)];
    await manager.query(
      `UPDATE request_parts SET nights = $2, occurrence = $3, wished_arrival = $4, earliest_arrival = $5, latest_departure = $6
        WHERE id = $1`,
      [partId, series.nights, ...[...columns, ...windows].map(([first]) => first)],
    );
    await manager.query(
      `INSERT INTO request_parts (id, request_id, position, young_person_id, nights, windows, weekdays, state, state_since,
                                  occurrence, wished_arrival, earliest_arrival, latest_departure)
       SELECT o.id, $1, last.position + o.place - 1, $2, $3, '{}', '{}', 'draft', p.state_since,
              o.occurrence, o.wished, o.from_day, o.to_day
         FROM unnest($5::uuid[], $6::date[], $7::date[], $8::date[], $9::date[])
                WITH ORDINALITY AS o (id, occurrence, wished, from_day, to_day, place)
        CROSS JOIN (SELECT max(position) AS position FROM request_parts WHERE request_id = $1) last
         JOIN request_parts p ON p.id = $4
        WHERE o.place > 1`,
      [id, youngPerson.id, series.nights, partId, ids, ...columns, ...windows],
    );
    return kept.map(({ date, wanted, window }, place) => ({
      ...draft,
      ...{ partId: ids[place]!, nights: series.nights, from: window.from, to: window.to, windows: [window] },
      ...{ occurrence: date, wishedArrival: wanted.arrival },
    }));
  }
}

/** What is wrong with what is said of single dates: a date that is none, and nights that cannot be or lie far from it. */
function checkExceptions(
  { exceptions, nights }: SeriesView & Series,
  dates: readonly PlainDate[],
  { today, horizon }: Span,
): FieldError[] {
  if (dates.length === 0) return [];
  return exceptions.flatMap(({ date, arrival }): FieldError[] => {
    if (!dates.includes(date))
      return [{ field: 'dates', message: `${sayDate(date)} is none of the dates. Look at them again.` }];
    if (arrival === null) return [];
    const isFar = Math.abs(daysBetween(date, arrival)) > MOST_SHIFT;
    const cannotBe = arrival < today || addDays(arrival, nights) > horizon;
    const message = `The break of ${sayDate(date)} can be put at most ${MOST_SHIFT} days to either side of it, from today on.`;
    return isFar || cannotBe ? [{ field: 'dates', message }] : [];
  });
}

/** A break that is put further away is another one. */
const MOST_SHIFT = 13;

function exceptionsOf(dates: NonNullable<SeriesDto['dates']>): Exception[] {
  const said = dates.map(({ date, skip = false, arrival = null }) => ({ date, skipped: skip, arrival }));
  const days = new Set(said.map(({ date }) => date));
  if (days.size < said.length) throw invalid('invalid-request', TWICE, [{ field: 'series.dates', message: TWICE }]);
  return said.filter(({ skipped, arrival }) => skipped || arrival !== null);
}

const DATES = ['nights', 'from', 'to', 'windows'] as const;
const DATES_BESIDE =
  'A break either repeats or has dates of its own. Leave out the nights, the dates and the stretches of dates beside how it repeats.';
export const FOR_ONE =
  'A break that repeats is asked for one young person. Leave the brothers and sisters out of this request, and send the same series for each of them in a request of their own.';
const NONE_LEFT = 'Every date is left out, so there is nothing to ask for. Put one of them back.';
const TWICE = `Say of each date once what is to become of it, of at most ${MOST_OCCURRENCES} dates.`;
