const SHORTEST_HOLD_MS = 15_000;
const LONGEST_HOLD_MS = 300_000;
const FULL_MS = 2_000;
const SPREAD_MS = 8_000;

/**
 * Before a server that others wait behind: so many talk to it at a time, and nobody while it is away, but for one that
 * looks after a while whether it is back. The rest come again later and hold up no job in the meantime. `monotonic` is a
 * clock in milliseconds that never goes back.
 */
export class Gate {
  private inside = 0;
  private failures = 0;
  private closedUntil = -Infinity;

  constructor(
    private readonly most: number,
    private readonly monotonic: () => number = () => performance.now(),
    private readonly chance: () => number = Math.random,
  ) {}

  /** Whether the server was away when it was asked last. */
  get isAway(): boolean {
    return this.failures > 0;
  }

  /** 0: come in, and call `leave` at the end. Otherwise in how many milliseconds to come again. */
  enter(): number {
    const now = this.monotonic();
    const spread = this.chance() * SPREAD_MS;
    if (now < this.closedUntil) return this.closedUntil - now + spread;
    if (this.inside >= (this.failures > 0 ? 1 : this.most)) return FULL_MS + spread;
    this.inside += 1;
    return 0;
  }

  /**
   * `isAway`: the server could not be reached; `undefined`: nobody asked it. Each time in a row that it is away it is left
   * alone twice as long, up to five minutes.
   */
  leave(isAway: boolean | undefined): void {
    this.inside -= 1;
    if (isAway === undefined) return;
    this.failures = isAway ? this.failures + 1 : 0;
    const hold = Math.min(SHORTEST_HOLD_MS * 2 ** Math.min(this.failures - 1, 10), LONGEST_HOLD_MS);
    this.closedUntil = isAway ? this.monotonic() + hold : -Infinity;
  }
}
