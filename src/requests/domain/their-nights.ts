import type { Nights } from '../../kernel/nights.js';
import { sayReason } from '../../matching/domain/say-reason.js';
import type { Standing } from '../../matching/domain/standing.js';
import { gravest, type Verdict } from '../../matching/domain/verdicts.js';
import type { Signed } from './decided-nights.js';
import { fitFinder, type Household, type Matching } from './fit.js';
import type { Obstacle } from './obstacles.js';
import { theirSide, type Outcome, type OwnSide, type TheirNights } from './their-side.js';

/** One of those whom the reader may read about. */
export interface TheirOwn {
  id: string;
  firstName: string;
  lastName: string;
}

/**
 * Every start date with how it came out: the advice where a bed can be had, else what stands against it, and what a named
 * person has decided of it. What a manager could go over stands against it all the same.
 */
export function outcomesOf<O extends Nights>(
  answers: { options: readonly O[]; unavailable: readonly (Nights & { reasons: readonly Obstacle[] })[] },
  verdictOf: (option: O) => Verdict,
  signedOf: (nights: Nights) => Signed | undefined = () => undefined,
): Outcome[] {
  const { options, unavailable } = answers;
  const advised = [
    ...options.map((option) => ({ ...option, reasons: [], verdict: verdictOf(option) })),
    ...unavailable,
  ];
  return advised.map((outcome) => ({ ...outcome, signed: signedOf(outcome) }));
}

/**
 * Each of the nights as a key worker is told of it, by arrival and by nothing else: an order by how they fit would tell of
 * others. Days that are over are left out. Of the house nothing is told but what it can do for those whom it is about, as
 * if nobody else were there; see `theirSide`.
 *
 * Of brothers and sisters who come together, `people` are all of them: the nights are those on which all could come.
 */
export function nightsAsTold(
  outcomes: readonly Outcome[],
  people: readonly TheirOwn[],
  house: Household,
  known: Matching & { standings: ReadonlyMap<string, Standing> },
): TheirNights[] {
  const missing = people.flatMap((one) => missingOf(one, known.standings.get(one.id)));
  const nameOf = (id: string) => people.find((one) => one.id === id)?.firstName ?? '';
  const empty: Household = { ...house, claims: [] };
  const ahead = outcomes.filter(({ reasons }) => !reasons.some(({ code }) => code === 'past'));
  return ahead
    .toSorted((a, b) => (a.arrival < b.arrival ? -1 : 1))
    .map((outcome) => {
      const alone = people.map(({ id }) =>
        fitFinder(known.people.get(id)!, empty, known, outcome)(outcome, house.beds[0]?.id ?? ''),
      );
      const own: OwnSide = {
        missing,
        alone: {
          verdict: gravest(alone.map(({ verdict }) => verdict)),
          contributions: alone.flatMap(({ contributions }) => contributions),
        },
      };
      const { reasons, ...rest } = theirSide(outcome, own, (reason) => sayReason(reason, nameOf));
      return { ...rest, reasons: [...new Set(reasons)] };
    });
}

function missingOf({ firstName, lastName }: TheirOwn, standing: Standing | undefined): string[] {
  if (standing && standing.gap === null) return [];
  const says = [standing?.says, standing?.move?.says].filter(Boolean).join(' ');
  return [`${firstName} ${lastName}: ${says || 'not assessed.'}`];
}
