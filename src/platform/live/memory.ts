/** How far back it is remembered: whoever was away for longer looks at everything anew. */
const REMEMBERED_MS = 600_000;
const MOST = 20_000;

/**
 * When each thing changed last, for those who come back after a gap: they fetch what changed in it and nothing else. Of ten
 * minutes, and of no more than twenty thousand things; of what is forgotten `since` says so. Instants are milliseconds of a
 * clock that never goes back.
 */
export class Memory {
  private readonly changedAt = new Map<string, number>();
  private from: number | undefined;

  /** From now on nothing is missed; of what was before nothing is known. */
  begin(now: number): void {
    this.changedAt.clear();
    this.from = now;
  }

  /** Something may be missed from now on. */
  lose(): void {
    this.changedAt.clear();
    this.from = undefined;
  }

  note(key: string, now: number): void {
    if (this.from === undefined) return;
    // The latest at the end, so that the oldest are found at the front.
    this.changedAt.delete(key);
    this.changedAt.set(key, now);
    for (const [oldest, at] of this.changedAt) {
      if (now - at < REMEMBERED_MS && this.changedAt.size <= MOST) break;
      this.changedAt.delete(oldest);
      this.from = Math.max(this.from, at);
    }
  }

  /** For how many milliseconds back every change is known; `undefined` while something may be missed. */
  since(now: number): number | undefined {
    return this.from === undefined ? undefined : now - this.from;
  }

  /** How many milliseconds ago it changed, of what is remembered. */
  ago(key: string, now: number): number | undefined {
    const at = this.changedAt.get(key);
    return at === undefined ? undefined : now - at;
  }

  get size(): number {
    return this.changedAt.size;
  }
}
