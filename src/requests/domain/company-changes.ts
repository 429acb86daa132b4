import type { PlainDate } from '../../kernel/nights.js';
import type { Assessed, PairFact } from '../../matching/domain/assessed.js';
import { everybodyOn, type DecisionInputs } from './decision-inputs.js';

/** One way in which things are no longer as they were when it was decided. */
export type Change =
  /** Somebody is to be there who was not looked at, or is not who was: by a stay, or only held a bed by an offer. */
  | { kind: 'came' | 'left'; youngPersonId: string; nights: PlainDate[]; held: boolean }
  /** A new assessment of theirs says otherwise. */
  | { kind: 'assessment'; youngPersonId: string }
  /** They do not count as assessed any more, or now do. */
  | { kind: 'gap'; youngPersonId: string; isAssessed: boolean }
  /** What is decided about the young person and this one is another, or of the same kind with another plan. */
  | { kind: 'decision'; youngPersonId: string; to: PairFact['decision'] | null; isOtherPlan: boolean }
  /** Nights that were added since. */
  | { kind: 'nights'; nights: PlainDate[] };

type LookedNight = Pick<DecisionInputs['nights'][number], 'night' | 'booked' | 'offered'>;
type Looked = Pick<DecisionInputs, 'guest' | 'others' | 'facts'> & { nights: readonly LookedNight[] };

/** The nights that are shared with somebody; `held` where they have a stay on none of them. */
type Shared = { nights: PlainDate[]; held: boolean };

/**
 * How the group and what is known of it differ from what a decision was made on, night by night; empty when nothing does,
 * so that a change that is undone is none any more.
 *
 * Everybody counts whom the advice counts: who has a stay, and who is held a bed by an offer, whether or not it is signed and
 * taken up. An offer that became a stay is no news, nor is a stay for which another bed is held; an offer that was made or
 * ended is. Nights that were taken off need no second look. Ages are not compared: they are those of the arrival.
 * What the staff can take and where rooms lie is no part of the group: `houseChanges` compares those.
 *
 * @example changesSince(then, { ...then, nights: [{ night: '2027-03-12', booked: ['kit'], offered: [] }] }); // [{ kind: 'came', youngPersonId: 'kit', nights: ['2027-03-12'], held: false }]
 */
export function changesSince(then: Looked, now: Looked): Change[] {
  const before = new Map(then.nights.map((one) => [one.night, one]));
  const [came, left] = [new Map<string, Shared>(), new Map<string, Shared>()];
  const note = (where: typeof came, id: string, { night, booked }: LookedNight) => {
    const { nights, held } = where.get(id) ?? { nights: [], held: true };
    where.set(id, { nights: [...nights, night], held: held && !booked.includes(id) });
  };
  for (const night of now.nights) {
    const was = before.get(night.night);
    if (!was) continue;
    for (const id of everybodyOn(night)) if (!everybodyOn(was).includes(id)) note(came, id, night);
    for (const id of everybodyOn(was)) if (!everybodyOn(night).includes(id)) note(left, id, was);
  }
  const added = now.nights.map(({ night }) => night).filter((night) => !before.has(night));
  const known = new Map([then.guest, ...then.others].map((one) => [one.id, one]));
  const there = [now.guest, ...now.others].flatMap((one) => {
    const was = known.get(one.id);
    return was ? [{ was, is: one }] : [];
  });
  return [
    ...byName(came).map(([youngPersonId, shared]): Change => ({ kind: 'came', youngPersonId, ...shared })),
    ...byName(left).map(([youngPersonId, shared]): Change => ({ kind: 'left', youngPersonId, ...shared })),
    ...(added.length > 0 ? [{ kind: 'nights', nights: added } as const] : []),
    ...there.flatMap(({ was, is }): Change[] => {
      const youngPersonId = is.id;
      if (Boolean(was.gap) !== Boolean(is.gap)) return [{ kind: 'gap', youngPersonId, isAssessed: !is.gap }];
      return saidOf(was) === saidOf(is) ? [] : [{ kind: 'assessment', youngPersonId }];
    }),
    ...there.flatMap(({ is }): Change[] => (is.id === now.guest.id ? [] : decidedSince(then.facts, now.facts, is.id))),
  ];
}

const byName = (found: ReadonlyMap<string, Shared>) => [...found].toSorted(([a], [b]) => (a < b ? -1 : 1));

/** What is known of somebody, as text: in whatever order it was stored. */
export const saidOf = ({ support, ratings }: Assessed): string =>
  JSON.stringify([
    support,
    ratings.map(({ factor, poses, vulnerable, status }) => [factor, poses, vulnerable, status].join(' ')).toSorted(),
  ]);

/** What is decided about the young person and this one is another; a plan also where it took the place of one that is known. */
function decidedSince(then: readonly PairFact[], now: readonly PairFact[], youngPersonId: string): Change[] {
  const to = now.find(({ youngPeople, decision }) => decision && youngPeople.includes(youngPersonId))?.decision ?? null;
  const said = { kind: 'decision', youngPersonId, to } as const;
  const kinds = (facts: readonly PairFact[]) => factsOf(facts.map(withoutId), youngPersonId);
  if (kinds(then) !== kinds(now)) return [{ ...said, isOtherPlan: false }];
  const isKnown = then.every(
    ({ id, youngPeople, decision }) => id ?? (!decision || !youngPeople.includes(youngPersonId)),
  );
  return isKnown && factsOf(then, youngPersonId) !== factsOf(now, youngPersonId)
    ? [{ ...said, isOtherPlan: true }]
    : [];
}

const withoutId = ({ id: _, ...fact }: PairFact): PairFact => fact;

/**
 * What is decided about the young person and this one, as text. A plan that takes the place of another is another; what says
 * again that two go well together, or never, says the same.
 *
 * @example factsOf([{ youngPeople: ['kit', 'tia'], decision: 'only_with_mitigation', id: '7' }], 'kit'); // 'only_with_mitigation  7'
 */
export const factsOf = (facts: readonly PairFact[], youngPersonId: string): string =>
  facts
    .filter(({ youngPeople }) => youngPeople.includes(youngPersonId))
    .map(({ decision = '', siblings = '', id = '' }) =>
      decision === 'only_with_mitigation' ? `${decision} ${siblings} ${id}` : `${decision} ${siblings}`,
    )
    .toSorted()
    .join();
