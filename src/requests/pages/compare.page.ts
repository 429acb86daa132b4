import { isPlainDate, type Nights, type PlainDate } from '../../kernel/nights.js';
import { staySpan } from '../../web/filters.js';
import type { OptionsView } from '../options.service.js';
import { adviceText } from './look-again.page.js';
import { readOption } from './option-value.js';
import { cardOf } from './options.page.js';
import type { theirOptionsPage } from './their-options.page.js';

/** So many options stand side by side at most: more cannot be read beside each other. */
export const MOST_COMPARED = 4;

/** What was chosen to be compared: arrivals, each with a bed where one was named. */
interface ToCompare {
  arrival: PlainDate;
  bed?: string;
}

/** One entry of the two lists from which options are chosen. */
interface Choice {
  value: string;
  text: string;
}

/** What is asked for in the address, each arrival once; anything else is nothing. */
export function readCompared(option: unknown): ToCompare[] {
  const read = [option].flat().flatMap((one): ToCompare[] => {
    if (typeof one !== 'string') return [];
    return isPlainDate(one) ? [{ arrival: one }] : [readOption(one) ?? []].flat();
  });
  return read.filter(({ arrival }, at) => read.findIndex((one) => one.arrival === arrival) === at);
}

/** The options that were chosen, side by side, for who works at the unit. */
export function comparePage(view: OptionsView, chosen: readonly ToCompare[]) {
  const cards = chosen.slice(0, MOST_COMPARED).flatMap(({ arrival, bed }) => {
    const option = view.options.find((one) => one.arrival === arrival);
    return option ? [cardOf(option, view, { arrival, bed })] : [];
  });
  const choices = view.options
    .toSorted((a, b) => (a.arrival < b.arrival ? -1 : 1))
    .map((option) => ({ value: option.arrival, text: `${staySpan(option)}: ${adviceText(option.fit.compatibility)}` }));
  return { cards, ...choosing(choices, chosen, cards) };
}

/** The same for a key worker: what they are told of these nights, and nothing else. */
export function theirComparePage(rows: ReturnType<typeof theirOptionsPage>['all'], chosen: readonly ToCompare[]) {
  const cards = chosen.slice(0, MOST_COMPARED).flatMap(({ arrival }) => {
    return rows.find((row) => row.arrival === arrival) ?? [];
  });
  const choices = rows.map((row) => ({ value: row.arrival, text: `${staySpan(row)}: ${row.text}` }));
  return { cards, ...choosing(choices, chosen, cards) };
}

/** The two lists to choose from, and why not everything that was chosen is shown. */
function choosing(choices: readonly Choice[], chosen: readonly ToCompare[], cards: readonly Nights[]) {
  const listOf = (place: number) => [
    { value: '', text: 'Choose nights' },
    ...choices.map((choice) => ({ ...choice, selected: choice.value === cards[place]?.arrival })),
  ];
  const gone = Math.min(chosen.length, MOST_COMPARED) - cards.length;
  return {
    lists: choices.length > 1 ? [listOf(0), listOf(1)] : [],
    tooMany: chosen.length > MOST_COMPARED ? `These are the first ${MOST_COMPARED} that you chose.` : '',
    gone: gone > 0 ? 'Not all that you chose can be had any more, so they are left out. Choose others below.' : '',
  };
}
