/** A run of a schedule: what it was made of, and what came of it. */
export interface Run {
  startedAt: Date;
  /** How many pieces of work it has, and how many of them are done, are given up and wait for somebody, or were dismissed. */
  pieces: number;
  done: number;
  failed: number;
  dismissed: number;
  /** When the last piece ended; null while one waits. */
  endedAt: Date | null;
}

export type RunState = 'done' | 'under_way' | 'slow' | 'failed';

/** Work that takes longer than this has met with trouble: it is tried again in between. */
const SLOW_MS = 10 * 60_000;
/** So long after its time a schedule has not run: the worker is away, or has no connection. */
const LATE_MS = 5 * 60_000;

/**
 * What came of a run. What was dismissed counts as seen to.
 *
 * @example runState({ startedAt, pieces: 9, done: 8, failed: 1, dismissed: 0, endedAt }, now); // 'failed'
 */
export function runState({ startedAt, pieces, done, failed, dismissed }: Run, now: Date): RunState {
  if (failed > 0) return 'failed';
  if (done + dismissed >= pieces) return 'done';
  return now.getTime() - startedAt.getTime() > SLOW_MS ? 'slow' : 'under_way';
}

/** Whether a schedule should have run by now and has not: since when. One that has never run is new. */
export function lateSince(last: Date, lastRun: Pick<Run, 'startedAt'> | null, now: Date): Date | null {
  if (!lastRun || !isLate(last, now)) return null;
  return lastRun.startedAt.getTime() >= last.getTime() - LATE_MS ? null : last;
}

/** Whether what was due at this instant should long have been taken up. */
export const isLate = (due: Date, now: Date): boolean => now.getTime() - due.getTime() > LATE_MS;
