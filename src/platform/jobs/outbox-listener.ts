import pg from 'pg';
import type { DataSource } from 'typeorm';
import { CHANNEL } from './outbox.service.js';

const SHORTEST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 15_000;

/**
 * Hears when something is written to the outbox, on a connection of its own. A connection that breaks is made anew, and
 * what was missed meanwhile is looked for at once; nothing depends on being heard, for the relay also looks by itself.
 */
export class OutboxListener {
  private client: pg.Client | undefined;
  private timer: NodeJS.Timeout | undefined;
  private pause = SHORTEST_PAUSE_MS;
  private stopped = false;

  constructor(
    private readonly dataSource: DataSource,
    private readonly heard: () => void,
  ) {}

  start(): void {
    void this.connect();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.client?.end().catch(() => undefined);
  }

  private async connect(): Promise<void> {
    const { url } = this.dataSource.options as { url?: string };
    const client = new pg.Client({
      connectionString: url!,
      application_name: 'short-breaks outbox',
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
      connectionTimeoutMillis: 5_000,
    });
    const lost = once(() => this.again(client));
    client.on('error', lost);
    client.on('end', lost);
    client.on('notification', () => this.heard());
    this.client = client;
    try {
      await client.connect();
      await client.query(`LISTEN ${CHANNEL}`);
      this.pause = SHORTEST_PAUSE_MS;
      this.heard();
    } catch {
      lost();
    }
  }

  private again(client: pg.Client): void {
    void client.end().catch(() => undefined);
    if (this.stopped || client !== this.client) return;
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
