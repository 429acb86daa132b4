import type { Nights } from '../../../kernel/nights.js';
import type { Finding } from '../alert-kinds.js';
import { isAhead, type Moment } from './moment.js';

/** A stay or an offer on which it was decided who is there together, and what differs since. */
export interface Decided extends Nights {
  stayId: string | null;
  offerId: string | null;
  youngPersonId: string;
  begins: Date;
  /** `held`: of somebody who came or left, that an offer holds or held a bed for them, and they have or had no stay. */
  changes: readonly { kind: string; youngPersonId?: string; held?: boolean }[];
  /** It was decided that they cannot be there, and the stay stands. */
  isRefused: boolean;
}

/** What somebody has learnt of one of the group is no other group: it is told of by itself. */
export const ABOUT_ONE: readonly string[] = ['assessment', 'gap', 'information'];

/**
 * Stays and offers whose group is no longer as it was decided: somebody came or left, what is decided of two is another, the
 * staff or the rooms, or the matching guide. Whoever is only held a bed, by an offer that may still need a signature or an answer,
 * is told apart from who has a stay. For the unit alone, since it is about other children.
 *
 * @example groupChanged([{ …stay, changes: [{ kind: 'came' }] }], { daysAhead: 60 }, now)[0].figures.changes; // 'came'
 */
export function groupChanged(
  decided: readonly Decided[],
  { daysAhead }: { daysAhead: number },
  moment: Moment,
): Finding[] {
  return decided
    .filter(({ arrival, departure }) =>
      arrival < moment.tonight ? departure > moment.tonight : isAhead(arrival, daysAhead, moment),
    )
    .flatMap(({ stayId, offerId, youngPersonId, arrival, departure, begins, changes, isRefused }): Finding[] => {
      const kinds = changes
        .filter(({ kind }) => !ABOUT_ONE.includes(kind))
        .map(({ kind, held }) => (held ? `${kind}_held` : kind));
      if (kinds.length === 0 && !isRefused) return [];
      return [
        {
          kind: 'group_changed',
          key: (stayId ?? offerId)!,
          opens: true,
          grade: kinds.length + (isRefused ? 1 : 0),
          about: { youngPersonId, ...(stayId && { stayId }), ...(offerId && { offerId }) },
          figures: {
            ...{ arrival, departure, changes: [...new Set(kinds)].toSorted().join(' ') },
            ...{ count: kinds.length, refused: isRefused ? 'yes' : 'no' },
          },
          dueAt: begins,
        },
      ];
    });
}
