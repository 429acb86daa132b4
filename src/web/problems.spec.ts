import { describe, expect, it } from '@jest/globals';
import { BadRequestException, ForbiddenException, HttpException, NotFoundException } from '@nestjs/common';
import { DomainError, conflict, forbidden, invalid, notFound } from '../kernel/domain-error.js';
import { problemOf } from './problems.js';

const pgError = (code: string) => Object.assign(new Error('value "Ash King" violates'), { code });
/** As TypeORM wraps it. */
const queryFailed = (code: string) => Object.assign(new Error('value "Ash King"'), { driverError: { code } });

describe('problemOf', () => {
  it.each<[string, unknown, number, string]>([
    ['invalid input', invalid('bad-window', 'x'), 400, 'bad-window'],
    ['a stranger', new DomainError('unauthenticated', 'sign-in-needed', 'x'), 401, 'sign-in-needed'],
    ['somebody without the right', forbidden('x'), 403, 'forbidden'],
    ['what is not there', notFound(), 404, 'not-found'],
    ['a conflict', conflict('bed-taken', 'x'), 409, 'bed-taken'],
    ['a stale page', new DomainError('gone_stale', 'stale', 'x'), 412, 'stale'],
    ['too many tries', new DomainError('too_many', 'sign-in-limit', 'x'), 429, 'sign-in-limit'],
    ['what is away', new DomainError('unavailable', 'away', 'x'), 503, 'away'],
    ['a route nobody knows', new NotFoundException('Cannot GET /x'), 404, 'not-found'],
    ['a guard that says no', new ForbiddenException(), 403, 'forbidden'],
    ['an address that cannot be decoded', new BadRequestException('Failed to decode'), 400, 'bad-request'],
    ['a teapot', new HttpException('x', 418), 418, 'bad-request'],
    ['a body of a megabyte', Object.assign(new Error(), { status: 413, type: 'entity.too.large' }), 413, 'too-large'],
    ['an exclusion constraint', queryFailed('23P01'), 409, 'already-taken'],
    ['a unique constraint', pgError('23505'), 409, 'already-exists'],
    ['text that cannot be stored', queryFailed('22021'), 400, 'unstorable-text'],
    ['a deadlock', queryFailed('40P01'), 503, 'busy'],
    ['a lost race', queryFailed('40001'), 503, 'busy'],
    ['a lock not to be had', queryFailed('55P03'), 503, 'busy'],
    ['a statement that took too long', queryFailed('57014'), 503, 'busy'],
    ['a database that stops', pgError('57P01'), 503, 'busy'],
    ['a database that is full', pgError('53300'), 503, 'busy'],
    ['a database that is away', pgError('ECONNREFUSED'), 503, 'busy'],
    ['a pool with no connection', new Error('timeout exceeded when trying to connect'), 503, 'busy'],
    ['a foreign key that fails', queryFailed('23503'), 500, 'fault'],
    ['a mistake of ours', new TypeError('x is undefined'), 500, 'fault'],
    ['something thrown', 'oops', 500, 'fault'],
    ['nothing thrown', undefined, 500, 'fault'],
  ])('answers %s', (_name, error, status, code) => {
    expect(problemOf(error)).toMatchObject({ status, code });
  });

  it('keeps sentence and fields of a refusal', () => {
    const error = invalid('bad', 'Check the dates.', [{ field: 'to', message: 'Too early.' }]);
    expect(problemOf(error)).toMatchObject({
      title: 'Check the dates.',
      errors: [{ field: 'to', message: 'Too early.' }],
    });
  });

  it.each([queryFailed('23505'), queryFailed('23503'), new Error('Ash King'), new NotFoundException('Ash King')])(
    'tells nothing of what the error quotes',
    (error) => {
      expect(JSON.stringify(problemOf(error))).not.toContain('Ash');
    },
  );

  it('says when to try again if that helps', () => {
    expect(problemOf(queryFailed('40P01')).retryAfter).toBe(1);
    expect(problemOf(queryFailed('23505')).retryAfter).toBeUndefined();
  });
});
