/**
 * Runs work on the same key one after another, in the order of asking. Counted-before-tried limits need it: forty
 * right passwords for one account at the same moment would otherwise count as forty guesses in flight.
 */
export class OneAtATime {
  private readonly last = new Map<string, Promise<unknown>>();

  get waiting(): number {
    return this.last.size;
  }

  async run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const mine = (this.last.get(key) ?? Promise.resolve()).then(work, work);
    const settled = mine.then(
      () => undefined,
      () => undefined,
    );
    this.last.set(key, settled);
    try {
      return await mine;
    } finally {
      if (this.last.get(key) === settled) this.last.delete(key);
    }
  }
}
