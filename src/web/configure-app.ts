import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { Pool } from 'pg';
import type { Env } from '../../config/env.js';
import { Clock } from '../platform/clock.js';
import { apiValidation } from './api-validation.pipe.js';
import { loadAssets } from './assets.js';
import { limitBodies } from './body-limits.js';
import { takeFlash } from './flash.js';
import { FormTokenInterceptor } from './form-token.interceptor.js';
import { formToken } from './form-token.js';
import { pageSession } from './page-session.js';
import { ProblemFilter } from './problem.filter.js';
import { securityHeaders } from './security-headers.js';
import { useTemplates } from './templates.js';
import { uploadsOnPages } from './uploads.js';
import { heedIfMatch } from './versions.js';

const NOT_A_PAGE = /^\/(api|health|metrics|assets|feeds)(\/|$)/i;

/** Everything between the socket and the controllers, the same for the service and for its tests. */
export function configureApp(
  app: NestExpressApplication,
  env: Env,
  { pool, sessionSecret }: { pool: Pool; sessionSecret: string },
): void {
  const clock = app.get(Clock, { strict: false });
  app.set('trust proxy', env.TRUST_PROXY);
  app.set('etag', false);
  app.set('now', () => clock.now());
  app.disable('x-powered-by');
  const assets = loadAssets();
  useTemplates(app, (name) => assets.address(name));

  app.use(...securityHeaders());
  app.use('/assets', assets.serve);
  limitBodies(app);
  app.use('/api', heedIfMatch);
  for (const handler of [
    ...pageSession(app, env, pool, sessionSecret),
    uploadsOnPages,
    formToken(sessionSecret),
    pageLocals,
  ]) {
    app.use(onPages(handler));
  }
  app.useGlobalPipes(apiValidation());
  app.useGlobalFilters(new ProblemFilter());
  app.useGlobalInterceptors(new FormTokenInterceptor());
}

function pageLocals(req: Request, res: Response, next: NextFunction): void {
  res.locals['takeFlash'] = () => takeFlash(req);
  res.locals['path'] = req.path;
  next();
}

/** The API knows no cookies, and neither it nor a health check costs a session. */
function onPages(handler: RequestHandler): RequestHandler {
  return (req, res, next) => (NOT_A_PAGE.test(req.path) ? next() : handler(req, res, next));
}
