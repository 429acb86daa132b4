import type { FieldError } from '../../kernel/domain-error.js';
import { addDays, type PlainDate } from '../../kernel/nights.js';
import { sayDate } from '../../kernel/say-date.js';
import type { Figure } from './staffing.js';

export const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

/** Whoever visits takes no bed and is looked after all the same, so the staff may be enough for more than the beds. */
const PEOPLE_A_BED = 2;

/**
 * What is wrong with a figure, or `undefined`: it is within none and twice the beds that are registered, for visitors
 * count too and more is a slip of the finger; high support within it.
 */
export function checkFigure(
  { take, high }: Figure,
  beds: number,
): { field: 'take' | 'high'; message: string } | undefined {
  const most = PEOPLE_A_BED * beds;
  if (take < 0 || take > most) {
    const message = `The unit has ${beds} ${beds === 1 ? 'bed' : 'beds'}: how many it can take, visitors included, is between 0 and ${most}.`;
    return { field: 'take', message };
  }
  if (high < 0 || high > take) {
    return { field: 'high', message: `Of the ${take} that it can take, between 0 and ${take} can be at high support.` };
  }
  return undefined;
}

/**
 * What is wrong with a change of one night, by the API's names. The night that began yesterday may still be running, so
 * it can be changed; nothing earlier can, for it is over.
 */
export function checkChangedNight(
  night: PlainDate,
  figure: Figure | null,
  { today, horizon, beds }: { today: PlainDate; horizon: PlainDate; beds: number },
): FieldError[] {
  const errors: FieldError[] = [];
  const earliest = addDays(today, -1);
  if (night < earliest) errors.push({ field: 'night', message: `Nights before ${sayDate(earliest)} are over.` });
  if (night > horizon)
    errors.push({ field: 'night', message: `Nights can be staffed up to ${sayDate(horizon)}: check the year.` });
  const wrong = figure && checkFigure(figure, beds);
  if (wrong) errors.push(wrong);
  return errors;
}

/** The same of a pattern; the night at fault is named by its weekday. */
export function checkPattern(
  pattern: { validFrom: PlainDate; take: readonly number[]; high: readonly number[] },
  { today, horizon, beds }: { today: PlainDate; horizon: PlainDate; beds: number },
): FieldError[] {
  const errors: FieldError[] = [];
  const { validFrom, take, high } = pattern;
  if (validFrom < today)
    errors.push({
      field: 'validFrom',
      message: `Nights that are over stay as they were: choose ${sayDate(today)} or later.`,
    });
  if (validFrom > horizon)
    errors.push({ field: 'validFrom', message: `Nights can be staffed up to ${sayDate(horizon)}: check the year.` });
  for (const [place, weekday] of WEEKDAYS.entries()) {
    const wrong = checkFigure({ take: take[place]!, high: high[place]! }, beds);
    if (wrong) errors.push({ field: wrong.field, message: `${weekday}: ${lowerFirst(wrong.message)}` });
  }
  return errors;
}

function lowerFirst(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}
