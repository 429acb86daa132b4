import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import { pinoHttp, type HttpLogger } from 'pino-http';
import { LogThrottle } from './log-throttle.js';

type Req = IncomingMessage & { originalUrl?: string; actor?: { id: string } };

/** The id a proxy gave the request, if it is harmless, else a new one: it is written into logs and answers. */
export function requestId(given: string | string[] | undefined): string {
  return typeof given === 'string' && /^[\w-]{1,64}$/.test(given) ? given : randomUUID();
}

/** What comes after this in a path is a secret, however it is written. */
const BEFORE_SECRET = /((?:f|%66)eeds\/)[^]+$/i;

/** Where a request went: never the query, which can hold what somebody searched for, nor the secret address of a feed. */
const pathOf = (req: Req) =>
  (req.originalUrl ?? req.url ?? '').split(/[?#]/)[0]!.replace(BEFORE_SECRET, '$1…').slice(0, 300);

const facts = (req: Req, res: ServerResponse, { responseTime }: { responseTime?: number }) => ({
  method: req.method,
  path: pathOf(req),
  status: res.statusCode,
  ms: responseTime,
  ...(req.actor && { user: req.actor.id }),
});

/** Gives each request an id and writes one line when it is answered; nothing of its head, its body or who is in it. */
export function requestLog(logger: Logger): HttpLogger<Req, ServerResponse> {
  const busy = new LogThrottle();
  return pinoHttp<Req, ServerResponse>({
    logger,
    quietReqLogger: true,
    serializers: { req: () => undefined, res: () => undefined },
    genReqId: (req, res) => {
      const id = requestId(req.headers['x-request-id']);
      res.setHeader('X-Request-Id', id);
      return id;
    },
    autoLogging: { ignore: (req) => /^\/(assets|health\/live)(\/|\?|$)|^\/live(\?|$)/.test(req.url ?? '') },
    customAttributeKeys: { reqId: 'requestId' },
    customLogLevel: (_req, res) => levelOf(res.statusCode, busy),
    customSuccessMessage: (_req, res) => (res.writableFinished ? 'answered' : 'left by the client'),
    customErrorMessage: () => 'failed',
    customSuccessObject: (req, res, value: { responseTime?: number }) => facts(req, res, value),
    customErrorObject: (req, res, error, value: { responseTime?: number }) => ({
      ...facts(req, res, value),
      ...(!error.message.startsWith('failed with status') && { err: error }),
    }),
  });
}

/** While the database is away every request says so: a line now and then is enough. */
function levelOf(status: number, busy: LogThrottle): 'error' | 'warn' | 'info' | 'silent' {
  if (status === 503) return busy.due('503') === undefined ? 'silent' : 'warn';
  return status >= 500 ? 'error' : 'info';
}
