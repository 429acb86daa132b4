import { addDays, type PlainDate } from '../../kernel/nights.js';
import { sayDay, sayInstant, sayNights } from '../../kernel/say-date.js';
import type { InformationService } from '../../matching/information.service.js';
import { wordsOfFacts } from '../../matching/domain/pair-word.js';
import { PAIR_SAYS, sayReason, type NameOf } from '../../matching/domain/say-reason.js';
import { VERDICT_TEXT, type Verdict } from '../../matching/domain/verdicts.js';
import { refusedMove } from '../../stays/domain/refusal.js';
import { staySpan } from '../../web/filters.js';
import type { Flag, FlagChange } from '../decision-flags.service.js';
import { isKeptApart } from '../domain/decision-inputs.js';
import { DECISION_TEXT } from '../domain/match-decision.js';
import { isAsSigned } from '../domain/signed-list.js';
import type { AgainNow } from '../again.js';
import type { SignedDecision } from '../decision-records.service.js';
import { shortFit, type FitText, type Named } from './fit.page.js';
import { yesSaid } from './kept-yes.page.js';
import { personFacts } from './words.page.js';

/** What was decided, what has changed and what the advice is now, in words for one reader. */
export interface LookAgainView {
  last: SignedDecision | undefined;
  changes: string[];
  isOpen: boolean;
  now: FitText;
  nameOf: NameOf;
  named: Named;
}

/** Where a decision is looked at again. */
export const lookAgainPath = (of: { stay: string | null; offer: string | null }): string =>
  of.stay ? `/stays/${of.stay}/look-again` : `/offers/${of.offer}/look-again`;

/**
 * What has changed since it was decided, a sentence each.
 *
 * @example sayChange({ kind: 'came', youngPersonId: 'k', nights: ['2027-03-12'], held: false }, nameOf); // 'Kit Kestrel will be there, too: on the night of Friday 12 March.'
 */
export function sayChange(change: FlagChange, nameOf: NameOf): string {
  switch (change.kind) {
    case 'came':
      if (change.held)
        return `A bed is held for ${nameOf(change.youngPersonId)} by an offer, who was not looked at: ${sayNights(change.nights)}.`;
      return `${capital(nameOf(change.youngPersonId))} will be there, too: ${sayNights(change.nights)}.`;
    case 'left':
      if (change.held)
        return `No bed is held for ${nameOf(change.youngPersonId)} any more: ${sayNights(change.nights)}.`;
      return `${capital(nameOf(change.youngPersonId))} will not be there any more: ${sayNights(change.nights)}.`;
    case 'assessment':
      return `What is known of ${nameOf(change.youngPersonId)} has changed: there is a new assessment, or other needs.`;
    case 'gap':
      return change.isAssessed
        ? `${capital(nameOf(change.youngPersonId))} is assessed now.`
        : `${capital(nameOf(change.youngPersonId))} does not count as assessed any more.`;
    case 'decision':
      if (change.isOtherPlan)
        return `Another plan was decided for them and ${nameOf(change.youngPersonId)}: read what it says now.`;
      return `What is decided about them and ${nameOf(change.youngPersonId)} has changed: ${change.to ? `it is “${PAIR_SAYS[change.to].toLowerCase()}” now` : 'no decision about the two is in force now'}.`;
    case 'information':
      return `Something new was reported of ${nameOf(change.youngPersonId)} on ${sayDay(change.on)}: look at who stays with whom.`;
    case 'nights':
      return `Nights were added that nobody has looked at: ${sayNights(change.nights)}.`;
    case 'staff':
      return `The staff can take fewer than it was decided on: ${sayNights(change.nights)}.`;
    case 'waking_night':
      return `There is no waking night any more, which it was decided on: ${sayNights(change.nights)}.`;
    case 'rooms':
      return `Rooms that lay apart when it was decided do not any more: ${sayNights(change.nights)}.`;
    case 'guide':
      return `The matching guide has changed: version ${change.to.version} says “${adviceText(change.to)}” of the same group, version ${change.from.version} said “${adviceText(change.from)}”.`;
  }
}

/** @example adviceText({ verdict: 'suitable', score: 82 }); // 'Suitable · 82' */
export const adviceText = ({ verdict, score }: { verdict: Verdict; score: number }): string =>
  verdict === 'not_assessed' ? VERDICT_TEXT[verdict] : `${VERDICT_TEXT[verdict]} · ${score}`;

/** Everybody whom the changes are about. */
export const whoChanged = ({ changes }: Pick<Flag, 'changes'>): string[] =>
  changes.flatMap((change) => ('youngPersonId' in change ? [change.youngPersonId] : []));

/** The list of everything to look at again, at one unit or at all. */
export const lookAgainListPath = (unitId?: string, cursor?: string | null): string => {
  const asked = [...(unitId ? [`unit=${unitId}`] : []), ...(cursor ? [`cursor=${encodeURIComponent(cursor)}`] : [])];
  return `/look-again${asked.length > 0 ? `?${asked.join('&')}` : ''}`;
};

/**
 * How many more there are than stand in the lists of the day, and where all of them stand; nothing where there are none.
 *
 * @example lookAgainLater({ later: 4, isMore: false }).text; // '4 more matching decisions to look at again, for later arrivals'
 */
export function lookAgainLater({
  later,
  isMore,
  unitId,
}: {
  later: number;
  isMore: boolean;
  unitId?: string | undefined;
}) {
  if (later === 0 && !isMore) return null;
  const count = isMore ? `${later} or more` : String(later);
  const what = later === 1 && !isMore ? 'matching decision' : 'matching decisions';
  return { href: lookAgainListPath(unitId), text: `${count} more ${what} to look at again, for later arrivals` };
}

/** One of them, for a program. */
export const toLookAgainJson = ({ standing, changes, isRefused }: Flag, nameOf: NameOf) => ({
  ...{ stay: standing.stay, offer: standing.offer, unit: standing.unitId, youngPerson: standing.youngPerson },
  ...{ arrival: standing.arrival, departure: standing.departure, decision: standing.decision },
  ...{ signedAt: standing.signedAt, isRefused, changes: changes.map((change) => sayChange(change, nameOf)) },
});

/** Everything on a page of the list. */
export function lookAgainListPage(
  { items, next, nameOf }: { items: readonly Flag[]; next: string | null; nameOf: NameOf },
  { today, unit, isFirst }: { today: PlainDate; unit?: { id: string; name: string } | undefined; isFirst: boolean },
  units: readonly { id: string; name: string }[],
) {
  return {
    unit,
    solve: items.map((flag) => ({
      ...lookAgainLine(flag, nameOf, today),
      ...(units.length > 1 && !unit && { unit: units.find(({ id }) => id === flag.standing.unitId)?.name }),
    })),
    next: next && lookAgainListPath(unit?.id, next),
    first: isFirst ? undefined : lookAgainListPath(unit?.id),
  };
}

/** What there is to look at again, in a line of the unit's lists. */
export function lookAgainLine({ standing, changes, isRefused }: Flag, nameOf: NameOf, today: PlainDate) {
  const urgent = standing.arrival <= addDays(today, 1);
  const said = changes.map((change) => sayChange(change, nameOf));
  return {
    href: lookAgainPath(standing),
    person: personFacts(standing.youngPerson, today),
    what: staySpan(standing),
    apart: null,
    urgent,
    when: !urgent ? 'Soon' : standing.arrival <= today ? 'Urgent: today' : 'Urgent: tomorrow',
    text: [
      isRefused ? refusedSaid(standing) : standing.isKept ? YES_WAITS : 'Look again at who is there with whom.',
      ...said,
    ].join(' '),
  };
}

const refusedSaid = (stay: { isThere: boolean }): string =>
  `It was decided that they cannot be there on these nights. ${refusedMove(stay)}`;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Everything on the page on which a decision is looked at again; `reported`: what was reported since, in its words. */
export function lookAgainPage(
  { youngPerson, arrival, departure, unit, of, looked, flag, yes = null }: AgainNow,
  { last, changes, isOpen, now, nameOf }: LookAgainView,
  reported: Awaited<ReturnType<InformationService['those']>>,
  { isSigner, today }: { isSigner: boolean; today: PlainDate },
) {
  const { againstAdvice } = looked.known.rules;
  const { verdict } = looked.advice;
  const isManagers = verdict !== 'suitable' && againstAdvice[verdict].by === 'manager';
  return {
    reported: reported.map((one) => ({
      href: `/information/${one.id}`,
      name: `${one.youngPerson.firstName} ${one.youngPerson.lastName}`,
      text: one.text,
      by: `${one.by.name}, ${sayInstant(one.at, unit.zone)}`,
    })),
    ...{ changes, isOpen, now, unit: unit.name, person: personFacts(youngPerson, today) },
    span: staySpan({ arrival, departure }),
    isOffer: 'offerId' in of,
    refused: flag?.isRefused === true ? refusedSaid(flag.standing) : '',
    yes: yesSaid({ yes }, unit.zone),
    isAsSigned: yes !== null && last !== undefined && isAsSigned(verdict, last.verdict) && !isKeptApart(looked.inputs),
    mayNot:
      yes && !isSigner
        ? WAITS_FOR_SIGNER
        : isManagers && !isSigner
          ? `${GOES_AGAINST} “${VERDICT_TEXT[verdict]}”, ${ONLY_SIGNERS}`
          : '',
    then: last && {
      decision: DECISION_TEXT[last.decision],
      by: `${last.signedBy.name}, ${sayInstant(last.signedAt, unit.zone)}`,
      plan: last.mitigations,
      reasons: last.reasons,
      against: last.againstAdvice ?? '',
      band: { ...shortFit(last) },
      advice: adviceText(last),
      guide: last.guide,
      points: last.contributions.map((one) => sayReason(one, nameOf, wordsOfFacts(last.inputs.facts))),
    },
  };
}

const YES_WAITS = 'The family says yes: whoever signs looks at the nights again before they are booked.';
const WAITS_FOR_SIGNER =
  'The family says yes, so a decision books these nights. Only the registered manager or a named delegate signs it.';
const GOES_AGAINST = 'The advice now is';
const ONLY_SIGNERS =
  'and only the registered manager or a named delegate can go against it. You can decide with the advice, or ask them to look.';
