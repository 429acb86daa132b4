import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash } from 'node:crypto';
import { DomainError } from '../kernel/domain-error.js';

type IsAsSeen = (record: object) => boolean;

const expected = new AsyncLocalStorage<IsAsSeen>();

/**
 * The version of a record as its reader sees it: the same text for the same JSON, another for any other. What the API
 * gives as `ETag`, without the quotes.
 */
export function versionOf(record: object): string {
  return createHash('sha256').update(JSON.stringify(record)).digest('base64url').slice(0, 27);
}

/** Runs the rest of a step whose records have been compared already, of which one changes the others. */
export function whateverChanged<T>(work: () => T): T {
  return expected.run(() => true, work);
}

/** Runs `work`; a service in it that changes a record which is no longer as it was seen refuses. */
export function whileUnchanged<T>(isAsSeen: IsAsSeen, work: () => T): T {
  return expected.run(isAsSeen, work);
}

/** Whether nobody said what they saw, or it is one of these. For whoever would have to look up another way to see it. */
export function isUnchanged(...seenAs: readonly object[]): boolean {
  const isAsSeen = expected.getStore();
  return !isAsSeen || seenAs.some((record) => isAsSeen(record));
}

/** Whether whoever takes this step said what they saw. */
export const saidWhatWasSeen = (): boolean => expected.getStore() !== undefined;

/**
 * Called by every service that changes a record, with the record as its reader sees it, once nobody else can change it.
 * Whoever said what they saw and saw something else is refused. Where it is seen in several ways, by itself or as part of
 * something else, any of them will do.
 */
export function refuseIfChanged(...seenAs: readonly object[]): void {
  if (isUnchanged(...seenAs)) return;
  throw new DomainError(
    'gone_stale',
    'changed-meanwhile',
    'This was changed in the meantime, so nothing was saved. Look at what is saved now, then send your change again.',
  );
}
