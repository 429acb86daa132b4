import { Logger, type INestApplication } from '@nestjs/common';
import connectPgSimple from 'connect-pg-simple';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import session from 'express-session';
import type { Pool } from 'pg';
import type { Env } from '../../config/env.js';
import { LogThrottle } from '../platform/log-throttle.js';
import type { Message } from './flash.js';
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
  const idle = env.SESSION_IDLE_MINUTES * 60_000;
  const longest = env.SESSION_HOURS * 3_600_000;
  const load = session({
    name: SESSION_COOKIE,
    secret,
    store,
    resave: false,
    saveUninitialized: false,
    rolling: true,
    cookie: { httpOnly: true, sameSite: 'lax', secure: 'auto', maxAge: idle, path: '/' },
  });
  const endTooOld = (req: Request, _res: Response, next: NextFunction) => {
    const since = Date.parse(req.session.signedInAt ?? '');
    if (req.session.userId && !(nowOf(req).getTime() - since < longest)) req.session.regenerate(next);
    else next();
  };
  const lock = env.SHARED_LOCK_MINUTES * 60_000;
  const lockIdle = (req: Request, _res: Response, next: NextFunction) => {
    const { userId, computer, usedAt } = req.session;
    if (!userId || !computer) return next();
    const now = nowOf(req);
    if (!(now.getTime() - Date.parse(usedAt ?? '') < lock)) {
      req.lockedOut = { userId, computerId: computer.id };
      return void req.session.regenerate(next);
    }
    if (req.path !== LOCKED) req.session.usedAt = now.toISOString();
    next();
  };
  return [load, endTooOld, lockIdle];
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
