import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request, Response } from 'express';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { invalid } from '../kernel/domain-error.js';
import { IdempotencyKeys } from './idempotency-keys.service.js';
import { ACCESS, HOLDS_SECRET, type AccessRule } from '../platform/access.js';
import { isApi } from './request-origin.js';

const KEY = /^[\x20-\x7e]{1,255}$/;

/** `Idempotency-Key` on a POST of the API: a script that does not know whether it was heard may simply ask again. */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    private readonly keys: IdempotencyKeys,
    private readonly reflector: Reflector,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const req = http.getRequest<Request>();
    const key = req.get('Idempotency-Key');
    if (key === undefined || req.method !== 'POST' || !isApi(req) || !req.actor) return next.handle();
    // Where strangers may call is the sign-in: nothing is kept of a password or a token, whoever signs in again.
    const target = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<AccessRule[]>(ACCESS, target).includes('stranger')) return next.handle();
    if (!KEY.test(key))
      throw invalid(
        'invalid-idempotency-key',
        'Idempotency-Key must be 1 to 255 printable characters, such as a UUID.',
      );
    return from(this.answer(req, http.getResponse<Response>(), key, context, next));
  }

  private async answer(
    req: Request,
    res: Response,
    key: string,
    context: ExecutionContext,
    next: CallHandler,
  ): Promise<unknown> {
    const secret = this.reflector.getAllAndOverride<boolean | undefined>(HOLDS_SECRET, [
      context.getHandler(),
      context.getClass(),
    ]);
    const route = `POST ${(req.route as { path: string }).path}`;
    const call = {
      route,
      key,
      asked: [req.originalUrl, req.body as unknown] as [string, unknown],
      keepsAnswer: !secret,
    };
    const { answer, etag, isRepeated } = await this.keys.once(req.actor!, call, async () => ({
      answer: await lastValueFrom<unknown>(next.handle()),
      etag: res.get('ETag') ?? null,
    }));
    if (isRepeated) res.set('Idempotent-Replayed', 'true');
    if (isRepeated && etag) res.set('ETag', etag);
    return answer;
  }
}
