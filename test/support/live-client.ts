import { until } from './until.js';

export interface LiveEvent {
  event: string;
  data: string;
}

/** A browser's stream of what changes, as it comes. */
export class LiveClient {
  readonly events: LiveEvent[] = [];
  /** Set once the stream has ended, from either side. */
  ended = false;
  private readonly stop = new AbortController();

  private constructor(readonly response: Response) {}

  /** Opens the stream with these cookies, and waits until it has said hello. */
  static async open(address: string, cookie: string): Promise<LiveClient> {
    const stop = new AbortController();
    const response = await fetch(`${address}/live`, { headers: { cookie }, signal: stop.signal });
    const client = new LiveClient(response);
    client.stop.signal.addEventListener('abort', () => stop.abort());
    if (response.status !== 200) {
      client.ended = true;
      await response.text();
      return client;
    }
    void client.read();
    await client.next('hello');
    return client;
  }

  close(): void {
    this.stop.abort();
  }

  /** The tokens of all changes so far. */
  get changed(): string[] {
    return this.events.filter(({ event }) => event === 'change').flatMap(({ data }) => data.split(' '));
  }

  /** Waits for so many events of the name, and gives the last of them. */
  async next(event: string, count = 1): Promise<string> {
    const of = () => this.events.filter((one) => one.event === event);
    await until(() => of().length >= count, `No ${event} came`, 20_000);
    return of()[count - 1]!.data;
  }

  async hears(token: string): Promise<void> {
    await until(() => this.changed.includes(token), `Nothing was told of ${token}`, 20_000);
  }

  async ends(): Promise<void> {
    await until(() => this.ended, 'The stream did not end', 20_000);
  }

  private async read(): Promise<void> {
    let text = '';
    try {
      for await (const chunk of this.response.body!) {
        text += Buffer.from(chunk as Uint8Array).toString();
        const whole = text.split('\n\n');
        text = whole.pop()!;
        for (const one of whole) {
          const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(one)?.[1] ?? '';
          if (field('event')) this.events.push({ event: field('event'), data: field('data') });
        }
      }
    } catch {
      // Cut off: it has ended like any other.
    }
    this.ended = true;
  }
}
