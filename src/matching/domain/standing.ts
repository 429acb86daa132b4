import { addDays, dateIn, type PlainDate } from '../../kernel/nights.js';
import { sayDate } from '../../kernel/say-date.js';
import type { Gap } from './assessed.js';

interface Person {
  id: string;
  name: string;
}

/** What is known of whether a young person counts as assessed. */
export interface StandingFacts {
  latest: {
    signedAt: Date;
    signedBy: Person;
    reviewBy: PlainDate;
    /** By their ids, whose answers are in it beside those of who signed. */
    alsoWrittenBy: readonly string[];
    isCountersigned: boolean;
  } | null;
  /** Who wrote last on what has not been signed. */
  draft: { by: Person } | null;
  /** Pieces of information reported since it was signed at which nobody has looked. */
  unseen: number;
  /** Those of which somebody who looked at them says that a new version is needed. */
  asksNew: number;
  keyWorker: Person;
  /** When they come next, or came and are there; null when nothing is booked. */
  nextArrival: PlainDate | null;
  /** Their arrival is on record, and they have not left. */
  isHere: boolean;
}

/** Whose move it is. */
export const MOVES = ['key_worker', 'author', 'second_person', 'unit'] as const;
export type Move = (typeof MOVES)[number];
/** On whose list it stands: of a draft on the key worker's, whoever writes it. */
export const OWNERS = ['key_worker', 'unit'] as const;
export type Owner = (typeof OWNERS)[number];

export interface Standing {
  /** Why they count as not assessed; null when they count. */
  gap: Gap | null;
  /** The last day on which it counts; null when nothing is signed. */
  countsUntil: PlainDate | null;
  /** What there is, or what is missing. */
  says: string;
  move: { who: Move; owner: Owner; says: string } | null;
}

const ZONE = 'Europe/London';

/**
 * Whether a young person counts as assessed today: signed, countersigned by a second person, within its review date and
 * within the days for which the matching guide counts it, and nothing new at which nobody has looked. Otherwise what is
 * missing, and whose move it is. Only those heading for a stay need one: without a booking nothing is pressing.
 *
 * *Not assessed* is never *suitable*: "Missing or out-of-date information" (Ofsted 2022).
 */
export function standingOf(facts: StandingFacts, today: PlainDate, assessmentDays: number): Standing {
  const { latest, draft, keyWorker, unseen, asksNew } = facts;
  const keyWorkers = (doing: string): Standing['move'] => ({
    ...(draft
      ? {
          who: 'author',
          owner: 'key_worker',
          says: `${draft.by.name} finishes and signs the draft${pressing(facts, today)}.`,
        }
      : {
          who: 'key_worker',
          owner: 'key_worker',
          says: `${keyWorker.name}, the key worker, ${doing}${pressing(facts, today)}.`,
        }),
  });
  if (!latest)
    return {
      ...{ gap: 'no_assessment', countsUntil: null },
      says: draft
        ? 'Not assessed: a draft has been begun and not signed.'
        : 'Not assessed: nobody has assessed them yet.',
      move: keyWorkers('writes one'),
    };
  const stale = addDays(dateIn(latest.signedAt, ZONE), assessmentDays);
  const countsUntil = latest.reviewBy < stale ? latest.reviewBy : stale;
  const signed = `signed by ${latest.signedBy.name} on ${sayDate(dateIn(latest.signedAt, ZONE))}`;
  if (!latest.isCountersigned) {
    const byUnit = [latest.signedBy.id, ...latest.alsoWrittenBy].includes(keyWorker.id);
    const second = byUnit ? 'Somebody of the unit' : keyWorker.name;
    const others = latest.alsoWrittenBy.length > 0 ? ' and wrote none of it' : '';
    return {
      ...{ gap: 'not_countersigned', countsUntil },
      says: `Not assessed: it was ${signed}, and a second person has not countersigned it.`,
      move: {
        ...{ who: 'second_person', owner: byUnit ? 'unit' : 'key_worker' },
        says: `${second}, or anybody else who works with them${others}, countersigns it.`,
      },
    };
  }
  if (countsUntil < today)
    return {
      ...{ gap: 'out_of_date', countsUntil },
      says: `Not assessed: what was ${signed} counted until ${sayDate(countsUntil)}.`,
      move: keyWorkers('writes a new version'),
    };
  if (asksNew > 0)
    return {
      ...{ gap: 'new_information', countsUntil },
      says: `Not assessed: something new was reported since it was ${signed}, and a new version is needed.`,
      move: keyWorkers('writes a new version'),
    };
  if (unseen > 0)
    return {
      ...{ gap: 'new_information', countsUntil },
      says: `Not assessed: something new was reported since it was ${signed}.`,
      move: {
        who: 'unit',
        owner: 'unit',
        says: 'Somebody of the unit looks at it, and says whether anything changes.',
      },
    };
  return { gap: null, countsUntil, says: `Assessed: ${signed}, counts until ${sayDate(countsUntil)}.`, move: null };
}

function pressing({ nextArrival, isHere }: StandingFacts, today: PlainDate): string {
  if (isHere) return ' now: they are here';
  if (nextArrival === null) return ' before a stay is booked';
  if (nextArrival < today) return ' now: they were to come by now';
  return nextArrival === today ? ' now: they arrive today' : ` before they come on ${sayDate(nextArrival)}`;
}
