import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { datesOf } from '../calendar/domain/repeating-rule.js';
import { RuleDates } from '../calendar/rule-dates.service.js';
import { invalid, type FieldError } from '../kernel/domain-error.js';
import { addDays, type PlainDate } from '../kernel/nights.js';
import { SchoolTermsService } from '../people/school-terms.service.js';
import { datesMeant, firstUnknown } from './domain/occurrences.js';
import { checkDates, endOf, type Series } from './domain/series.js';
import { repeats } from './domain/series-rule.js';

/** From when on and until when nights can be asked for. */
export interface Span {
  today: PlainDate;
  horizon: PlainDate;
}

export interface SeriesDatesFound {
  dates: PlainDate[];
  /** The first of them around which no school terms are on record, where these matter. */
  termsUnknown?: PlainDate | undefined;
  /** What is wrong with them: none, too many, or such as run into each other. */
  errors: FieldError[];
}

/** The dates of a break that repeats: those of its rule, in term time or in the holidays where that is said. */
@Injectable()
export class SeriesDates {
  constructor(
    private readonly rules: RuleDates,
    private readonly terms: SchoolTermsService,
  ) {}

  async of(
    manager: EntityManager,
    organisationId: string,
    series: Series,
    { horizon }: Span,
  ): Promise<SeriesDatesFound> {
    const { from, nights, which } = series;
    const question = { rule: repeats(series), start: from, end: endOf(series, horizon) };
    // Only a rule of somebody’s own may take for ever.
    const dates = series.rule === null ? datesOf(question.rule, from, question.end) : await this.rules.of(question);
    if (!dates) return { dates: [], errors: [{ field: 'rule', message: TAKES_LONG }] };
    if (which === 'any' || dates.length === 0) {
      const meant = series.times === null ? dates : dates.slice(0, series.times);
      return { dates: meant, errors: checkDates(series, meant) };
    }
    const range = { arrival: dates[0]!, departure: addDays(dates.at(-1)!, nights + 1) };
    const kindOf = await this.terms.kinds(organisationId, range, manager);
    const meant = datesMeant(dates, series, kindOf);
    const termsUnknown = firstUnknown(meant, nights, kindOf);
    return { dates: meant, termsUnknown, errors: checkDates(series, meant) };
  }

  /** The same; refuses where something is wrong with them. */
  async right(manager: EntityManager, organisationId: string, series: Series, span: Span): Promise<SeriesDatesFound> {
    const found = await this.of(manager, organisationId, series, span);
    const [first] = found.errors;
    if (first) throw invalid('invalid-request', first.message, found.errors);
    return found;
  }
}

const TAKES_LONG = 'It takes too long to find the dates of this rule. Write a simpler one.';
