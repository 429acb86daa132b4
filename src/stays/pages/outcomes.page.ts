import { invalidField } from '../../kernel/domain-error.js';
import { addDays, daysBetween, type Nights, type PlainDate } from '../../kernel/nights.js';
import { dateTime, date } from '../../web/filters.js';
import { LONGEST_RANGE } from '../../web/range.query.js';
import { changeOf, MOMENT_TEXT, MOMENTS, type Change, type Counted } from '../domain/outcome.js';
import type { MeasureView } from '../measures.service.js';
import type { MeasureChanges } from '../outcome-counts.service.js';
import type { Outcome, OutcomeValue } from '../outcomes.service.js';

const CHANGE_TEXT: Record<Change, string> = { better: 'better', same: 'the same', worse: 'worse' };

/** @example numberText(80, '%'); // '80%' */
const numberText = (value: number, unit: string) => (unit === '%' ? `${value}%` : `${value} ${unit}`);

/** The measures of a stay, their numbers side by side, each with who wrote it down. */
export function outcomesPage(outcomes: readonly Outcome[], path: string) {
  return outcomes.map((one) => {
    const { id, name, unit, values, earlier } = one;
    const said = (value: OutcomeValue | null, from: OutcomeValue | null) =>
      value && {
        text: numberText(value.value, unit),
        change: from ? CHANGE_TEXT[changeOf(one, from.value, value.value)] : '',
        who: `${value.by.name}, ${dateTime(value.at)}`,
      };
    return {
      name,
      path: `${path}/outcomes/${id}`,
      moments: MOMENTS.map((moment) => ({
        title: MOMENT_TEXT[moment],
        said: said(values[moment], moment === 'before' ? null : values.before),
      })),
      earlier: earlier.map(
        ({ moment, value, by, at }) =>
          `${MOMENT_TEXT[moment]}: ${numberText(value, unit)}, written down by ${by.name}, ${dateTime(at)}`,
      ),
    };
  });
}

/** What the form of a measure asks, and what stands there already. */
export function outcomeForm({ name, unit, lowest, highest, values }: Outcome) {
  return {
    name,
    scale: `A whole number from ${lowest} to ${highest}${unit === '%' ? ', in per cent' : ''}.`,
    suffix: unit,
    values: Object.fromEntries(MOMENTS.map((moment) => [moment, String(values[moment]?.value ?? '')])),
  };
}

export const momentFields = (notYet: (moment: (typeof MOMENTS)[number]) => string | undefined) =>
  MOMENTS.map((moment) => ({ name: moment, title: MOMENT_TEXT[moment], notYet: notYet(moment) }));

/** A measure of the council in words. */
export function measureLine({ id, name, unit, better, lowest, highest, used, isShipped }: MeasureView) {
  return {
    ...{ id, name, used, isShipped },
    scale: `${lowest} to ${highest} ${unit}; ${better} is better`,
  };
}

/** The days that a page counts over: those asked for, or the year until today. */
export function countedRange(query: { from?: PlainDate; to?: PlainDate }, today: PlainDate): Nights {
  const departure = query.to ?? addDays(today, 1);
  const arrival = query.from ?? addDays(departure, -365);
  if (arrival >= departure) throw invalidField('to', 'The end must be after the beginning.');
  if (daysBetween(arrival, departure) > LONGEST_RANGE)
    throw invalidField('to', `Ask for at most ${LONGEST_RANGE} days at a time.`);
  return { arrival, departure };
}

/** How the numbers changed, as counts: nothing of why. */
export function countsPage(measures: readonly MeasureChanges[], { arrival, departure }: Nights, unitId: string) {
  const row = ({ stays, both, onlyBefore, onlyAfter, neither, better, same, worse }: Counted) => ({
    cells: [stays, both, better, same, worse, onlyBefore, onlyAfter, neither],
  });
  return {
    span: `${date(arrival)} to ${date(addDays(departure, -1))}`,
    ...{ from: arrival, to: departure },
    heading: ['Stays', 'Both numbers', 'Better', 'The same', 'Worse', 'Before alone', 'After alone', 'Neither'],
    measures: measures
      .filter(({ used, after }) => used || after.neither < after.stays)
      .map((one) => ({
        ...measureLine(one),
        rows: [
          { title: 'Right after', ...row(one.after) },
          { title: 'Weeks later', ...row(one.later) },
        ],
      })),
    exportPath: `/outcomes/export?unit=${unitId}&from=${arrival}&to=${departure}`,
  };
}
