import type { NextFunction, Request, RequestHandler, Response } from 'express';
import helmet from 'helmet';

const self = ["'self'"];
const none = ["'none'"];

const policy = {
  defaultSrc: none,
  scriptSrc: self,
  styleSrc: self,
  imgSrc: [...self, 'data:'],
  fontSrc: self,
  connectSrc: self,
  manifestSrc: self,
  formAction: self,
  frameAncestors: none,
  baseUri: none,
};

/** Where administrators look at the queue, on pages that are not ours. */
export const JOB_BOARD = '/admin/jobs';

/**
 * Only our own files run, nothing may frame us, and no page is kept by a browser or proxy. Strict transport security
 * is announced only over TLS. The page to try the API and the board of the queue write their own styles, so they may.
 */
export function securityHeaders(): RequestHandler[] {
  const forPages = headers(policy);
  const forApiPage = headers({ ...policy, styleSrc: [...self, "'unsafe-inline'"] });
  const forBoard = headers({ ...policy, styleSrc: [...self, "'unsafe-inline'"], baseUri: self });
  const tls = helmet.strictTransportSecurity({ maxAge: 31_536_000, includeSubDomains: false });
  return [
    (req, res, next) => {
      const isBoard = req.path === JOB_BOARD || req.path.startsWith(`${JOB_BOARD}/`);
      (isBoard ? forBoard : /^\/api\/?$/.test(req.path) ? forApiPage : forPages)(req, res, next);
    },
    (req, res, next) => (req.secure ? tls(req, res, next) : next()),
    (_req: Request, res: Response, next: NextFunction) => {
      res.set('Cache-Control', 'no-store');
      res.set('Permissions-Policy', 'camera=(), geolocation=(), microphone=(), payment=()');
      next();
    },
  ];
}

function headers(directives: Record<string, string[]>): RequestHandler {
  return helmet({
    contentSecurityPolicy: { useDefaults: false, directives },
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: false,
    xFrameOptions: { action: 'deny' },
  }) as RequestHandler;
}
