import { HttpException } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import { invalid } from '../kernel/domain-error.js';
import { mayBringFile } from './uploads.js';

const LIMIT = '100kb';
const DEEPEST = 12;

/** Bodies of at most 100 kB: JSON for the API, flat form fields for pages; a file only where one may come, and is read later. */
export function limitBodies(app: NestExpressApplication): void {
  app.use((req: Request, _res: Response, next: NextFunction) => {
    const wanted = isApi(req) ? ['json', '+json'] : ['urlencoded'];
    const files = mayBringFile(req) ? ['multipart/form-data'] : [];
    const refused = hasBody(req) && !req.is([...wanted, ...files]);
    next(refused ? new HttpException('unsupported content type', 415) : undefined);
  });
  app.useBodyParser('json', { limit: LIMIT, type: ['json', '+json'] });
  app.useBodyParser('urlencoded', { limit: LIMIT, extended: false, parameterLimit: 1000 });
  // Nest would keep only the parser's message, which quotes the body.
  app.use((error: { type?: string }, _req: Request, _res: Response, next: NextFunction) => {
    const notJson = error.type === 'entity.parse.failed';
    next(notJson ? invalid('not-json', 'The body is no JSON object. Check brackets, quotes and commas.') : error);
  });
  app.use((req: Request, _res: Response, next: NextFunction) => {
    const tooDeep = isApi(req) && isDeeperThan(req.body, DEEPEST);
    next(tooDeep ? invalid('too-deep', 'The body is nested too deeply. Send the fields as documented.') : undefined);
  });
}

function isApi(req: Request): boolean {
  return req.path.startsWith('/api');
}

function hasBody(req: Request): boolean {
  return req.headers['transfer-encoding'] !== undefined || Number(req.headers['content-length'] ?? 0) > 0;
}

/** Level by level, without recursion: what is asked is whether recursion over the value would be safe. */
function isDeeperThan(value: unknown, levels: number): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; depth <= levels; depth += 1) {
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? (Object.values(one) as unknown[]) : []));
    if (level.length === 0) return false;
  }
  return true;
}
