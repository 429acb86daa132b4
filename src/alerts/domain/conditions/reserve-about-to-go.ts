import type { PlainDate } from '../../../kernel/nights.js';
import type { Finding } from '../alert-kinds.js';
import { isWithin, type Moment } from './moment.js';

/** A night for which a bed is kept for emergencies, until an instant. */
export interface Kept {
  claimId: string;
  reserveId: string;
  bed: string;
  night: PlainDate;
  releaseAt: Date;
}

/**
 * Beds kept for emergencies that are anybody's soon: so that somebody says whether to keep one, or for whom it will be. Kept
 * anew for the same night, it is the same thing.
 *
 * @example reserveAboutToGo([{ …kept, releaseAt: inFiveHours }], { hoursBefore: 24 }, now).length; // 1
 */
export function reserveAboutToGo(
  all: readonly Kept[],
  { hoursBefore }: { hoursBefore: number },
  moment: Moment,
): Finding[] {
  return all
    .filter(({ releaseAt }) => releaseAt > moment.now && isWithin(releaseAt, hoursBefore, moment))
    .map(({ claimId, reserveId, bed, night, releaseAt }) => ({
      kind: 'reserve_about_to_go',
      key: `${reserveId} ${night}`,
      opens: true,
      about: { claimId },
      figures: { bed, reserve: reserveId, night, releaseAt: releaseAt.toISOString() },
      dueAt: releaseAt,
    }));
}
