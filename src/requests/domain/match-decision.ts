import type { FieldError } from '../../kernel/domain-error.js';
import type { RuleSet } from '../../matching/domain/rule-set.js';
import { VERDICT_TEXT, type Verdict } from '../../matching/domain/verdicts.js';
import { hasName, nameFinder, type Called } from '../../people/domain/names-in-text.js';

/** What a named person decides about one young person's nights. */
export const DECISIONS = ['suitable', 'suitable_with_mitigations', 'not_suitable'] as const;
export type Decision = (typeof DECISIONS)[number];

/** For those who work at the unit. */
export const DECISION_TEXT: Record<Decision, string> = {
  suitable: 'Suitable',
  suitable_with_mitigations: 'Suitable with a plan',
  not_suitable: 'Not suitable',
};
/** For a key worker: what it means for their own young person. */
export const TOLD_TEXT: Record<Decision, string> = { ...DECISION_TEXT, not_suitable: 'Not these nights' };

/** Whether the code of a step is a decision on who is there with whom. */
export const isDecision = (code: string | null): code is Decision => DECISIONS.some((one) => one === code);

/** One thing that is done so that it works, and who does it. */
export interface Mitigation {
  what: string;
  who: string;
}

export const MOST_MITIGATIONS = 8;
export const LONGEST_MITIGATION = 300;
export const LONGEST_WHO = 100;
export const LONGEST_REASON = 4000;

/** A plan in a sentence; empty of none. @example sayPlan([{ what: 'Rooms apart', who: 'Jo' }]); // 'The plan: Rooms apart (Jo).' */
export const sayPlan = (plan: readonly Mitigation[]): string =>
  plan.length === 0
    ? ''
    : `The plan: ${plan.map(({ what, who }) => `${what.replace(/[.\s]+$/, '')} (${who})`).join('; ')}.`;

/** A decision as it is signed. */
export interface Decided {
  decision: Decision;
  reasons: string;
  mitigations: Mitigation[];
  /** Why it goes against the advice; null where it goes with it. */
  againstAdvice: string | null;
}

/**
 * Whether who signs says what stands already: the same decision, with the same plan. Reasons may be worded anew; another
 * decision, or another plan, is a change of mind, and is signed though nothing else has changed.
 *
 * @example isSameAgain({ decision: 'suitable', mitigations: [] }, { decision: 'suitable', mitigations: [] }); // true
 */
export function isSameAgain(
  stands: Pick<Decided, 'decision' | 'mitigations'>,
  said: Pick<Decided, 'decision' | 'mitigations'>,
): boolean {
  const plan = ({ mitigations }: Pick<Decided, 'mitigations'>) =>
    mitigations
      .map(({ what, who }) => JSON.stringify([what, who]))
      .toSorted()
      .join();
  return stands.decision === said.decision && plan(stands) === plan(said);
}

/** What somebody says who signs. `decision` is left out by who only signs the nights. */
export interface DecisionSaid {
  decision?: Decision | undefined;
  reasons: string;
  mitigations?: readonly Mitigation[] | undefined;
  againstAdvice?: string | undefined;
  /** The advice that they saw, where they say so: another is nothing that they decided on. */
  seen?: Verdict | undefined;
  /** All that they saw, in the word that was given out with it (`shownAs`): who is there, what is known of them, the advice. */
  seenGroup?: string | undefined;
}

/**
 * Whether a decision goes against the advice: it takes more of a risk than the advice does, or refuses whom the advice calls
 * *suitable*. No other no and no plan goes against it, for they are only more careful. What is not assessed is nothing that
 * anybody can go along with ("never *compatible*", Ofsted 2022).
 *
 * @example goesAgainst('suitable_with_mitigations', 'only_with_mitigation'); // false
 */
export function goesAgainst(decision: Decision, verdict: Verdict): boolean {
  if (decision === 'not_suitable') return verdict === 'suitable';
  if (verdict === 'suitable') return false;
  return decision === 'suitable' || verdict !== 'only_with_mitigation';
}

/**
 * Whether only somebody who signs for the unit may decide this: against the advice, where the matching guide says so. What
 * goes with the advice the unit's own staff may look at again, too, and so they may say no: nobody's no is held up by a
 * machine's yes.
 *
 * @example needsManager('suitable', 'unsuitable', guide.rules.againstAdvice); // true
 */
export function needsManager(decision: Decision, verdict: Verdict, who: RuleSet['againstAdvice']): boolean {
  return verdict !== 'suitable' && goesAgainst(decision, verdict) && who[verdict].by === 'manager';
}

/**
 * The decision that is meant by what was said. Who signs and says no more than why, as a script does that knows of no
 * other way, says that the nights are suitable; where the advice is another, those are the reasons against it, too. Who
 * lists a plan means a plan. The reasons of a no are those against an advice that says yes: nobody is asked twice. What is
 * written of an advice that nobody goes against is kept with the reasons.
 *
 * @example meant({ reasons: 'Suits the group' }, 'not_assessed'); // { decision: 'suitable', againstAdvice: 'Suits the group', … }
 */
export function meant(said: DecisionSaid, verdict: Verdict): Decided {
  const mitigations = (said.mitigations ?? []).map(({ what, who }) => ({ what: what.trim(), who: who.trim() }));
  const decision = said.decision ?? (mitigations.length > 0 ? 'suitable_with_mitigations' : 'suitable');
  const reasons = said.reasons.trim();
  const against = said.againstAdvice?.trim() ?? '';
  if (!goesAgainst(decision, verdict))
    return { decision, reasons: [reasons, against].filter(Boolean).join('\n'), mitigations, againstAdvice: null };
  const isAskedFor = said.decision !== undefined && said.decision !== 'not_suitable';
  return { decision, reasons, mitigations, againstAdvice: against || (isAskedFor ? null : reasons) };
}

/**
 * What is missing before a decision can be signed, by the API's names; empty when nothing is. Reasons are always needed,
 * those of a no as well; a plan has at least one thing, and of each who does it, for a plan that is nobody's is none.
 *
 * @param others who would be there, too: a plan is read by the key worker and the family, so it names none of them
 * @example missingOf({ decision: 'suitable', reasons: 'Calm', mitigations: [], againstAdvice: null }, 'unsuitable')[0].field; // 'againstAdvice'
 */
export function missingOf(decided: Decided, verdict: Verdict, others: readonly Called[] = []): FieldError[] {
  const { decision, reasons, mitigations, againstAdvice } = decided;
  const errors: FieldError[] = [];
  const add = (field: string, message: string) => errors.push({ field, message });
  if (reasons === '') add('reasons', NO_REASONS);
  if (decision === 'suitable_with_mitigations') {
    if (mitigations.length === 0) add('mitigations', NO_PLAN);
    for (const [place, one] of mitigations.entries()) {
      const fault = faultOf(one, others);
      if (fault) add(`mitigations.${place}.${fault.field}`, fault.message);
    }
    if (mitigations.length > MOST_MITIGATIONS)
      add('mitigations', `A plan has ${MOST_MITIGATIONS} things at most. Put some of them together.`);
  } else if (mitigations.length > 0) add('mitigations', PLAN_WITHOUT);
  if (decision !== 'not_suitable' && goesAgainst(decision, verdict) && !againstAdvice)
    add('againstAdvice', `The advice is “${VERDICT_TEXT[verdict]}”. Say in a sentence why you go against it.`);
  else if ([...(againstAdvice ?? '')].length > LONGEST_REASON)
    add('againstAdvice', `Say it in ${LONGEST_REASON} characters or fewer.`);
  return errors;
}

/** What is said where no reasons are given. */
export const NO_REASONS = 'Give your reasons in a sentence: they are part of the decision.';

/** What is said of a plan that is nobody's. */
export const sayWho = (what: string): string => `Say who does it: ${what}`;

function faultOf({ what, who }: Mitigation, others: readonly Called[]): FieldError | undefined {
  const at = (field: keyof Mitigation, message: string) => ({ field, message });
  if (what === '') return at('what', `Say what ${who || 'somebody'} does, or leave this line empty.`);
  if (who === '') return at('who', sayWho(what));
  if ([...what].length > LONGEST_MITIGATION)
    return at('what', `Say it in ${LONGEST_MITIGATION} characters or fewer: ${what}`);
  if ([...who].length > LONGEST_WHO) return at('who', `Say who does it in ${LONGEST_WHO} characters or fewer: ${what}`);
  const named = namedIn(what, who, others);
  if (named === undefined) return undefined;
  const message = `Do not name ${named.name} in the plan: the key worker and the family read it. Say it without the name.`;
  return at(named.field, message);
}

/**
 * The first of the others whom a plan names, and where. In what is done those who would be there are named by every name
 * that they have, also in small letters, and by their initials; everybody else by both names together or the number of
 * their case. In who does it only both names name anybody, for a member of staff may share one of them. It guards against a
 * slip and cannot tell who is meant by “the boy upstairs”.
 *
 * @example namedIn('Kit’s room stays locked', 'Night staff', [{ firstName: 'Kit', lastName: 'Example' }])?.name; // 'Kit'
 */
export function namedIn(
  what: string,
  who: string,
  others: readonly Called[],
): { field: keyof Mitigation; name: string } | undefined {
  const [inWhat] = nameFinder(others, undefined, ({ isElsewhere }) => !isElsewhere)(what);
  if (inWhat) return { field: 'what', name: nameSaid(what, inWhat) };
  const [inWho] = nameFinder(others.map((one) => ({ ...one, isElsewhere: true as const })))(who);
  return inWho && { field: 'who', name: nameSaid(who, inWho) };
}

/** The name as it is on record, where it is in the text; of initials or the number of a case only that it is somebody. */
function nameSaid(text: string, { firstName, lastName }: Called): string {
  const names = [`${firstName} ${lastName}`, firstName, lastName];
  return names.find((name) => name.trim() && hasName(text, name, true)) ?? 'somebody else';
}

const NO_PLAN = 'List at least one thing that makes it work, and who does it.';
const PLAN_WITHOUT =
  'You listed a plan. Choose “Suitable with a plan”, or clear the lines: a plan stands only with that decision.';
