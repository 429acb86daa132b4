import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import type { Actor } from './domain/actor.js';

declare module 'express-serve-static-core' {
  interface Request {
    /** Set by the guard for everybody who is signed in. */
    actor?: Actor;
  }
}

/** Who is doing this. Only for handlers that no stranger reaches. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  const { actor } = context.switchToHttp().getRequest<Request>();
  if (!actor) throw new Error('This handler is open to strangers: it has no current actor.');
  return actor;
});
