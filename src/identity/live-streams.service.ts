import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { InjectDataSource } from '@nestjs/typeorm';
import type { SessionData } from 'express-session';
import { createHash } from 'node:crypto';
import { DataSource } from 'typeorm';
import { Env } from '../../config/env.js';
import { Clock } from '../platform/clock.js';
import { LiveChanges, type LiveHearer } from '../platform/live/live-changes.js';
import { keyOf, type Change } from '../platform/live/told.js';
import { LogThrottle } from '../platform/log-throttle.js';
import { Metrics } from '../platform/metrics/metrics.js';
import type { EventStream, Hello, Over } from '../web/event-stream.js';
import { whyOver } from '../web/page-session.js';
import { ActorsService } from './actors.service.js';
import type { Actor } from './domain/actor.js';
import { isStillTold, seenBy, type Seen } from './live-sight.js';

/** What is told of one transaction comes in a row, and what changes in quick succession is told together. */
const IN_A_ROW_MS = 10;
const TOGETHER_MS = 200;
/** Pages that fetch themselves leave room for those that somebody asked for: about as long for each as one takes to make. */
const SPREAD_MS = 250;
const EACH_MS = 10;
const BEAT_MS = 20_000;
const AFTER_A_FAULT_MS = 1_000;
/** A browser needs one; a second and a third are those of other windows in the moment in which they change places. */
const OF_A_SESSION = 4;
const MOST = 10_000;
/** By which the store of the sessions writes until when each is good: the machine's, whatever the service's own clock says. */
const OF_SESSIONS = new Clock();

interface Open {
  stream: EventStream;
  sessionId: string;
  /** By which the end of the session is told. */
  digest: string;
  actor: Actor;
  seen: Seen[];
}

/** Who looks on at this process: tells each what changed of what they may see, and nobody whose session is over. */
@Injectable()
export class LiveStreams implements LiveHearer, OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger('Live');
  private readonly throttle = new LogThrottle();
  private readonly streams = new Set<Open>();
  private readonly pending = new Map<string, Change>();
  private accessIsOld = false;
  private telling = false;
  private stopping = false;
  private beat: NodeJS.Timeout | undefined;

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly http: HttpAdapterHost,
    private readonly changes: LiveChanges,
    private readonly actors: ActorsService,
    private readonly env: Env,
    private readonly clock: Clock,
    private readonly metrics: Metrics,
  ) {}

  /** A worker has nobody to tell. */
  onModuleInit(): void {
    if (!this.http.httpAdapter) return;
    this.changes.tellTo(this);
    this.metrics.collect('live_streams', { live_streams: { help: 'Browsers that are told of changes' } }, async () => ({
      live_streams: this.streams.size,
    }));
    this.beat = setInterval(() => this.beatAll(), BEAT_MS);
    this.beat.unref();
  }

  /** The first hook of the end: with a stream open the server would wait for it. */
  async onModuleDestroy(): Promise<void> {
    this.stopping = true;
    clearInterval(this.beat);
    this.endAll((one) => this.streams.has(one), 'stopping');
    await this.changes.stop();
  }

  /** Whether there is room for another. */
  get mayOpen(): boolean {
    return !this.stopping && this.streams.size < MOST;
  }

  /** Tells the stream from now on; the oldest of the session gives way where there are too many. The answer ends it. */
  add(stream: EventStream, actor: Actor, sessionId: string): () => void {
    const ofSession = [...this.streams].filter((one) => one.sessionId === sessionId);
    const tooMany = new Set(ofSession.slice(0, Math.max(0, ofSession.length - OF_A_SESSION + 1)));
    this.endAll((one) => tooMany.has(one), 'too-many');
    const digest = createHash('sha256').update(sessionId).digest('hex');
    const one = { stream, actor, sessionId, digest, seen: seenBy(actor) };
    this.streams.add(one);
    stream.open();
    stream.hello(this.helloTo(one));
    return () => void this.streams.delete(one);
  }

  changed(change: Change): void {
    if (this.streams.size === 0) return;
    this.pending.set(keyOf(change), change);
    void this.tell();
  }

  accessChanged(): void {
    this.accessIsOld = true;
    void this.tell();
  }

  sessionEnded(digest: string): void {
    this.endAll((one) => one.digest === digest, 'signed-out');
  }

  /** Pages say that they may be out of date, once it takes longer than a moment. */
  heardNoMore(): void {
    this.greetAll();
  }

  heardAgain(): void {
    this.accessIsOld = true;
    void this.tell();
    this.greetAll();
  }

  private greetAll(): void {
    for (const one of this.streams) one.stream.hello(this.helloTo(one));
  }

  private helloTo({ seen }: Open): Hello {
    const known = this.changes.knownFor();
    const changed: Record<string, number> = {};
    for (const { key, token } of seen) {
      const ago = this.changes.changedAgo(key);
      if (ago !== undefined) changed[token] = Math.min(Math.round(ago), changed[token] ?? Infinity);
    }
    return { ...(known !== undefined && { known: Math.round(known) }), changed };
  }

  /** Tells what waits, at most once in a moment; never before it is known who may see what now. */
  private async tell(): Promise<void> {
    if (this.telling) return;
    this.telling = true;
    while (!this.stopping && (this.accessIsOld || this.pending.size > 0)) {
      if (this.accessIsOld && !(await this.lookAtAccess())) {
        await pause(AFTER_A_FAULT_MS);
        continue;
      }
      await pause(IN_A_ROW_MS);
      if (this.accessIsOld) continue;
      const batch = new Map(this.pending);
      this.pending.clear();
      const now = this.clock.now();
      const spread = Math.max(SPREAD_MS, this.streams.size * EACH_MS);
      for (const { stream, seen } of this.streams) {
        const told = seen.filter(({ key }) => {
          const change = batch.get(key);
          return change !== undefined && isStillTold(change, now);
        });
        if (told.length > 0) stream.changed(new Set(told.map(({ token }) => token)), spread);
      }
      await pause(TOGETHER_MS);
    }
    this.telling = false;
  }

  private beatAll(): void {
    for (const { stream } of this.streams) stream.beat();
    if (this.streams.size > 0) this.accessChanged();
  }

  /** Ends the streams of whose session is over or whose account has ended, and learns anew what the others may see. */
  private async lookAtAccess(): Promise<boolean> {
    this.accessIsOld = false;
    const looked = [...this.streams];
    if (looked.length === 0) return true;
    try {
      const now = this.clock.now();
      const rows = await this.dataSource.query<{ sid: string; sess: Partial<SessionData> }[]>(
        `SELECT sid, sess FROM sessions WHERE sid = ANY ($1) AND expire >= $2`,
        [[...new Set(looked.map(({ sessionId }) => sessionId))], OF_SESSIONS.now()],
      );
      const sessions = new Map(rows.map(({ sid, sess }) => [sid, sess]));
      const ids = [...new Set(looked.map(({ actor }) => actor.id))];
      const known = await this.actors.byUserIds(ids, looked[0]!.actor.from);
      for (const one of looked) {
        const session = sessions.get(one.sessionId);
        const account = known.get(one.actor.id);
        const isOver = session?.userId !== one.actor.id || whyOver(session, now, this.env) !== undefined;
        if (isOver || !account || account.mustChangePassword) this.endAll((other) => other === one, 'signed-out');
        else Object.assign(one, { actor: account.actor, seen: seenBy(account.actor) });
      }
      return true;
    } catch (error) {
      this.accessIsOld = true;
      const said = (error as Error).name;
      this.throttle.throttled(said, (more) =>
        this.logger.warn({ message: 'cannot look at who may see what', ...more }),
      );
      return false;
    }
  }

  private endAll(which: (one: Open) => boolean, why: Over): void {
    for (const one of [...this.streams].filter(which)) {
      this.streams.delete(one);
      one.stream.end(why);
    }
  }
}

const pause = (ms: number) => new Promise<void>((done) => void setTimeout(done, ms).unref());
