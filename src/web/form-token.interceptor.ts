import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { Response } from 'express';
import type { Observable } from 'rxjs';

/** A form came without its session's token: the filter keeps what was typed and shows the form again. */
export class StaleForm extends Error {}

/** Stops every unsafe page request whose form token is missing or wrong, after the guards had their say. */
@Injectable()
export class FormTokenInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const res = context.switchToHttp().getResponse<Response>();
    if (res.locals['formTokenMissing']) throw new StaleForm();
    return next.handle();
  }
}
