import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Request } from 'express';
import { catchError, from, mergeMap, throwError, type Observable } from 'rxjs';
import { DataSource } from 'typeorm';
import { DomainError, notFound } from '../kernel/domain-error.js';
import { Clock } from '../platform/clock.js';
import { readsAs } from './visibility.js';

const NOT_TO_CHANGE =
  'We could not find that, or it is not yours to change. Where you only work on a request with others, you read the record, add notes and answer what the unit asks. The key worker does the rest: ask them.';

/** Whoever works on a request jointly is told why what they read cannot be changed by them. */
@Injectable()
export class JointWorkRefusal implements NestInterceptor {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { actor } = context.switchToHttp().getRequest<Request>();
    if (!actor?.withoutJointWork) return next.handle();
    const kindly = async (error: unknown): Promise<unknown> => {
      if (!(error instanceof DomainError) || error.kind !== 'not_found' || error.errors.length > 0) return error;
      const [joint] = await this.dataSource.query<unknown[]>(
        `SELECT 1 FROM access_grants WHERE user_id = ANY ($1::uuid[]) AND why = 'joint_work' AND valid_from <= $2
            AND (valid_until IS NULL OR valid_until > $2) LIMIT 1`,
        [readsAs(actor), this.clock.now()],
      );
      return joint ? notFound(NOT_TO_CHANGE) : error;
    };
    return next
      .handle()
      .pipe(catchError((error: unknown) => from(kindly(error)).pipe(mergeMap((said) => throwError(() => said)))));
  }
}
