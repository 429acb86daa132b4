import type { FieldError } from '../../kernel/domain-error.js';
import type { Verdict } from '../../matching/domain/verdicts.js';
import type { TypedValues } from '../../web/typed-forms.js';
import { NO_REASONS, type DecisionSaid } from '../domain/match-decision.js';
import { LATER, readDecision } from './decision-form.page.js';

/** One of those on a list, in the order in which they are asked: the first is who is held the bed. */
export interface OnList {
  part: string;
  verdict: Verdict;
}

/** So many forms for a plan stand open at first. */
const OPEN_AT_FIRST = 3;
/** And so many at most: a browser sends no more fields at once, and nobody writes more plans in one sitting. */
export const MOST_PLANS = 20;

/** What stands for "all of them suit". */
export const ALL = 'yes';

/**
 * Of whom the whole form of a decision stands open: of whom a plan is chosen or a decision against the advice, whose form was
 * open already, and, while there are few of these, of whom the advice says that it takes a plan.
 */
export function openOf(list: readonly OnList[], values: TypedValues): Set<string> {
  const wanted = list.filter((one) => needsForm(one, values));
  const others = list.filter((one) => one.verdict !== 'suitable' && !wanted.includes(one));
  const more = others.slice(0, Math.max(0, OPEN_AT_FIRST - wanted.length));
  return new Set([...wanted.slice(0, MOST_PLANS), ...more].map(({ part }) => part));
}

function needsForm({ part, verdict }: OnList, values: TypedValues): boolean {
  const chosen = values[`decision-${part}`];
  const isAgainst = chosen === 'suitable' && verdict !== 'suitable';
  return chosen === 'suitable_with_mitigations' || isAgainst || values[`what-${part}`] !== undefined;
}

/** What is said of each on a list, and what is missing that can be seen from the form alone. */
export interface ReadInTurn {
  each: Map<string, DecisionSaid>;
  errors: FieldError[];
  /** Field of the service → field of the form. */
  fields: Record<string, string>;
}

/**
 * Reads one form about everybody on a list: whoever says that all suit means those whom the advice calls suitable and of whom
 * nothing else is chosen, and reasons for all are those of each of whom none of their own are given. A no needs none, for
 * nothing comes of it: they are left out.
 */
export function readInTurn(list: readonly OnList[], values: TypedValues): ReadInTurn {
  const all = values['all'] === ALL;
  const reasons = [values['reasons'] ?? ''].flat()[0]!.trim();
  const each: ReadInTurn['each'] = new Map();
  const errors: FieldError[] = [];
  const fields: ReadInTurn['fields'] = {};
  const missing = (field: string, message: string) => {
    if (!errors.some((error) => error.field === field)) errors.push({ field, message });
  };
  const wanted = list.filter((one) => needsForm(one, values));
  for (const { part } of wanted.slice(MOST_PLANS)) missing(`decision-${part}`, TOO_MANY);
  for (const [place, one] of list.entries()) {
    const { part, verdict } = one;
    const isInTable = verdict === 'suitable' && !wanted.includes(one);
    const own = [values[`reasons-${part}`] ?? ''].flat()[0]!.trim();
    const isMeant = all && verdict === 'suitable' && values[`decision-${part}`] === undefined;
    const read = readDecision(
      part,
      { ...values, [`reasons-${part}`]: own || reasons, ...(isMeant && { [`decision-${part}`]: 'suitable' }) },
      { ownReasons: true },
    );
    Object.assign(fields, read.fields, own === '' && { [`reasons-${part}`]: 'reasons' });
    const { said } = read;
    if (said === LATER) continue;
    if (said?.decision === 'not_suitable' && place > 0) {
      each.set(part, { ...said, reasons: said.reasons ?? '' });
      continue;
    }
    if (!said && isInTable) missing('all', CHOOSE);
    for (const [field, message] of Object.entries(read.errors))
      if (field === `reasons-${part}`) missing('reasons', NO_REASONS);
      else if (said) missing(field, message);
      else if (!isInTable) missing(field, `Choose what you decide of number ${place + 1}.`);
    if (said) each.set(part, { ...said, reasons: said.reasons ?? '' });
  }
  return { each, errors, fields };
}

const CHOOSE = 'Say that all of these suit, or choose for each of them.';
const TOO_MANY = `Plans for ${MOST_PLANS} at most are written under one signature. Leave the others out: they stay on the waiting list.`;
