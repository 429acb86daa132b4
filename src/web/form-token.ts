import { createHmac, timingSafeEqual } from 'node:crypto';
import { csrfSync } from 'csrf-sync';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { forbidden } from '../kernel/domain-error.js';

/** Locking needs no token: whoever may have lost theirs can lock, and other sites are refused as everywhere. */
export const LOCK = '/lock';
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

const { generateToken, isRequestValid } = csrfSync({
  size: 32,
  getTokenFromRequest: (req) => fieldOf(req).split('.')[0] || undefined,
});

/**
 * Every form carries `_csrf`: the session's token and, once signed in, the id of the user for whom it was rendered
 * with our signature. The second half outlives the session, so that typed input is given back to the same person only.
 *
 * What other sites send is refused here. A token that is missing or wrong is noted: the guard has the first word (a
 * stranger gets the sign-in page), then `FormTokenInterceptor` stops the request.
 */
export function formToken(secret: string): RequestHandler {
  return (req: Request, res: Response, next: NextFunction) => {
    res.app.set('form-secret', secret);
    // Made only when a page writes it into a form: pages without one need no session.
    res.locals['csrfToken'] = { toString: () => tokenFor(req, secret) };
    if (SAFE.has(req.method)) return next();
    if (isForeign(req)) return next(forbidden('This came from another site, so it was not carried out.'));
    res.locals['formTokenMissing'] = req.path !== LOCK && !isRequestValid(req);
    next();
  };
}

/** The user for whom the posted form was rendered, if our signature on it is good. */
export function renderedFor(req: Request): string | undefined {
  const [, userId = '', signature = ''] = fieldOf(req).split('.');
  const expected = Buffer.from(signed(userId, req.app.get('form-secret') as string));
  const given = Buffer.from(signature);
  return userId !== '' && given.length === expected.length && timingSafeEqual(given, expected) ? userId : undefined;
}

function tokenFor(req: Request, secret: string): string {
  if (!req.session) return '';
  const token = generateToken(req);
  const { userId } = req.session;
  return userId ? `${token}.${userId}.${signed(userId, secret)}` : token;
}

export function signed(text: string, secret: string): string {
  return createHmac('sha256', secret).update(`form:${text}`).digest('base64url');
}

function fieldOf(req: Request): string {
  const field: unknown = (req.body as Record<string, unknown> | undefined)?.['_csrf'];
  return typeof field === 'string' ? field : '';
}

/** Browsers say where a request comes from; a client that says nothing still needs the token. */
function isForeign(req: Request): boolean {
  const site = req.get('Sec-Fetch-Site');
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const origin = req.get('Origin');
  if (origin === undefined) return false;
  return !URL.canParse(origin) || new URL(origin).host !== req.host;
}
