import { sayDay } from '../../kernel/say-date.js';
import type { Known } from '../../matching/compatibility.service.js';
import type { Compatibility } from '../../matching/domain/judge-stay.js';
import {
  wordBehind,
  wordBehindStrength,
  wordsFor,
  type PairWord,
  type WordOf,
} from '../../matching/domain/pair-word.js';
import { sayPair, sayReason, sayRemedy, sayStrength, type NameOf } from '../../matching/domain/say-reason.js';
import { VERDICT_TEXT, type Verdict } from '../../matching/domain/verdicts.js';
import type { Fit } from '../domain/fit.js';
import type { DecisionInForceAnswer, FitAnswer } from '../dto/fit.answer.js';

/** How somebody fits, in words, for those who work at the unit. Nothing of it is for a key worker. */
export interface FitText {
  verdict: Verdict;
  /** How a band is coloured, and the sign that says the same without colour. */
  band: 'good' | 'warn' | 'bad' | 'info';
  mark: string;
  /** 'Suitable · 82'; without a number where something is missing. */
  text: string;
  score: number;
  guide: number;
  /** From 100 down, each with its points; together they are the score. */
  reasons: { points: string; text: string; decision: DecidedText | null }[];
  strengths: { text: string; decision: DecidedText | null }[];
  /** What is decided about them and whoever is there on any of the nights, where the reader may read both. */
  decisions: DecidedText[];
  /** Those of them that stand behind none of the reasons: about others than those of the night that decides. */
  otherDecisions: DecidedText[];
  /** Who is not assessed, and whose move it is. */
  gaps: string[];
  /** What would make it work, each with the advice as it would be then. */
  wouldWork: string[];
  /** The night that decides, and with whom. */
  worst: string;
}

/** A decision about two that is in force, and the page on which it stands. */
export interface DecidedText extends DecisionInForceAnswer {
  href: string;
  text: string;
  /** 'Kit Kestrel and Tia Example' */
  names: string;
}

/** How a verdict is coloured, and the sign that says the same without colour. */
export const MARKS: Record<Verdict, Pick<FitText, 'band' | 'mark'>> = {
  suitable: { band: 'good', mark: '✓' },
  only_with_mitigation: { band: 'warn', mark: '!' },
  not_assessed: { band: 'info', mark: '?' },
  unsuitable: { band: 'bad', mark: '✕' },
};

/** The sign of a verdict, and what stands beside it on a narrow strip. */
export function shortFit({ verdict, score }: { verdict: Verdict; score: number }) {
  const word = verdict === 'not_assessed' ? 'not assessed' : verdict === 'unsuitable' ? 'not suitable' : String(score);
  return { ...MARKS[verdict], word };
}

/** Whom the reader may see by name, and what the beds are called. */
export interface Named {
  youngPerson: { id: string; firstName: string; lastName: string };
  guests: ReadonlyMap<string, { firstName: string; lastName: string }>;
  beds: readonly { id: string; name: string }[];
}

/** The same of a young person and those whom the reader may see: of the others nobody is named. */
export function namedFit(fit: Fit, known: FitKnown, named: Named): FitText {
  const { youngPerson, guests, beds } = named;
  const seen = (id: string) => (id === youngPerson.id ? youngPerson : guests.get(id));
  const nameOf = nameIn(new Map([...guests, [youngPerson.id, youngPerson]]));
  const bedName = (bedId: string) => beds.find(({ id }) => id === bedId)?.name ?? 'another bed';
  const isSeen = (id: string) => seen(id) !== undefined;
  const reader = { nameOf, bedName, isSeen, wordOf: wordsFor(known.wordOf, isSeen) };
  return fitText(fit, known, reader, youngPerson.id);
}

/** What it takes to say how somebody fits. */
type FitKnown = Pick<Known, 'version' | 'standings' | 'wordOf'>;

/** The name by which somebody is called here; of one whom the reader may not see, a word that names nobody. */
export function nameIn(people: Named['guests']): NameOf {
  return (id) => {
    const one = people.get(id);
    return one ? `${one.firstName} ${one.lastName}` : 'another young person';
  };
}

function fitText(
  { compatibility, wouldWork }: Fit,
  { version, standings }: Pick<Known, 'version' | 'standings'>,
  { nameOf, bedName, isSeen, wordOf }: Reader,
  own: string,
): FitText {
  const { verdict, score, contributions, strengths, gaps, worst, nights } = compatibility;
  const decisions = decisionsOn(nights, own, { nameOf, wordOf });
  const behind = (word: PairWord | undefined) => decisions.find(({ id }) => id === word?.signed?.id) ?? null;
  const reasons = contributions.map((one) => ({
    ...{ points: signed(one.points), text: sayReason(one, nameOf, wordOf), decision: behind(wordBehind(one, wordOf)) },
  }));
  const beside = strengths.map((one) => ({
    ...{ text: sayStrength(one, nameOf, wordOf), decision: behind(wordBehindStrength(one, wordOf)) },
  }));
  const said = [...reasons, ...beside].map(({ decision }) => decision);
  const withWhom = worst.with === null ? '' : `, with ${nameOf(worst.with)}`;
  return {
    verdict,
    ...MARKS[verdict],
    text: verdict === 'not_assessed' ? VERDICT_TEXT[verdict] : `${VERDICT_TEXT[verdict]} · ${score}`,
    score,
    guide: version,
    ...{ reasons, strengths: beside, decisions, otherDecisions: decisions.filter((one) => !said.includes(one)) },
    gaps: gaps.map(({ youngPersonId }) => {
      const standing = isSeen(youngPersonId) ? standings.get(youngPersonId) : undefined;
      const more = standing ? ` ${[standing.says, standing.move?.says].filter(Boolean).join(' ')}` : '';
      return `${nameOf(youngPersonId)}:${more || ' not assessed.'}`;
    }),
    wouldWork: wouldWork
      .filter(({ kind }) => kind !== 'assess')
      .map(
        (one) =>
          `${sayRemedy(one, nameOf, bedName)}${'verdict' in one ? ` (${VERDICT_TEXT[one.verdict].toLowerCase()} then)` : ''}`,
      ),
    worst: nights.length > 1 && contributions.length > 0 ? `${sayDay(worst.night)} decides${withWhom}.` : '',
  };
}

interface Reader {
  nameOf: NameOf;
  bedName: (bedId: string) => string;
  isSeen: (youngPersonId: string) => boolean;
  wordOf: WordOf;
}

/** What is decided about the young person and each who is there on any of the nights, once. */
function decisionsOn(
  nights: Compatibility['nights'],
  own: string,
  { nameOf, wordOf }: Pick<Reader, 'nameOf' | 'wordOf'>,
): DecidedText[] {
  const others = new Set(nights.flatMap(({ pairs }) => pairs.map((pair) => pair.with)));
  return [...others].flatMap((other) => decidedText([own, other], { nameOf, wordOf }) ?? []);
}

/** A decision about two as pages and the API answer it; `undefined` where nothing is decided, or not for this reader. */
export function decidedText(
  [one, other]: readonly [string, string],
  { nameOf, wordOf }: Pick<Reader, 'nameOf' | 'wordOf'>,
): DecidedText | undefined {
  const word = wordOf(one, other);
  if (!word?.signed) return undefined;
  const { id, by, on, plan } = word.signed;
  return {
    ...{
      id,
      decision: word.decision,
      mitigation: plan,
      decidedBy: by,
      decidedOn: on,
      href: `/matching-decisions/${id}`,
    },
    ...{ text: sayPair(word, nameOf(one), nameOf(other)), names: `${nameOf(one)} and ${nameOf(other)}` },
  };
}

/** Each who is kept apart from the young person, with the decision where the reader may read it. */
export const keptApartOf = (kept: readonly string[], { decisions }: Pick<FitText, 'decisions'>) => {
  const known = decisions.filter(({ decision }) => decision === 'never_together');
  return kept.map((_, place) => known[place] ?? null);
};

/** The same as the API answers it. */
export const decisionInForce = ({
  id,
  decision,
  mitigation,
  decidedBy,
  decidedOn,
}: DecidedText): DecisionInForceAnswer => ({
  ...{ id, decision, mitigation, decidedBy, decidedOn },
});

/** The same as the API answers it. */
export function fitJson(fit: Fit, known: FitKnown, named: Named): FitAnswer {
  const { verdict, band, score, contributions, worst } = fit.compatibility;
  const { reasons, strengths, gaps, wouldWork, decisions } = namedFit(fit, known, named);
  const guest = worst.with === null ? undefined : named.guests.get(worst.with);
  const youngPerson = guest ? { id: worst.with!, firstName: guest.firstName, lastName: guest.lastName } : null;
  return {
    ...{ verdict, band, score, version: known.version, worst: { night: worst.night, youngPerson } },
    contributions: contributions.map(({ points, rule }, place) => {
      const { text, decision } = reasons[place]!;
      return { points, rule, sentence: text, ...(decision && { decision: decisionInForce(decision) }) };
    }),
    strengths: strengths.map(({ text }) => text),
    ...{ decisions: decisions.map(decisionInForce), gaps, wouldWork },
  };
}

/** @example signed(-8); // '−8' */
const signed = (points: number): string => (points < 0 ? `−${-points}` : `+${points}`);
