import type { Request } from 'express';

/** The time by the service's clock, which `configureApp` hands to the express application. */
export function nowOf(req: Request): Date {
  return (req.app.get('now') as () => Date)();
}
