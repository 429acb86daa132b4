import { Catch, Logger, NotFoundException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import { LogThrottle } from '../platform/log-throttle.js';
import { allowedMethods } from './allowed-methods.js';
import { StaleForm } from './form-token.interceptor.js';
import { seeOther } from './forms.js';
import { PageRefusal } from './page-refusal.js';
import type { ProblemAnswer } from './problem.answer.js';
import { problemOf, type Problem } from './problems.js';
import { ensureShell } from './shell.js';
import { keepRefused } from './typed-forms.js';

const HEADINGS: Record<number, string> = {
  400: 'There is a problem with this request',
  401: 'Sign in first',
  403: 'You cannot do this',
  404: 'Page not found',
  405: 'You cannot do this here',
  409: 'This cannot be done now',
  412: 'This has changed in the meantime',
  413: 'Too much was sent',
  429: 'Too many tries',
  500: 'There is a problem with the service',
  503: 'The service is busy',
};

/** Turns every error into one answer: a problem document (RFC 9457) for programs, a page for people. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('Problems');
  private readonly throttle = new LogThrottle();

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const req = http.getRequest<Request>();
    const res = http.getResponse<Response>();
    this.answer(error, req, res).catch((failure: unknown) => {
      this.log(req, 500, failure);
      if (!res.headersSent) sendDocument(req, res, problemOf(failure));
      else res.destroy();
    });
  }

  private async answer(error: unknown, req: Request, res: Response): Promise<void> {
    if (res.headersSent) {
      // Too late for an answer; one that was cut short must not look complete.
      this.log(req, problemOf(error).status, error);
      if (!res.writableEnded) res.destroy();
      return;
    }
    if (error instanceof StaleForm) return backToForm(req, res);
    let problem = problemOf(error);
    if (error instanceof NotFoundException) {
      const methods = allowedMethods(req);
      if (methods.length > 0 && !methods.includes(req.method)) problem = problemOf({ status: 405 });
      if (methods.length > 0) res.set('Allow', methods.join(', '));
      if (methods.length > 0 && req.method === 'OPTIONS') return void res.status(204).end();
    }
    if (problem.status >= 500) this.log(req, problem.status, error);
    if (problem.retryAfter) res.set('Retry-After', String(problem.retryAfter));
    if (wantsDocument(req)) sendDocument(req, res, problem);
    else if (error instanceof PageRefusal) await error.show(req, res);
    else await sendPage(req, res, problem);
  }

  /** Where it happened and what kind it was. Messages stay out: a database error quotes names and dates of birth. */
  private log(req: Request, status: number, error: unknown): void {
    const { name, code, stack } = (error ?? {}) as { name?: string; code?: string; stack?: string };
    const frames = (stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
    const route = (req as { route?: { path?: string } }).route?.path;
    const fields = { requestId: idOf(req), method: req.method, route, status, error: name, code };
    const kind = [name, code].join(' ');
    if (status === 503)
      this.throttle.throttled(kind, (more) => this.logger.warn({ ...fields, message: 'busy', ...more }));
    else this.logger.error({ ...fields, message: 'unexpected error', frames });
  }
}

/** What was typed is kept and shown again in its form, or on the first page where the path has none. */
async function backToForm(req: Request, res: Response): Promise<void> {
  const hasForm = allowedMethods(req).includes('GET');
  if (hasForm) keepRefused(req);
  const said = 'Your session was renewed, so nothing was done. Try again.';
  await seeOther(res, hasForm ? req.originalUrl : { said, to: '/' });
}

function wantsDocument(req: Request): boolean {
  return /^\/(api|health|metrics|feeds)(\/|$)/i.test(req.path) || req.accepts(['html', 'json']) === 'json';
}

function sendDocument(req: Request, res: Response, { status, code, title, errors }: Problem): void {
  if (status === 401) res.set('WWW-Authenticate', 'Bearer');
  const requestId = idOf(req);
  const document: ProblemAnswer = {
    type: `/problems/${code}`,
    title,
    status,
    ...(errors.length > 0 && { errors }),
    ...(requestId && { requestId }),
  };
  res.status(status).type('application/problem+json');
  res.send(JSON.stringify(document));
}

async function sendPage(req: Request, res: Response, problem: Problem): Promise<void> {
  // A database that is away must not take the page down with it.
  await ensureShell(req, res).catch(() => undefined);
  const heading = HEADINGS[problem.status] ?? HEADINGS[problem.status < 500 ? 400 : 500]!;
  const model = { problem, heading, back: wayBack(req.path), requestId: problem.status >= 500 ? idOf(req) : undefined };
  const html = await new Promise<string>((resolve, reject) =>
    res.render('web/pages/problem.njk', model, (error: Error | null, page?: string) =>
      error ? reject(error) : resolve(page ?? ''),
    ),
  );
  res.status(problem.status).send(html);
}

const CALLED: Record<string, string> = {
  stays: 'the stay',
  requests: 'the request',
  emergencies: 'the emergency',
  'young-people': 'the young person',
};

/** From a page of a step back to what it is a step of. */
function wayBack(path: string): { href: string; text: string } | undefined {
  const [, kind = '', id] = /^\/([a-z-]+)\/([0-9a-f-]{36})\/./i.exec(path) ?? [];
  return kind in CALLED ? { href: `/${kind}/${id}`, text: `Go back to ${CALLED[kind]}` } : undefined;
}

function idOf(req: Request): string | undefined {
  const { id } = req as { id?: unknown };
  return typeof id === 'string' || typeof id === 'number' ? String(id) : undefined;
}
