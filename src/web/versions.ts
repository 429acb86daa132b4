import { ApiExtension } from '@nestjs/swagger';
import {
  applyDecorators,
  Injectable,
  UseInterceptors,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import { tap, type Observable } from 'rxjs';
import { DomainError, invalid } from '../kernel/domain-error.js';
import { versionOf, whileUnchanged } from '../platform/unchanged.js';

const TAG = /^\s*(W\/)?"([\x21\x23-\x7e]*)"\s*$/;

/** The versions that `If-Match` names; undefined for `*`, which any version meets. Weak tags meet none (RFC 9110, 13.1.1). */
export function readIfMatch(header: string): string[] | undefined {
  if (header.trim() === '*') return undefined;
  const tags = header.split(',').map((one) => TAG.exec(one));
  if (tags.includes(null)) {
    throw invalid('invalid-if-match', 'If-Match must be the ETag that came with what you change, in its quotes.');
  }
  return tags.flatMap((tag) => (tag![1] ? [] : [tag![2]!]));
}

/** `If-Match` of a call to the API holds for every change that the call makes. */
export function heedIfMatch(req: Request, _res: Response, next: NextFunction): void {
  const header = req.get('If-Match');
  const versions = header === undefined ? undefined : readIfMatch(header);
  if (versions) whileUnchanged((record) => versions.includes(versionOf(record)), next);
  else next();
}

/** What may be replaced only by somebody who says what they replace. */
export function requireIfMatch(req: Request): void {
  if (req.get('If-Match') !== undefined) return;
  throw new DomainError(
    'precondition_needed',
    'if-match-needed',
    'Send If-Match with the ETag that you last saw, so that nobody’s change is lost.',
  );
}

@Injectable()
class VersionInterceptor implements NestInterceptor {
  constructor(private readonly follows: readonly string[]) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const res = context.switchToHttp().getResponse<Response>();
    return next.handle().pipe(
      tap((answer: object) => {
        const record = Object.fromEntries(Object.entries(answer).filter(([name]) => !this.follows.includes(name)));
        res.set('ETag', `"${versionOf(record)}"`);
      }),
    );
  }
}

/** In the description of the API: this route's answer has an ETag. */
export const VERSIONED = 'x-versioned';

/** What is no part of a record, because it follows from others: a timeline, what is warned of, gone over, used, met, owed, missing. */
const FOLLOWS = ['events', 'olderEvents', 'warnings', 'goneOver', 'use', 'toSolve', 'nextActions', 'missing'];

/**
 * The answer of this route is a record that can be changed: it comes with its `ETag`. `follows` are more of its fields that are
 * no part of the record.
 */
export const Versioned = (...follows: readonly string[]) =>
  applyDecorators(UseInterceptors(new VersionInterceptor([...FOLLOWS, ...follows])), ApiExtension(VERSIONED, true));
