import { Injectable, Logger } from '@nestjs/common';
import { Env, listenUrl } from '../../../config/env.js';
import { ChannelListener } from '../database/channel-listener.js';
import { Metrics } from '../metrics/metrics.js';
import { Memory } from './memory.js';
import { keyOf, LIVE_CHANNEL, readTold, type Change } from './told.js';

/** Who passes on what changed. */
export interface LiveHearer {
  changed(change: Change): void;
  /** Who may see what may be another from now on. */
  accessChanged(): void;
  sessionEnded(digest: string): void;
  /** From now on something may be missed. */
  heardNoMore(): void;
  /** What was told for a while has not been heard: everybody looks for themselves. */
  heardAgain(): void;
}

/**
 * Hears of what changes, whichever process changes it: triggers tell it with the transaction that it is part of. One
 * connection a process, beside the pool.
 */
@Injectable()
export class LiveChanges {
  private readonly logger = new Logger('Live');
  private readonly memory = new Memory();
  private readonly listener: ChannelListener;
  private hearer: LiveHearer | undefined;
  private heard = 0;
  private times = 0;

  constructor(
    env: Env,
    private readonly metrics: Metrics,
  ) {
    this.listener = new ChannelListener(listenUrl(env), {
      channel: LIVE_CHANNEL,
      name: 'short-breaks live',
      beats: true,
      heard: (payload) => this.hear(payload),
      begun: () => this.begun(),
      lost: () => {
        this.memory.lose();
        this.hearer?.heardNoMore();
        this.logger.warn('what changes is not heard now: pages catch up when it is heard again');
      },
    });
  }

  /** Begins to listen; what is heard is told to this one. */
  tellTo(hearer: LiveHearer): void {
    this.hearer = hearer;
    this.listener.start();
    this.measure();
  }

  stop(): Promise<void> {
    return this.listener.stop();
  }

  /** For how many milliseconds back every change is known; `undefined` while something may be missed. */
  knownFor(): number | undefined {
    return this.memory.since(performance.now());
  }

  /** How many milliseconds ago it changed, where it did in that time. */
  changedAgo(key: string): number | undefined {
    return this.memory.ago(key, performance.now());
  }

  private begun(): void {
    this.memory.begin(performance.now());
    this.times += 1;
    if (this.times > 1) this.hearer?.heardAgain();
  }

  private hear(payload: string): void {
    const told = readTold(payload);
    if (!told) return;
    if (told.what === 'access') return this.hearer?.accessChanged();
    if (told.what === 'session') return this.hearer?.sessionEnded(told.digest);
    this.heard += 1;
    this.memory.note(keyOf(told.change), performance.now());
    this.hearer?.changed(told.change);
  }

  private measure(): void {
    this.metrics.collect(
      'live',
      {
        live_listening: { help: '1 while this process hears of what changes' },
        live_lag_seconds: { help: 'Time from telling to hearing through the database, the last time it was measured' },
        live_changes_heard: { help: 'Changes heard by this process since its start' },
        live_remembered: { help: 'Things of which it is remembered when they changed' },
      },
      async () => ({
        live_listening: this.listener.isListening ? 1 : 0,
        live_lag_seconds: (this.listener.lagMs ?? NaN) / 1_000,
        live_changes_heard: this.heard,
        live_remembered: this.memory.size,
      }),
    );
  }
}
