const QUIET_MS = 30_000;
const MOST_KEYS = 200;

interface Told {
  at: number;
  left: number;
}

/**
 * Lets the same event into the log at once, and then at most once in thirty seconds, with the number of those left
 * out: what fails without pause must not fill a disk. `monotonic` is a clock in milliseconds that never goes back.
 */
export class LogThrottle {
  private readonly told = new Map<string, Told>();

  constructor(private readonly monotonic: () => number = () => performance.now()) {}

  /** How many like it were left out since the last line, if a line is due now; else `undefined`. */
  due(event: string): number | undefined {
    const now = this.monotonic();
    const last = this.told.get(event);
    if (last && now - last.at < QUIET_MS) {
      last.left += 1;
      return undefined;
    }
    this.told.delete(event);
    if (this.told.size >= MOST_KEYS) this.told.delete(this.told.keys().next().value!);
    this.told.set(event, { at: now, left: 0 });
    return last?.left ?? 0;
  }

  /** Calls `write` if a line is due, with what to add to it. */
  throttled(event: string, write: (more: { repeated?: number }) => void): void {
    const left = this.due(event);
    if (left !== undefined) write(left > 0 ? { repeated: left } : {});
  }
}
