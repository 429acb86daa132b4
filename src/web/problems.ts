import { HttpException } from '@nestjs/common';
import { DomainError, type ErrorKind, type FieldError } from '../kernel/domain-error.js';

/** What went wrong, as the caller is told. */
export interface Problem {
  status: number;
  code: string;
  title: string;
  errors: FieldError[];
  retryAfter?: number;
}

const STATUS: Record<ErrorKind, number> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  gone_stale: 412,
  precondition_needed: 428,
  unprocessable: 422,
  too_many: 429,
  unavailable: 503,
};

const BY_STATUS: Record<number, [code: string, title: string]> = {
  400: ['bad-request', 'We could not read this request. Check the address or what was sent.'],
  401: ['unauthenticated', 'Sign in first.'],
  403: ['forbidden', 'You do not have access to this.'],
  404: ['not-found', 'We could not find that. It may have been removed, or you may not have access to it.'],
  405: ['method-not-allowed', 'This address does not take that method.'],
  406: ['not-acceptable', 'We cannot answer in that format.'],
  413: ['too-large', 'What was sent is too large. Send less than 100 kilobytes.'],
  415: [
    'unsupported-content-type',
    'We cannot read this kind of content. Programs send JSON, with Content-Type: application/json.',
  ],
  429: ['too-many', 'Too many requests. Wait a little and try again.'],
  503: ['busy', 'The service is busy. Nothing was changed. Wait a moment and try again.'],
  500: ['fault', 'Something went wrong on our side. Try again, and report it if it happens again.'],
};

/** PostgreSQL's states that a caller can do something about. Services say more where they know more. */
const BY_SQLSTATE: Record<string, [status: number, code: string, title: string]> = {
  '23P01': [409, 'already-taken', 'Somebody else was faster: this is already taken. Look again and choose another.'],
  '23505': [409, 'already-exists', 'This exists already. Look again before you enter it a second time.'],
  '22021': [400, 'unstorable-text', 'The text has a character that cannot be stored. Remove it and try again.'],
  '22P05': [400, 'unstorable-text', 'The text has a character that cannot be stored. Remove it and try again.'],
};
/** Lost races, time-outs, and a database that is full, stopping, starting or not to be reached. */
const BUSY = /^(40001|40P01|55P03|57014|57P0[123]|53\d{3}|08\w{3}|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND)$/;
/** TypeORM's words for a connection that broke within a transaction, which is therefore undone. */
const BROKEN = /^QueryRunner(Provider)?AlreadyReleasedError$/;
const BUSY_MESSAGE = /timeout exceeded when trying to connect|Connection terminated|after calling end on the pool/;

/** The answer to an error, whatever threw it. What nobody expected is a 500 that tells the caller nothing of it. */
export function problemOf(error: unknown): Problem {
  if (error instanceof DomainError) {
    const { kind, code, sentence, errors } = error;
    return { status: STATUS[kind], code, title: sentence, errors, ...(kind === 'unavailable' && { retryAfter: 5 }) };
  }
  if (error instanceof HttpException) return byStatus(error.getStatus());
  return databaseProblem(error) ?? requestProblem(error) ?? byStatus(500);
}

function databaseProblem(error: unknown): Problem | undefined {
  const code = String(valueOf(error, 'code') ?? valueOf(valueOf(error, 'driverError'), 'code') ?? '');
  const found = BY_SQLSTATE[code];
  if (found) return { status: found[0], code: found[1], title: found[2], errors: [] };
  const busy =
    BUSY.test(code) ||
    BROKEN.test(String(valueOf(error, 'name'))) ||
    BUSY_MESSAGE.test(String(valueOf(error, 'message')));
  return busy ? { ...byStatus(503), retryAfter: 1 } : undefined;
}

/** Errors of the body parser and the router carry the status that the caller earned. */
function requestProblem(error: unknown): Problem | undefined {
  const status = valueOf(error, 'status');
  return typeof status === 'number' && status >= 400 && status <= 499 ? byStatus(status) : undefined;
}

function byStatus(status: number): Problem {
  const known = status in BY_STATUS ? status : status >= 500 ? 500 : 400;
  const [code, title] = BY_STATUS[known]!;
  return { status, code, title, errors: [] };
}

function valueOf(of: unknown, name: string): unknown {
  return typeof of === 'object' && of !== null ? (of as Record<string, unknown>)[name] : undefined;
}
