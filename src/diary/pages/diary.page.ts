import { REASON_TEXT } from '../../calendar/domain/closure.js';
import { sayDate } from '../../kernel/say-date.js';
import { sayList } from '../../kernel/say-words.js';
import { VERDICT_TEXT, VERDICTS } from '../../matching/domain/verdicts.js';
import { dateTime, nightSpan } from '../../web/filters.js';
import type { Decided, RowDecided } from '../diary-preview.service.js';
import type { DiaryName } from '../diary-names.service.js';
import type { ImportState, ImportView } from '../diary-reader.js';
import { COLUMN_TEXT, COLUMNS, missingColumns } from '../domain/columns.js';
import { sayRow } from '../domain/diary-row.js';
import { FORMAT_TEXT, ROW_WORD } from '../domain/file-read.js';
import type { Landing } from '../domain/landing.js';
import { landingSentence, type Named } from './diary-sentence.js';

export const diaryPath = (id: string): string => `/diary/${id}`;
export const newDiaryPath = (unit: string): string => `/diary/new?unit=${unit}`;

const STATE_TEXT: Record<ImportState, string> = {
  open: 'Being looked at',
  landed: 'Brought in',
  undone: 'Taken back',
  discarded: 'Discarded',
};

export const ROWS_SHOWN = 50;
export const SHOWN = ['lands', 'clashes', 'asks', 'left_out'] as const;
export type Shown = (typeof SHOWN)[number];

const count = (number: number, one: string, more = `${one}s`) =>
  `${number.toLocaleString('en-GB')} ${number === 1 ? one : more}`;

/** An import in the list of a unit. */
export function importItem(one: ImportView) {
  return {
    path: diaryPath(one.id),
    made: `${dateTime(one.madeAt)}, ${one.madeBy.name}`,
    what: FORMAT_TEXT[one.format],
    mark: one.mark,
    rows: count(one.rows, 'row'),
    came: one.landed === null ? [] : cameOf(one.landed, one.rows - one.landed),
    state: STATE_TEXT[one.state],
    when: stepsOf(one),
  };
}

const cameOf = (landed: number, left: number): string[] => [
  `${landed.toLocaleString('en-GB')} brought in`,
  ...(left > 0 ? [`${left.toLocaleString('en-GB')} left out`] : []),
];

/** When it came to be as it is, by whom; and of what was taken back, when it had been brought in. */
function stepsOf({ landedAt, landedBy, endedAt, endedBy }: ImportView): string[] {
  const landed = landedAt ? `${dateTime(landedAt)}, ${landedBy!.name}` : '';
  if (!endedAt) return landed ? [landed] : [];
  const ended = `${dateTime(endedAt)}${endedBy ? `, ${endedBy.name}` : ', as nobody had brought it in'}`;
  return landed ? [ended, `Brought in ${landed}`] : [ended];
}

const isShown = ({ landing }: RowDecided, shown: Shown): boolean =>
  shown === 'clashes' ? landing.outcome === 'lands' && landing.clashes.length > 0 : landing.outcome === shown;

/** The rows of one kind, or all, from the place on, and where the next page begins. */
export function rowsFrom(rows: readonly RowDecided[], shown: Shown | undefined, from: number, most = ROWS_SHOWN) {
  const left = rows.filter((row) => row.place >= from && (shown === undefined || isShown(row, shown)));
  return { rows: left.slice(0, most), next: left[most]?.place };
}

/** Of an address: the import as it would be if whoever signs went over what can be gone over. */
export const OVER = '&over=yes';

/** The import with what to do next, its counts, and the rows that are shown. */
export function importPage(one: ImportView, { rows, counts, token }: Decided, shown: Shown, goesOver = false) {
  const path = diaryPath(one.id);
  const needsColumns = one.headings !== null && missingColumns(one.places ?? {}).length > 0;
  const isOpen = one.state === 'open';
  const tabs = [
    { shown: 'lands', text: isOpen ? 'Comes in' : 'Brought in', count: counts.lands },
    { shown: 'clashes', text: 'Something to check', count: counts.clashes },
    { shown: 'asks', text: isOpen ? 'Needs an answer' : 'Not answered', count: counts.asks },
    { shown: 'left_out', text: 'Left out', count: counts.leftOut },
  ] as const;
  return {
    path,
    token,
    isOpen,
    needsColumns,
    counts,
    shown,
    state: STATE_TEXT[one.state],
    what: FORMAT_TEXT[one.format],
    mark: one.mark,
    sheet: one.sheet,
    otherSheets: one.otherSheets,
    made: `${dateTime(one.madeAt)} by ${one.madeBy.name}`,
    landed: one.landedAt && `${dateTime(one.landedAt)} by ${one.landedBy!.name}`,
    ended:
      one.endedAt &&
      `${dateTime(one.endedAt)}${one.endedBy ? ` by ${one.endedBy.name}` : ', as nobody had brought it in'}`,
    canUndo: one.state === 'landed',
    hasColumns: one.headings !== null,
    lands: count(counts.lands, 'row'),
    waits: sayWaiting(counts.asks, counts.lands > 0),
    tabs: tabs.map((tab) => ({
      text: `${tab.text} (${tab.count.toLocaleString('en-GB')})`,
      href: `${path}?show=${tab.shown}${goesOver ? OVER : ''}`,
      active: tab.shown === shown,
    })),
    goesOver,
    company: one.state === 'open' || one.state === 'landed' ? sayCompany(one, rows) : undefined,
    unregistered: sayUnregistered(one, rows),
    mayGoOver: isOpen && counts.mayGoOver > 0 && sayMayGoOver(counts.mayGoOver),
    overPath: `${path}?show=clashes${OVER}`,
    nothing: NOTHING[shown],
  };
}

/** Who brings in the rest first would look for these rows in vain. */
function sayWaiting(rows: number, isMore: boolean): string {
  const wait = `${count(rows, 'row waits', 'rows wait')} until somebody says who is meant.`;
  return isMore
    ? `${wait} Bring in the others before that, and ${rows === 1 ? 'it stays' : 'they stay'} out: the file has to be read once more for ${rows === 1 ? 'it' : 'them'}.`
    : wait;
}

/** An import is no matching: of what is to come the guide advises, and somebody looks at who is there with whom. */
function sayCompany({ unit, state }: ImportView, rows: readonly RowDecided[]) {
  const plans = rows.flatMap(({ entry, landing }) =>
    landing.outcome === 'lands' && landing.as === 'booked' ? { arrival: entry.arrival!, advice: landing.advice } : [],
  );
  if (plans.length === 0) return undefined;
  const each = VERDICTS.toReversed().flatMap((verdict) => {
    const some = plans.filter(({ advice }) => advice === verdict).length;
    return some > 0 ? `“${VERDICT_TEXT[verdict]}” for ${some.toLocaleString('en-GB')}` : [];
  });
  const advice = state === 'open' ? 'The matching advice is' : 'The matching advice was then';
  return {
    text: [
      `${count(plans.length, 'row is a booking', 'rows are bookings')} to come.`,
      ...(each.length > 0 ? [`${advice} ${sayList(each)}, ${GOES_BY}`] : []),
      'The advice only advises: nobody has decided yet who is there with whom.',
    ].join(' '),
    href: groupPath(unit.id, plans.map(({ arrival }) => arrival).toSorted()[0]!),
  };
}

const GOES_BY = 'by who is booked on these nights and by the other rows of this diary.';
const groupPath = (unit: string, from: string): string => `/units/${unit}/group?from=${from}`;

/** What the guide advises of a row that is a plan, with the nights on which to look at who is there. */
function adviceOf({ unit, state }: ImportView, { entry, landing }: RowDecided) {
  if (landing.outcome !== 'lands' || !landing.advice) return undefined;
  const said = `“${VERDICT_TEXT[landing.advice]}”`;
  return {
    text: state === 'open' ? `Matching advice: ${said}.` : `Matching advice when it came in: ${said}.`,
    href: groupPath(unit.id, entry.arrival!),
  };
}

/** A registration that begins later than the diary is mostly a slip of set-up: every stay of before would lack its bed. */
function sayUnregistered({ unit, state }: ImportView, rows: readonly RowDecided[]) {
  const concerned = rows.filter(({ landing }) => isUnregistered(landing)).length;
  if (concerned === 0 || (state !== 'open' && state !== 'landed')) return undefined;
  const lie = `${count(concerned, 'row has', 'rows have')} nights on which a bed is not registered: a stay comes in without it, and occupancy misses those nights.`;
  return {
    text:
      state === 'open'
        ? `${lie} If the unit had the bed then, say so before you bring the diary in.`
        : `${lie} If the unit had the bed then, take the import back, say since when the beds are registered, and bring the diary in again.`,
    href: `/units/${unit.id}/settings#registration`,
  };
}

const isUnregistered = (landing: Landing): boolean =>
  landing.outcome === 'left_out'
    ? landing.why === 'not_registered'
    : landing.outcome === 'asks'
      ? landing.isUnregistered === true
      : landing.clashes.some(
          (clash) => clash.kind === 'not_registered' || (clash.kind === 'other_bed' && clash.isUnregistered === true),
        );

const sayMayGoOver = (rows: number) =>
  `${count(rows, 'row stays', 'rows stay')} out only for the staff, for nights that are not granted, for the gap between two stays or because the matching advice is “${VERDICT_TEXT.unsuitable}”. A manager who may sign can go over that, with a reason.`;

const NOTHING: Record<Shown, string> = {
  lands: 'No row comes in as it stands. Look under the other headings why.',
  clashes: 'Nothing clashes.',
  asks: 'Nothing is left to answer.',
  left_out: 'No row is left out.',
};

/** A row as it will land, or why it won't. */
export function rowItem(one: ImportView, row: RowDecided, named: Named) {
  const { entry, landing, stayId, closureId } = row;
  const { arrival, departure, kind } = entry;
  const who =
    landing.outcome === 'lands' && landing.youngPersonId ? named.people.get(landing.youngPersonId) : undefined;
  return {
    row: sayRow(ROW_WORD[one.format], entry).replaceAll(' ', '\u{a0}'),
    said: entry.name || (kind === 'stay' ? 'No name' : REASON_TEXT.planned_closure),
    who: who && `${who.firstName} ${who.lastName}`,
    bed: entry.bed,
    nights: nightsSaid(arrival, departure),
    sentence: landingSentence(landing, named),
    advice: adviceOf(one, row),
    isFlagged: landing.outcome === 'lands' && landing.clashes.length > 0,
    href: one.state !== 'landed' ? null : stayId ? `/stays/${stayId}` : closureId ? `/closures/${closureId}` : null,
  };
}

function nightsSaid(arrival: string | null, departure: string | null): string {
  if (!arrival || !departure || departure < arrival) return 'None that we can read';
  return arrival === departure ? `None: ${sayDate(arrival)} only` : nightSpan({ arrival, departure });
}

/** Which column is which, as a question for each; with the first cells of each column to know it by. */
export function columnsPage(one: ImportView, samples: readonly string[][]) {
  const headings = one.headings ?? [];
  const items = headings.map((heading, place) => ({
    value: String(place),
    text: `${heading || `Column ${place + 1}`}${samples[place]?.length ? ` (${samples[place].join(', ')})` : ''}`,
  }));
  return {
    path: diaryPath(one.id),
    columns: COLUMNS.map((column) => ({ name: column, label: COLUMN_TEXT[column] })),
    items: [{ value: '', text: 'No column' }, ...items],
  };
}

/** A name of the diary in the list of names. */
export function nameItem(id: string, { place, name, dateOfBirth, rows, answer, who }: DiaryName) {
  return {
    path: `${diaryPath(id)}/names/${place}`,
    name,
    dateOfBirth,
    rows: count(rows, 'row'),
    answer:
      answer === undefined
        ? 'Not answered yet'
        : answer === 'left_out'
          ? 'Nobody: its rows are left out'
          : who
            ? `${who.firstName} ${who.lastName}`
            : 'Somebody whom you may not see',
    isOpen: answer === undefined,
  };
}

/** Who a name may be, as radios. */
export function nameChoices({ suggestions, who }: DiaryName) {
  const all = who && !suggestions.some(({ id }) => id === who.id) ? [who, ...suggestions] : suggestions;
  return [
    ...all.map(({ id, firstName, lastName, caseNumber, dateOfBirth }) => ({
      value: id,
      text: `${firstName} ${lastName}`,
      born: dateOfBirth,
      caseNumber,
    })),
  ];
}
