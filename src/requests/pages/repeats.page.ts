import { addDays, daysBetween, isPlainDate, type PlainDate } from '../../kernel/nights.js';
import { sayDate } from '../../kernel/say-date.js';
import { VERDICT_TEXT } from '../../matching/domain/verdicts.js';
import { staySpan } from '../../web/filters.js';
import type { TypedValues } from '../../web/typed-forms.js';
import type { Exception } from '../domain/occurrences.js';
import { sayEvery, sayLeftOut, saySeries } from '../domain/say-series.js';
import { EVERY, isSeries, MOST_SLACK, type SeriesSoFar } from '../domain/series.js';
import { STATE_TEXT } from '../domain/states.js';
import type { SeriesDto } from '../dto/series.dto.js';
import type { SeriesView } from '../request-view.js';
import type { LookedNights } from '../domain/series-advice.js';
import type { LookedOccurrence, SeriesLook } from '../series-look.js';
import { STEPS, type Step } from './series-rows.page.js';
import { TOLD_TEXT } from './their-options.page.js';

export const STEP_TITLE: Record<Step, (firstName: string) => string> = {
  first: (firstName) => `When is the first break of ${firstName}?`,
  'how-often': () => 'How often is it to be?',
  until: () => 'Until when, and on which dates?',
  'other-days': () => 'Could a break be on other days?',
};

export const STEP_FIELDS: Record<Step, readonly (keyof SeriesSoFar)[]> = {
  first: ['from', 'nights'],
  'how-often': ['every'],
  until: ['until', 'which'],
  'other-days': ['earlier', 'later'],
};

export const isStep = (text: string): text is Step => STEPS.some((step) => step === text);

/** The first page of which something is missing; the dates once nothing is. */
export function openStep(series: SeriesSoFar | null): Step | 'dates' {
  if (!series || series.from === null || series.nights === null) return 'first';
  return isSeries(series) ? 'dates' : 'how-often';
}

/** What is said so far, as the forms show it. */
export function seriesValues(series: Pick<SeriesSoFar, Exclude<keyof SeriesSoFar, 'rule'>> | null): TypedValues {
  const text = (value: string | number | null | undefined) => (value == null ? '' : String(value));
  return {
    ...{ from: text(series?.from), nights: text(series?.nights), every: text(series?.every) },
    ...{ until: text(series?.until), which: series?.which ?? 'any' },
    ...{ earlier: text(series?.earlier ?? 0), later: text(series?.later ?? 0) },
  };
}

/** A series as it is given again, with what is said now; what is said of single dates is kept where the dates stay. */
export function givenAgain(series: SeriesView | null, said: Partial<SeriesSoFar>, exceptions?: Exception[]): SeriesDto {
  const { exceptions: before = [], ...soFar } = series ?? { exceptions: [] };
  const all: Partial<SeriesSoFar> = { ...soFar, ...said };
  if (said.every) all.rule = null;
  const given = Object.entries(all).filter(([, value]) => value !== null && value !== undefined);
  const kept = exceptions ?? (said.earlier !== undefined ? before : []);
  const dates = kept.map(({ date, skipped, arrival }) => ({ date, skip: skipped, ...(arrival && { arrival }) }));
  return { ...(Object.fromEntries(given) as SeriesDto), dates };
}

/** How often, as it can be chosen for a first date. */
export function everyItems(from: PlainDate | null, chosen: unknown) {
  const first = from ?? '2027-01-01';
  return EVERY.map((every) => ({
    value: every,
    text: sayEvery(every, first),
    checked: chosen === every,
  }));
}

export function dayItems(chosen: unknown) {
  return Array.from({ length: MOST_SLACK + 1 }, (_, days) => ({
    value: String(days),
    text: days === 0 ? 'None' : days === 1 ? '1 day' : `${days} days`,
    selected: String(chosen) === String(days),
  }));
}

const RESULT = {
  fits: { text: 'A bed is free', band: 'good', mark: '✓' },
  fits_with_moves: { text: 'A bed, once others change beds', band: 'warn', mark: '!' },
  other_dates: { text: 'Only on other days', band: 'warn', mark: '!' },
  conflict: { text: 'Not as things stand', band: 'bad', mark: '✕' },
} as const;

/** Every date with its result, and what can become of it. */
export function datesPage({ series, occurrences, termsUnknown }: SeriesLook, said: TypedValues = {}) {
  const typed = new Map([said['said'] ?? []].flat().map((one) => one.split('=') as [string, string]));
  const kept = occurrences.filter(({ skipped }) => !skipped);
  const common = saidOnce(kept);
  const rows = occurrences.map((one, place) => ({
    ...{ id: `said-${place + 1}`, date: one.date, day: sayDate(one.date), span: staySpan(one.wanted) },
    ...{ isMoved: one.wanted.arrival !== one.date, isSkipped: one.skipped },
    reasons: one.reasons.filter((reason) => !common.get(resultOf(one).result)?.includes(reason)),
    ...resultOf(one),
    state: one.part && STATE_TEXT[one.part.state],
    href: one.part && `/requests/${one.part.id}`,
    items: itemsOf(one, typed.get(one.date)),
  }));
  return {
    sentence: saySeries(series),
    leftOut: sayLeftOut(series),
    termsUnknown:
      termsUnknown &&
      `No school terms are on record around ${sayDate(termsUnknown)} and later: some of these dates may be in the holidays.`,
    kept: kept.length,
    ofAll: [...common].flatMap(([result, reasons]) =>
      reasons.map((reason) =>
        common.size > 1 || kept.some((one) => resultOf(one).result !== result) ? `${result}: ${reason}` : reason,
      ),
    ),
    rows,
  };
}

/** What is the same for every date that comes out alike is said once, with how these come out where others do otherwise. */
function saidOnce(kept: readonly LookedOccurrence[]): Map<string, string[]> {
  const results = new Set(kept.map((one) => resultOf(one).result).filter(Boolean));
  const found = [...results].map((result): [string, string[]] => {
    const alike = kept.filter((one) => resultOf(one).result === result);
    const shared = alike[0]!.reasons.filter((reason) => alike.every(({ reasons }) => reasons.includes(reason)));
    return [result, alike.length > 1 ? shared : []];
  });
  return new Map(found.filter(([, reasons]) => reasons.length > 0));
}

function resultOf({ answer, skipped }: LookedOccurrence) {
  if (skipped) return { band: 'info', mark: '–', result: 'Left out', advice: '' };
  if (!answer) return { band: 'info', mark: '', result: '', advice: '' };
  if (answer.told) {
    const { text, band, mark } = TOLD_TEXT[answer.told];
    return { band, mark, result: text, advice: '' };
  }
  const advice = answer.verdict ? `Advice: ${VERDICT_TEXT[answer.verdict].toLowerCase()}` : '';
  if (!answer.result) return { band: 'info', mark: '', result: '', advice };
  const { text, band, mark } = RESULT[answer.result];
  return { band, mark, result: text, advice };
}

function itemsOf({ date, wanted, skipped, others }: LookedOccurrence, typed: string | undefined) {
  const now = skipped ? 'skip' : wanted.arrival === date ? 'keep' : wanted.arrival;
  const chosen = typed ?? now;
  const item = (value: string, text: string) => ({ value: `${date}=${value}`, text, selected: chosen === value });
  const nights = { arrival: date, departure: addDays(date, daysBetween(wanted.arrival, wanted.departure)) };
  const moved = wanted.arrival === date ? [] : [item(wanted.arrival, `Keep it on ${staySpan(wanted)}`)];
  return [
    item('keep', wanted.arrival === date ? 'Keep it' : `Put it back on ${staySpan(nights)}`),
    ...moved,
    ...others
      .filter(({ arrival }) => arrival !== date && arrival !== wanted.arrival)
      .map((one) => item(one.arrival, `Put it on ${staySpan(one)}${adviceOf(one)}`)),
    item('skip', 'Leave it out'),
  ];
}

const adviceOf = ({ told, verdict, moves }: LookedNights): string => {
  const advice = told ? TOLD_TEXT[told].text : verdict ? VERDICT_TEXT[verdict] : '';
  const others = moves.length > 0 ? ', others change beds' : '';
  return advice ? ` (${advice.toLowerCase()}${others})` : '';
};

/** What is said of each date, as a form sends it; `undefined` of what is none. */
export function readSaid(said: readonly string[]): Exception[] | undefined {
  const read = said.map((one) => {
    const [date = '', what = ''] = one.split('=');
    if (!isPlainDate(date) || !(['keep', 'skip'].includes(what) || isPlainDate(what))) return undefined;
    const arrival = isPlainDate(what) && what !== date ? what : null;
    return { date, skipped: what === 'skip', arrival };
  });
  return read.every((one) => one !== undefined) ? (read as Exception[]) : undefined;
}
