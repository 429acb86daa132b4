import type { ServerResponse } from 'node:http';

/** How long a reader may be behind before it is let go: it comes back by itself, and catches up. */
const PATIENCE_MS = 30_000;
/** After how long a browser comes back by itself; ours waits by its own rules. */
const COME_BACK_MS = 3_000;

/** What somebody is told at the beginning, and after a gap. */
export interface Hello {
  /** For how many milliseconds back every change is known; left out while something may be missed. */
  known?: number;
  /** How many milliseconds ago each thing changed last, in that time. */
  changed: Record<string, number>;
}

/** Why a stream ends: the session is over, the browser has opened too many, or the service stops. */
export type Over = 'signed-out' | 'too-many' | 'stopping';

/**
 * A stream of server-sent events. It never holds more for a slow reader than the names of what has changed meanwhile: what
 * cannot be written now is told once the reader has caught up, and who does not within half a minute is let go.
 */
export class EventStream {
  private readonly waiting = new Set<string>();
  private behindSince: number | undefined;
  private spread = 0;

  constructor(
    private readonly res: ServerResponse,
    private readonly monotonic: () => number = () => performance.now(),
  ) {}

  open(): void {
    const { res } = this;
    res.writeHead(200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      // Nothing in between may keep it, gather it or pack it.
      'Cache-Control': 'no-store, no-transform',
      'X-Accel-Buffering': 'no',
    });
    res.socket?.setKeepAlive(true, 30_000);
    res.socket?.setNoDelay(true);
    this.write(`retry: ${COME_BACK_MS}\n\n`);
  }

  hello(said: Hello): void {
    // Who is behind has a gap, too: coming back is how they learn of what they missed.
    if (this.isBehind) return this.drop();
    this.write(`event: hello\ndata: ${JSON.stringify(said)}\n\n`);
  }

  /** `spread`: within how many milliseconds all who are told may ask, each at an instant of its own. */
  changed(tokens: Iterable<string>, spread: number): void {
    for (const token of tokens) this.waiting.add(token);
    this.spread = spread;
    this.tellWaiting();
  }

  /** Says that there is nothing to say, so that neither end takes the silence for peace; lets go who has been behind for too long. */
  beat(): void {
    if (this.behindSince === undefined) this.write('event: beat\ndata:\n\n');
    else if (this.monotonic() - this.behindSince > PATIENCE_MS) this.drop();
  }

  /** Says why, and ends it. */
  end(why: Over): void {
    if (this.isBehind) return this.drop();
    if (!this.res.writableEnded) this.res.end(`event: over\ndata: ${why}\n\n`);
  }

  get isBehind(): boolean {
    return this.behindSince !== undefined;
  }

  private drop(): void {
    this.res.destroy();
  }

  private tellWaiting(): void {
    if (this.isBehind || this.waiting.size === 0) return;
    const data = [...this.waiting].join(' ');
    this.waiting.clear();
    this.write(`event: change\nid: ${this.spread}\ndata: ${data}\n\n`);
  }

  private write(text: string): void {
    if (this.res.writableEnded || this.res.destroyed || this.res.write(text)) return;
    this.behindSince = this.monotonic();
    this.res.once('drain', () => {
      this.behindSince = undefined;
      this.tellWaiting();
    });
  }
}
