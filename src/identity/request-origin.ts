import type { Request } from 'express';
import { isIP } from 'node:net';
import { asksByItself } from '../web/page-session.js';
import type { Actor } from './domain/actor.js';

/** From where a request comes, for the audit trail: what a proxy wrote that is no address is left out. */
export function originOf(req: Request): Actor['from'] {
  const ip = req.ip?.replace(/%.*$/, '') ?? '';
  const { id } = req as { id?: unknown };
  const via = isApi(req) ? 'api' : 'page';
  return {
    via,
    ip: isIP(ip) ? ip : null,
    requestId: typeof id === 'string' || typeof id === 'number' ? String(id).slice(0, 100) : null,
    ...(via === 'page' && asksByItself(req) && { byItself: true }),
  };
}

/** The API knows bearer tokens only, the pages sessions only: so no other site can use a browser's cookie on the API. */
export function isApi(req: Request): boolean {
  return /^\/api(\/|$)/i.test(req.baseUrl + req.path);
}
