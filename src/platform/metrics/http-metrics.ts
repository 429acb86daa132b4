import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { Metrics } from './metrics.js';

/** Stays open as long as somebody looks on: counted by itself, and no request in flight. */
const LIVE = '/live';

/** Measures each request by its route as it is written, such as `/requests/:id`; what has none is counted together. */
export function measureRequests(metrics: Metrics): RequestHandler {
  return (req: Request, res: Response, next: NextFunction) => {
    if (req.path === LIVE) return next();
    const ended = metrics.requestCame(req.method);
    res.once('close', () => ended(routeOf(req), res.writableFinished ? res.statusCode : 499));
    next();
  };
}

function routeOf(req: Request): string {
  const path = (req.route as { path?: unknown } | undefined)?.path;
  if (typeof path === 'string') return path;
  const [, first] = /^\/(assets|admin\/jobs)(\/|$)/.exec(req.originalUrl) ?? [];
  return first ? `/${first}` : 'none';
}
