import { sayRemedy } from '../../matching/domain/say-reason.js';
import { VERDICT_TEXT, VERDICTS, type Verdict } from '../../matching/domain/verdicts.js';
import type { Remedy } from '../../matching/domain/what-would-work.js';
import type { TypedValues } from '../../web/typed-forms.js';
import type { PairPlan } from '../domain/pair-plan.js';
import { DECISION_TEXT, MOST_MITIGATIONS, sayWho, type Decision, type DecisionSaid } from '../domain/match-decision.js';

/** Of several that could be signed: this one is left for another time. */
export const LATER = 'later';

/** Lines of a plan that stand open; the rest are behind a question. */
const LINES_SHOWN = 3;

interface Line {
  /** From 1, as its fields are called. */
  number: number;
  what: string;
  who: string;
}

/** A decision that keeps them from somebody who is to be there, where the reader may read it. */
type KeptApart = { href: string; names: string } | null;

/** What is decided of one offer: its fields carry its id, for several can stand on a page. */
export interface DecisionForm {
  id: string;
  /** The advice that the page shows. */
  seen: Verdict;
  /** The word of all that it shows. */
  seenGroup: string;
  choices: { value: string; text: string; hint: string; checked: boolean }[];
  /** Of decisions about two: what makes it possible for them. */
  plans: (PairPlan & { note: string })[];
  /** Only a no can be signed: each decision that keeps them apart from somebody who is to be there. */
  keptApart: KeptApart[];
  lines: Line[];
  moreLines: Line[];
  /** Whether one of those behind the question has something in it. */
  isLong: boolean;
  /** Whether a plan was chosen, or is there to be looked at: where several decide on one page it is folded away otherwise. */
  hasPlan: boolean;
  against: { hint: string; value: string } | null;
  /** Reasons of their own, where the decisions on the page are about several young people. */
  reasons: { value: string } | null;
}

/**
 * The questions of a decision, with what was typed, or at first with what makes it possible: the plans of decisions about
 * two come first, then what would make it work. Where somebody is kept apart for safety from one who is to be there, only a
 * no is asked for, since nothing else can be signed.
 *
 * @example decisionForm('o1', { verdict: 'suitable', wouldWork: [] }, {}).against; // null
 */
export function decisionForm(
  id: string,
  { verdict, wouldWork, seenGroup = '', plans = [], keptApart = [] }: Advised,
  values: TypedValues,
  { mayLeave = false, no = NO, ownReasons = false }: { mayLeave?: boolean; no?: string; ownReasons?: boolean } = {},
): DecisionForm {
  const chosen = one(values[`decision-${id}`]);
  const [what, who] = [list(values[`what-${id}`]), list(values[`who-${id}`])];
  const isTyped = what.length + who.length > 0;
  const filled = isTyped ? what : [...plans.flatMap((plan) => plan.lines), ...suggested(wouldWork)];
  const lines = Array.from({ length: MOST_MITIGATIONS }, (_, place) => ({
    ...{ number: place + 1, what: filled[place] ?? '', who: who[place] ?? '' },
  }));
  const moreLines = lines.slice(LINES_SHOWN);
  const possible = keptApart.length > 0 ? CHOICES.filter(({ value }) => value === 'not_suitable') : CHOICES;
  return {
    ...{ id, seen: verdict, seenGroup, keptApart: [...keptApart] },
    plans: plans.map((plan) => ({ ...plan, note: plan.anew || (isTyped ? '' : STANDS_BELOW) })),
    choices: [...possible, ...(mayLeave ? [LEAVE] : [])].map((choice) => ({
      ...choice,
      hint:
        choice.value === 'not_suitable' ? [no, ...(verdict === 'suitable' ? [NO_AGAINST] : [])].join(' ') : choice.hint,
      checked: choice.value === chosen,
    })),
    lines: lines.slice(0, LINES_SHOWN),
    moreLines,
    isLong: moreLines.some(isFilled),
    hasPlan: chosen === 'suitable_with_mitigations' || plans.length > 0 || lines.some(isFilled),
    against:
      keptApart.length > 0 || (verdict === 'suitable' && !values[`against-${id}`])
        ? null
        : { hint: againstHint(verdict), value: one(values[`against-${id}`]) },
    reasons: ownReasons ? { value: one(values[`reasons-${id}`]) } : null,
  };
}

const isFilled = ({ what, who }: Line): boolean => what !== '' || who !== '';

/** What a decision is asked about. */
interface Advised {
  verdict: Verdict;
  wouldWork: readonly Remedy[];
  seenGroup?: string;
  plans?: readonly PairPlan[];
  keptApart?: readonly KeptApart[];
}

const STANDS_BELOW = 'It stands in the lines below: say who does it, and change what is different on these nights.';

/** What was chosen of an offer: a decision, to leave it for now, or nothing. */
export interface ReadDecision {
  said: (Omit<DecisionSaid, 'reasons'> & { reasons?: string }) | typeof LATER | undefined;
  /** Field of the service → field of the form. */
  fields: Record<string, string>;
  /** What is missing that can be seen from the form alone, to be said with everything else that is. */
  errors: Record<string, string>;
}

/**
 * Reads what was typed of one offer. Lines that were filled in for a plan and not taken up, of which nobody said who does
 * them, are no plan.
 */
export function readDecision(id: string, values: TypedValues, { ownReasons = false } = {}): ReadDecision {
  const chosen = one(values[`decision-${id}`]);
  const [what, who] = [list(values[`what-${id}`]), list(values[`who-${id}`])];
  const reasons = one(values[`reasons-${id}`]).trim();
  const isPlan = chosen === 'suitable_with_mitigations';
  const seen = VERDICTS.find((verdict) => verdict === one(values[`seen-${id}`]));
  const seenGroup = one(values[`group-${id}`]);
  const kept = Array.from({ length: Math.min(Math.max(what.length, who.length), MOST_MITIGATIONS) }, (_, place) => ({
    ...{ number: place + 1, what: (what[place] ?? '').trim(), who: (who[place] ?? '').trim() },
  })).filter((line) => (isPlan ? line.what + line.who !== '' : line.what !== '' && line.who !== ''));
  const fields: [string, string][] = kept.flatMap(({ number }, place) =>
    (['what', 'who'] as const).map((field): [string, string] => [
      ...([`mitigations.${place}.${field}-${id}`, `${field}-${id}-${number}`] as const),
    ]),
  );
  const said =
    chosen === LATER
      ? LATER
      : CHOICES.some(({ value }) => value === chosen)
        ? {
            decision: chosen as Decision,
            mitigations: kept.map((line) => ({ what: line.what, who: line.who })),
            againstAdvice: one(values[`against-${id}`]) || undefined,
            ...(seen && { seen }),
            ...(seenGroup && { seenGroup }),
            ...(ownReasons && { reasons }),
          }
        : undefined;
  const isReasonless = ownReasons && said !== LATER && reasons === '';
  const nobodys = isPlan ? kept.filter((line) => line.who === '') : [];
  return {
    said,
    errors: {
      ...(!said && { [`decision-${id}`]: CHOOSE }),
      ...(isReasonless && { [`reasons-${id}`]: REASONS }),
      ...Object.fromEntries(nobodys.map(({ number, what: done }) => [`who-${id}-${number}`, sayWho(done)])),
    },
    fields: {
      ...Object.fromEntries(fields),
      [`mitigations-${id}`]: `what-${id}-1`,
      [`againstAdvice-${id}`]: `against-${id}`,
    },
  };
}

const REASONS = 'Give your reasons in a sentence: they are part of the decision.';
const CHOOSE = 'Choose what you decide.';

/** What comes of a no to nights that are held by an offer. */
const NO = 'The bed is free again, and the unit looks for other nights.';
const NO_AGAINST = 'It goes against the advice, which is “Suitable”: your reasons are kept as the reasons for that.';
/** And of one to a stay that is booked. */
export const NO_TO_A_STAY = 'The stay is still booked: change its nights or cancel it next.';
/** The same of somebody who is there. */
export const NO_TO_WHO_IS_THERE = 'They are here: take nights off or change their bed next.';

const CHOICES: { value: Decision; text: string; hint: string }[] = [
  { value: 'suitable', text: DECISION_TEXT.suitable, hint: 'They can be there together as things are.' },
  {
    value: 'suitable_with_mitigations',
    text: DECISION_TEXT.suitable_with_mitigations,
    hint: 'It works if what you list below is done.',
  },
  {
    value: 'not_suitable',
    text: DECISION_TEXT.not_suitable,
    hint: NO,
  },
];
const LEAVE = { value: LATER, text: 'Leave it for now', hint: 'It stays held and waits for a signature.' };

function againstHint(verdict: Verdict): string {
  if (verdict === 'suitable') return 'The advice is “Suitable” now: what you wrote is kept with your reasons.';
  const needed = verdict === 'only_with_mitigation' ? 'if you choose “Suitable”' : 'unless you choose “Not suitable”';
  return `The advice is “${VERDICT_TEXT[verdict]}”. Needed ${needed}. Only the unit reads it.`;
}

/** What helps most by itself, in a line each; other beds are other nights to propose. */
function suggested(wouldWork: readonly Remedy[]): string[] {
  const [best] = wouldWork
    .flatMap((remedy) => (remedy.kind === 'ease' ? [remedy] : []))
    .toSorted((a, b) => VERDICTS.indexOf(a.verdict) - VERDICTS.indexOf(b.verdict));
  const said = (best?.eases ?? []).map((ease) => sayRemedy({ ...best!, eases: [ease] }, String, String));
  return said.map((text) => text.charAt(0).toUpperCase() + text.slice(1));
}

const one = (value: string | string[] | undefined): string => [value ?? ''].flat()[0] ?? '';
const list = (value: string | string[] | undefined): string[] => (value === undefined ? [] : [value].flat());
