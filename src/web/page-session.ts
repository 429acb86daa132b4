import { Logger, type INestApplication } from '@nestjs/common';
import connectPgSimple from 'connect-pg-simple';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import session, { type SessionData } from 'express-session';
import type { Pool } from 'pg';
import type { Env } from '../../config/env.js';
import { LogThrottle } from '../platform/log-throttle.js';
import type { Message } from './flash.js';
import { localPath } from './local-path.js';
import { nowOf } from './request-time.js';
import type { TypedForms } from './typed-forms.js';

declare module 'express-session' {
  interface SessionData {
    userId: string;
    /** Instant of the sign-in, ISO 8601. */
    signedInAt: string;
    flash: (string | Message)[];
    typed: TypedForms;
    /** The shared computer at which it runs: there it locks itself. */
    computer: { id: string };
    /** Instant of the last page there, ISO 8601. */
    usedAt: string;
    /** The person came back with a PIN and has given no password. */
    byPin: boolean;
  }
}

declare module 'express-serve-static-core' {
  interface Request {
    /** Whose session on a shared computer locked itself before this request. */
    lockedOut?: { userId: string; computerId: string };
  }
}

export const SESSION_COOKIE = 'short_breaks';
/** Where a page of a shared computer goes once nobody has used it: no sign that somebody is there. */
export const LOCKED = '/locked';
export const lockedPath = (back: string) => `${LOCKED}?return=${encodeURIComponent(back)}`;

/** The stream of what changes. */
export const LIVE = '/live';
/** The navigation alone, with its counts. */
export const LIVE_NAV = '/live/nav';
/** The path of the page that is shown: the navigation is asked for by the page around which it stands. */
export const shownPath = (req: Request): string =>
  req.path === LIVE_NAV ? (localPath(req.query['of']) ?? '/').split('?')[0]! : req.path;

/** What a page that is open sends when it looks by itself whether what it shows has changed. */
const LOOKS_AGAIN = 'x-looks-again';

/** Whether nobody asked for this: a page did, by itself. It keeps no session awake, and takes nothing that waits to be seen. */
export function asksByItself(req: Request): boolean {
  return req.path === LIVE || req.get(LOOKS_AGAIN) !== undefined;
}

type Limits = Pick<Env, 'SESSION_HOURS' | 'SHARED_LOCK_MINUTES'>;

/** Why somebody's session is over, if it is: the sign-in is too long ago, or nobody has used the shared computer for a while. */
export function whyOver(session: Partial<SessionData>, now: Date, env: Limits): 'old' | 'locked' | undefined {
  const isWithin = (since: string | undefined, ms: number) => now.getTime() - Date.parse(since ?? '') < ms;
  if (!isWithin(session.signedInAt, env.SESSION_HOURS * 3_600_000)) return 'old';
  if (session.computer && !isWithin(session.usedAt, env.SHARED_LOCK_MINUTES * 60_000)) return 'locked';
  return undefined;
}

/** Reads the sessions of another store and changes none. */
class ReadOnly extends session.Store {
  constructor(private readonly store: session.Store) {
    super();
  }

  override get: session.Store['get'] = (id, done) => this.store.get(id, done);
  override set: session.Store['set'] = (_id, _session, done) => done?.();
  override touch: NonNullable<session.Store['touch']> = (_id, _session, done) => done?.();
  override destroy: session.Store['destroy'] = (_id, done) => done?.();
}

/**
 * Sessions in PostgreSQL, for pages only. A session ends after SESSION_IDLE_MINUTES without a page, and in any case
 * SESSION_HOURS after the sign-in; on a shared computer after SHARED_LOCK_MINUTES without a page. Nothing is stored for those who only look at the sign-in page or an error.
 */
export function pageSession(app: INestApplication, env: Env, pool: Pool, secret: string): RequestHandler[] {
  const logger = new Logger('Sessions');
  const throttle = new LogThrottle();
  const store = new (connectPgSimple(session))({
    pool,
    tableName: 'sessions',
    errorLog: (message: string, error?: Error) => {
      const said = `${message} ${error?.name ?? ''}`.trim();
      throttle.throttled(said, (more) => logger.warn({ message: said, ...more }));
    },
  });
  (app.getHttpServer() as import('node:http').Server).on('close', () => void store.close());
  const usual = {
    name: SESSION_COOKIE,
    secret,
    resave: false,
    saveUninitialized: false,
    cookie: { httpOnly: true, sameSite: 'lax', secure: 'auto', maxAge: env.SESSION_IDLE_MINUTES * 60_000, path: '/' },
  } as const;
  const load = session({ ...usual, store, rolling: true });
  const look = session({ ...usual, store: new ReadOnly(store) });
  const loadOrLook = (req: Request, res: Response, next: NextFunction) => {
    if (!asksByItself(req)) return load(req, res, next);
    keepCookie(res);
    look(req, res, next);
  };
  const endWhenOver = (req: Request, _res: Response, next: NextFunction) => {
    const { userId, computer } = req.session;
    if (!userId) return next();
    const now = nowOf(req);
    const why = whyOver(req.session, now, env);
    if (why === 'locked' && !asksByItself(req)) req.lockedOut = { userId, computerId: computer!.id };
    if (why) return void req.session.regenerate(next);
    if (computer && req.path !== LOCKED && !asksByItself(req)) req.session.usedAt = now.toISOString();
    next();
  };
  return [loadOrLook, endWhenOver];
}

/** Lets no answer change the cookie that the browser has. */
function keepCookie(res: Response): void {
  const writeHead = res.writeHead.bind(res) as (...head: unknown[]) => Response;
  res.writeHead = ((...head: unknown[]) => {
    res.removeHeader('Set-Cookie');
    return writeHead(...head);
  }) as Response['writeHead'];
}

/** Signs the person in: a new session, so that an id known before the sign-in is worth nothing. */
export async function startSession(
  req: Request,
  userId: string,
  { computer = req.session.computer, byPin = false }: { computer?: { id: string } | undefined; byPin?: boolean } = {},
): Promise<void> {
  await regenerate(req);
  const now = nowOf(req).toISOString();
  req.session.userId = userId;
  req.session.signedInAt = now;
  if (computer) Object.assign(req.session, { computer: { id: computer.id }, usedAt: now, byPin });
  await saveSession(req);
}

/** Signs the person out: the stored session is gone, and a fresh, empty one takes its place. */
export async function endSession(req: Request): Promise<void> {
  await regenerate(req);
}

/** Stores the session now, so that the page a redirect leads to finds what was put into it. */
export async function saveSession(req: Request): Promise<void> {
  if (!req.session) return;
  await new Promise<void>((resolve, reject) => req.session.save((error) => (error ? reject(error) : resolve())));
}

function regenerate(req: Request): Promise<void> {
  return new Promise((resolve, reject) => req.session.regenerate((error) => (error ? reject(error) : resolve())));
}
