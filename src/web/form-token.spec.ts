import { describe, expect, it } from '@jest/globals';
import type { Request, Response } from 'express';
import { formToken, renderedFor } from './form-token.js';

const secret = 's'.repeat(32);
const me = '11111111-1111-4111-8111-111111111111';

/** What the middleware makes of a request: refused, or whether the token is missing, and the token of its forms. */
function pass(request: { method?: string; headers?: Record<string, string>; body?: object; session?: object }) {
  const { method = 'POST', headers = {}, body = {}, session = {} } = request;
  const settings: Record<string, unknown> = {};
  const app = {
    set: (name: string, value: unknown) => (settings[name] = value),
    get: (name: string) => settings[name],
  };
  const req = { method, body, session, app, host: 'breaks.example', get: (name: string) => headers[name] };
  const res = { locals: {} as Record<string, unknown>, app };
  let refused: unknown;
  formToken(secret)(req as unknown as Request, res as unknown as Response, (error) => (refused = error));
  return {
    refused: refused !== undefined,
    missing: res.locals['formTokenMissing'],
    token: () => String(res.locals['csrfToken']),
    renderedFor: () => renderedFor(req as unknown as Request),
  };
}

describe('formToken', () => {
  it('makes a token only when a page asks for it', () => {
    const session: Record<string, unknown> = {};
    const { token } = pass({ method: 'GET', session });
    expect(session).toEqual({});
    expect(token()).toBe(session['csrfToken']);
    expect(token()).toHaveLength(64);
  });

  it('takes the token of its own session only', () => {
    const session = { userId: me };
    const body = { _csrf: pass({ method: 'GET', session }).token() };
    expect(pass({ body, session })).toMatchObject({ refused: false, missing: false });
    expect(pass({ body, session: { userId: me, csrfToken: 'another' } }).missing).toBe(true);
    expect(pass({ body, session: {} }).missing).toBe(true);
  });

  it.each([undefined, '', '.', '..', 'undefined', ['a'], { a: 1 }, 7])('misses it in %j', (_csrf) => {
    expect(pass({ body: { _csrf }, session: {} }).missing).toBe(true);
    expect(pass({ body: { _csrf }, session: { csrfToken: 'abc' } }).missing).toBe(true);
  });

  it('knows for whom a form was rendered, even in a session that has ended', () => {
    const _csrf = pass({ method: 'GET', session: { userId: me } }).token();
    expect(pass({ body: { _csrf } }).renderedFor()).toBe(me);
    expect(pass({ body: { _csrf: `${_csrf}x` } }).renderedFor()).toBeUndefined();
    expect(pass({ body: { _csrf: _csrf.replace('1111', '2222') } }).renderedFor()).toBeUndefined();
    expect(pass({ body: { _csrf: 'abc' } }).renderedFor()).toBeUndefined();
  });

  it.each<[boolean, Record<string, string>]>([
    [false, {}],
    [false, { 'Sec-Fetch-Site': 'same-origin', Origin: 'https://breaks.example' }],
    [false, { 'Sec-Fetch-Site': 'none' }],
    [false, { Origin: 'https://breaks.example' }],
    [true, { 'Sec-Fetch-Site': 'cross-site' }],
    [true, { 'Sec-Fetch-Site': 'same-site' }],
    [true, { Origin: 'https://evil.example' }],
    [true, { Origin: 'https://breaks.example.evil.example' }],
    [true, { Origin: 'null' }],
  ])('refuses (%s) a post with %j', (refused, headers) => {
    expect(pass({ headers }).refused).toBe(refused);
    expect(pass({ method: 'GET', headers }).refused).toBe(false);
  });
});
