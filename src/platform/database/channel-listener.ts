import { randomUUID } from 'node:crypto';
import pg from 'pg';

const SHORTEST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 15_000;
const BEAT_MS = 15_000;
const PATIENCE_MS = 5_000;

export interface Hearing {
  channel: string;
  /** What the connection is called in pg_stat_activity. */
  name: string;
  heard: (payload: string) => void;
  /** It listens, for the first time or anew: what was told before has not been heard. */
  begun?: () => void;
  lost?: () => void;
  /** Another channel that the same connection hears. */
  also?: { channel: string; heard: (payload: string) => void };
  /**
   * Whether it says something on the channel itself now and then, and makes the connection anew when it does not hear it:
   * a connection of which nothing is left but our end says nothing, and sounds like a quiet day.
   */
  beats?: boolean;
}

/** Hears what is told on a channel of PostgreSQL, on a connection of its own that is made anew, ever less often, when it breaks. */
export class ChannelListener {
  private client: pg.Client | undefined;
  private timer: NodeJS.Timeout | undefined;
  private pause = SHORTEST_PAUSE_MS;
  private stopped = false;
  private listening = false;
  private beat: { text: string; at: number } | undefined;
  private lag: number | undefined;

  constructor(
    private readonly url: string,
    private readonly hearing: Hearing,
  ) {}

  start(): void {
    void this.connect();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.listening = false;
    clearTimeout(this.timer);
    await this.client?.end().catch(() => undefined);
  }

  get isListening(): boolean {
    return this.listening;
  }

  /** Milliseconds from saying something to hearing it, the last time. */
  get lagMs(): number | undefined {
    return this.lag;
  }

  private async connect(): Promise<void> {
    const { channel, name, also } = this.hearing;
    const client = new pg.Client({
      connectionString: this.url,
      application_name: name,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
      connectionTimeoutMillis: PATIENCE_MS,
    });
    const lost = once(() => this.again(client));
    client.on('error', lost);
    client.on('end', lost);
    client.on('notification', ({ channel: on, payload = '' }) =>
      on === also?.channel ? also.heard(payload) : this.hear(payload),
    );
    this.client = client;
    try {
      await client.connect();
      for (const one of also ? [channel, also.channel] : [channel]) await client.query(`LISTEN ${one}`);
      if (this.stopped || client !== this.client) return;
      this.pause = SHORTEST_PAUSE_MS;
      this.listening = true;
      this.hearing.begun?.();
      if (this.hearing.beats) this.beatLater(client, lost, 0);
    } catch {
      lost();
    }
  }

  private hear(payload: string): void {
    if (!payload.startsWith('beat ')) return this.hearing.heard(payload);
    if (payload !== this.beat?.text) return;
    this.lag = performance.now() - this.beat.at;
    this.beat = undefined;
  }

  private beatLater(client: pg.Client, lost: () => void, wait = BEAT_MS): void {
    this.timer = setTimeout(() => {
      this.beat = { text: `beat ${randomUUID()}`, at: performance.now() };
      client.query('SELECT pg_notify($1, $2)', [this.hearing.channel, this.beat.text]).catch(lost);
      this.timer = setTimeout(() => {
        if (this.beat) lost();
        else this.beatLater(client, lost);
      }, PATIENCE_MS);
      this.timer.unref();
    }, wait);
    this.timer.unref();
  }

  private again(client: pg.Client): void {
    void client.end().catch(() => undefined);
    if (this.stopped || client !== this.client) return;
    clearTimeout(this.timer);
    if (this.listening) this.hearing.lost?.();
    this.listening = false;
    this.lag = undefined;
    this.timer = setTimeout(() => void this.connect(), this.pause);
    this.pause = Math.min(this.pause * 2, LONGEST_PAUSE_MS);
  }
}

function once(work: () => void): () => void {
  let done = false;
  return () => {
    if (done) return;
    done = true;
    work();
  };
}
