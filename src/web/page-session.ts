import { Logger, type INestApplication } from '@nestjs/common';
import connectPgSimple from 'connect-pg-simple';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import session from 'express-session';
import type { Pool } from 'pg';
import type { Env } from '../../config/env.js';
import { LogThrottle } from '../platform/log-throttle.js';
import { nowOf } from './request-time.js';
import type { TypedForms } from './typed-forms.js';

declare module 'express-session' {
  interface SessionData {
    userId: string;
    /** Instant of the sign-in, ISO 8601. */
    signedInAt: string;
    flash: string[];
    typed: TypedForms;
  }
}

export const SESSION_COOKIE = 'short_breaks';

/**
 * Sessions in PostgreSQL, for pages only. A session ends after SESSION_IDLE_MINUTES without a page, and in any case
 * SESSION_HOURS after the sign-in; nothing is stored for those who only look at the sign-in page or an error.
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
  return [load, endTooOld];
}

/** Signs the person in: a new session, so that an id known before the sign-in is worth nothing. */
export async function startSession(req: Request, userId: string): Promise<void> {
  await regenerate(req);
  req.session.userId = userId;
  req.session.signedInAt = nowOf(req).toISOString();
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
