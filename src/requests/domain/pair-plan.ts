import type { Called } from '../../people/domain/names-in-text.js';
import { LONGEST_MITIGATION, MOST_MITIGATIONS, namedIn } from './match-decision.js';

/** The plan of a decision about two, and what of it can stand in the plan of a stay as it is. */
export interface PairPlan {
  href: string;
  /** The two whom it is about. */
  names: string;
  text: string;
  /** Its lines, where they can stand as they are; empty where they have to be worded anew. */
  lines: string[];
  /** Why they have to be, in a sentence; empty where they do not. */
  anew: string;
}

/**
 * What of a plan for two can be taken over into that of a stay, which the key worker and the family read: all of it, line by
 * line, or nothing of it. It was written for those who may read both, so it may name the other; then whoever signs words
 * it anew.
 *
 * @example planOfPair('Rooms apart', others); // { lines: ['Rooms apart'], anew: '' }
 */
export function planOfPair(text: string, others: readonly Called[]): Pick<PairPlan, 'lines' | 'anew'> {
  const lines = text.split(/\r?\n/).flatMap((line) => line.trim() || []);
  const named = lines.flatMap((line) => namedIn(line, '', others)?.name ?? [])[0];
  if (named !== undefined) return { lines: [], anew: `It names ${named}: put it in the lines below without the name.` };
  const isTooLong = lines.length > MOST_MITIGATIONS || lines.some((line) => [...line].length > LONGEST_MITIGATION);
  return isTooLong ? { lines: [], anew: TOO_LONG } : { lines, anew: '' };
}

const TOO_LONG = 'It is too long for a line: put what is needed of it in the lines below.';
