import { sayDay } from '../../kernel/say-date.js';
import type { Known } from '../../matching/compatibility.service.js';
import { sayReason, sayRemedy, sayStrength, type NameOf } from '../../matching/domain/say-reason.js';
import { VERDICT_TEXT, type Verdict } from '../../matching/domain/verdicts.js';
import type { Fit } from '../domain/fit.js';
import type { FitAnswer } from '../dto/fit.answer.js';

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
  reasons: { points: string; text: string }[];
  strengths: string[];
  /** Who is not assessed, and whose move it is. */
  gaps: string[];
  /** What would make it work, each with the advice as it would be then. */
  wouldWork: string[];
  /** The night that decides, and with whom. */
  worst: string;
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
export function namedFit(fit: Fit, known: Pick<Known, 'version' | 'standings'>, named: Named): FitText {
  const { youngPerson, guests, beds } = named;
  const seen = (id: string) => (id === youngPerson.id ? youngPerson : guests.get(id));
  const nameOf = nameIn(new Map([...guests, [youngPerson.id, youngPerson]]));
  const bedName = (bedId: string) => beds.find(({ id }) => id === bedId)?.name ?? 'another bed';
  return fitText(fit, known, nameOf, bedName, (id) => seen(id) !== undefined);
}

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
  nameOf: NameOf,
  bedName: (bedId: string) => string,
  isSeen: (youngPersonId: string) => boolean,
): FitText {
  const { verdict, score, contributions, strengths, gaps, worst, nights } = compatibility;
  const withWhom = worst.with === null ? '' : `, with ${nameOf(worst.with)}`;
  return {
    verdict,
    ...MARKS[verdict],
    text: verdict === 'not_assessed' ? VERDICT_TEXT[verdict] : `${VERDICT_TEXT[verdict]} · ${score}`,
    score,
    guide: version,
    reasons: contributions.map((one) => ({ points: signed(one.points), text: sayReason(one, nameOf) })),
    strengths: strengths.map((one) => sayStrength(one, nameOf)),
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

/** The same as the API answers it. */
export function fitJson(fit: Fit, known: Pick<Known, 'version' | 'standings'>, named: Named): FitAnswer {
  const { verdict, band, score, contributions, worst } = fit.compatibility;
  const { reasons, strengths, gaps, wouldWork } = namedFit(fit, known, named);
  const guest = worst.with === null ? undefined : named.guests.get(worst.with);
  const youngPerson = guest ? { id: worst.with!, firstName: guest.firstName, lastName: guest.lastName } : null;
  return {
    ...{ verdict, band, score, version: known.version, worst: { night: worst.night, youngPerson } },
    contributions: contributions.map(({ points, rule }, place) => ({ points, rule, sentence: reasons[place]!.text })),
    ...{ strengths, gaps, wouldWork },
  };
}

/** @example signed(-8); // '−8' */
const signed = (points: number): string => (points < 0 ? `−${-points}` : `+${points}`);
