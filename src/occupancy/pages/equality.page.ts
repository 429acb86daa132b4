import { addDays, addMonths, type PlainDate } from '../../kernel/nights.js';
import { csvOf, type Cell } from '../../web/csv.js';
import { date } from '../../web/filters.js';
import type { Totals } from '../domain/equality-figures.js';
import type { Shown } from '../domain/suppress.js';
import type { Equality } from '../equality.service.js';

/** As many months can be chosen as the end of the twelve. */
const MONTHS = 36;

const HEADING = ['Young people', 'Requests', 'Young people refused', 'Days to an offer', 'Score of the advice'];
const HIDDEN = 'hidden';

type Figures = Record<keyof Totals, Shown>;
const figuresOf = ({ people, requests, refused, waited, score }: Figures) => [people, requests, refused, waited, score];
/** Of a hidden figure a word: an empty cell would look like nought. */
const cells = (figures: Figures) =>
  figuresOf(figures).map((one) => ({ text: one === null ? HIDDEN : String(one), isHidden: one === null }));

/** A table for each characteristic, and the whole at the end of each. */
export function equalityPage({ range, totals, characteristics }: Equality, today: PlainDate, unitId: string) {
  // Where everything is hidden, a table of words says no more than a sentence.
  const isSmall = ({ groups }: Equality['characteristics'][number]) => groups.every(({ people }) => people === null);
  return {
    span: `${date(range.arrival)} to ${date(addDays(range.departure, -1))}`,
    heading: HEADING,
    total: cells(totals),
    tables: characteristics
      .filter((one) => !isSmall(one))
      .map(({ heading, groups }) => ({
        heading,
        rows: groups.map((group) => ({ text: group.text, cells: cells(group) })),
      })),
    tooSmall: characteristics.filter(isSmall).map(({ heading }) => heading.toLowerCase()),
    ends: endsOf(today).map((end) => ({
      value: end,
      text: monthOf(addDays(end, -1)),
      selected: end === range.departure,
    })),
    exportPath: `/equality/export?unit=${unitId}&until=${range.departure}`,
  };
}

/** The same as a table to reckon with. */
export function equalityCsv({ totals, characteristics }: Equality): string {
  const row = (what: string, group: string, figures: Figures): Cell[] => [
    ...[what, group],
    ...figuresOf(figures).map((one) => one ?? HIDDEN),
  ];
  return csvOf(
    ['Characteristic', 'Group', ...HEADING],
    [
      row('All', 'All', totals),
      ...characteristics.flatMap(({ heading, groups }) => groups.map((group) => row(heading, group.text, group))),
    ],
  );
}

/** The first days of the months before which the twelve can end, latest first. */
function endsOf(today: PlainDate): PlainDate[] {
  const latest = `${today.slice(0, 8)}01`;
  return Array.from({ length: MONTHS }, (_, back) => addMonths(latest, -back));
}

/** @example monthOf('2027-03-12'); // 'March 2027' */
const monthOf = (day: PlainDate): string => date(day).split(' ').slice(2).join(' ');
