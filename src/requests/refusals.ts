import { DomainError } from '../kernel/domain-error.js';

/** What becomes of a step that is refused for one of several parts of a request. */
export interface Refusing {
  /** Runs what may be refused of a part; `undefined` where it was, or where something else of the part was before. */
  unless<T>(partId: string, work: () => T | Promise<T>): Promise<T | undefined>;
  /** Whether nothing of the part was refused so far. */
  stands(part: { request: { partId: string } }): boolean;
}

/** All or none: the first refusal is that of the whole step. */
export const allOrNothing: Refusing = { unless: async (_, work) => work(), stands: () => true };

/** Each for itself: a refusal is kept with its part, of which nothing is done, and stops no other. */
export class EachByItself implements Refusing {
  readonly refused = new Map<string, DomainError>();

  async unless<T>(partId: string, work: () => T | Promise<T>): Promise<T | undefined> {
    if (this.refused.has(partId)) return undefined;
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      this.refused.set(partId, error);
      return undefined;
    }
  }

  stands({ request }: { request: { partId: string } }): boolean {
    return !this.refused.has(request.partId);
  }
}
