import { roomsApart } from '../../calendar/domain/rooms-apart.js';
import type { Nights, PlainDate } from '../../kernel/nights.js';
import type { Ease } from '../../matching/domain/factors.js';
import { groupLimits, type GroupLimit } from '../../matching/domain/judge-night.js';
import { weigh, type Judged, type Strength } from '../../matching/domain/judge-pair.js';
import { VERDICTS, type Band } from '../../matching/domain/verdicts.js';
import { known, sleepersOn, type Household, type Matching } from './fit.js';

/** Two of a group, as they are on the gravest of the nights that they share. */
export interface GroupPair extends Judged {
  /** The smaller id first: who is named first says nothing. */
  between: readonly [string, string];
  /** The night it is about, the first of those that are equal; and all that they share. */
  night: PlainDate;
  nights: PlainDate[];
  strengths: Strength[];
  /** How grave the worst risk is that one is to the other, by whose it is; null for none. */
  from: Readonly<Record<string, Band | null>>;
}

/** A night of a group: who is there, and what all of them together ask of the house. */
export interface GroupNight {
  night: PlainDate;
  people: string[];
  limits: GroupLimit[];
}

export interface Group {
  /** Each with the nights on which they are there, in the order of their ids. */
  people: { id: string; nights: PlainDate[] }[];
  pairs: GroupPair[];
  nights: GroupNight[];
}

/**
 * A group as a picture: any two who share a night, with what stands between the two on the gravest of those nights; and
 * what all together ask of the house night by night. By the same rules as the advice on one young person, so that the two
 * never say different things. Where rooms lie apart, or somebody is awake, it is counted; of who is
 * held two beds for one night, only where both lie apart. No order of the input matters, and
 * somebody more changes nothing between two others.
 *
 * @example groupOf(house, matching, { arrival: '2027-05-14', departure: '2027-05-16' }).pairs[0]; // { between: ['kit', 'tia'], verdict: 'suitable', … }
 */
export function groupOf(house: Household, matching: Matching, range: Nights): Group {
  const { rules, people } = matching;
  const always: Ease[] = house.wakingNight ? ['waking_night'] : [];
  const figures = new Map(house.staffed.map(({ night, figure }) => [night, figure?.take ?? null]));
  const there = new Map<string, PlainDate[]>();
  const shared = new Map<string, { between: [string, string]; nights: { night: PlainDate; eases: Ease[] }[] }>();
  const nights: GroupNight[] = [];
  for (const [night, sleepers] of sleepersOn(house.claims, range)) {
    const ids = [...new Set(sleepers.map(({ id }) => id))].toSorted();
    const bedsOf = (id: string) => sleepers.filter((one) => one.id === id).map(({ bedId }) => bedId);
    for (const [place, id] of ids.entries()) {
      there.set(id, [...(there.get(id) ?? []), night]);
      const away = bedsOf(id).map((bedId) => roomsApart(bedId, house.beds));
      for (const other of ids.slice(place + 1)) {
        const pair = shared.get(`${id} ${other}`) ?? { between: [id, other], nights: [] };
        const areApart = bedsOf(other).every((bedId) => away.every((rooms) => rooms.has(bedId)));
        const eases = areApart ? [...always, 'rooms_apart' as const] : always;
        pair.nights.push({ night, eases });
        shared.set(`${id} ${other}`, pair);
      }
    }
    const everybody = ids.map((id) => known(people, id));
    const limits = groupLimits(rules, everybody, figures.get(night) ?? null, always);
    nights.push({ night, people: ids, limits });
  }
  return {
    people: [...there].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([id, theirs]) => ({ id, nights: theirs })),
    pairs: [...shared.values()].map((pair) => gravestOf(pair, matching)).toSorted(byNames),
    nights,
  };
}

function gravestOf(
  { between, nights }: { between: [string, string]; nights: { night: PlainDate; eases: Ease[] }[] },
  { rules, judge, people }: Matching,
): GroupPair {
  const [one, other] = between.map((id) => known(people, id)) as [ReturnType<typeof known>, ReturnType<typeof known>];
  const [gravest] = nights
    .map(({ night, eases }) => ({ night, ...judge(one, other, eases) }))
    .toSorted(
      (a, b) =>
        VERDICTS.indexOf(b.judged.verdict) - VERDICTS.indexOf(a.judged.verdict) ||
        a.judged.score - b.judged.score ||
        (a.night < b.night ? -1 : 1),
    );
  const { judged, answer, night } = gravest!;
  const bandFrom = (id: string) => {
    const theirs = judged.contributions.filter(({ rule, from }) => rule === 'interaction' && from === id);
    return theirs.length > 0 ? weigh(rules, theirs).band : null;
  };
  return {
    ...judged,
    ...{ between, night, nights: nights.map((each) => each.night), strengths: answer.strengths },
    from: { [one.id]: bandFrom(one.id), [other.id]: bandFrom(other.id) },
  };
}

const byNames = ({ between: one }: GroupPair, { between: other }: GroupPair): number =>
  one.join(' ') < other.join(' ') ? -1 : 1;
