import type { Request } from 'express';
import { keepTyped, type TypedValues } from '../web/typed-forms.js';

/** What was written of nights that have gone, for the form of those that are chosen next. No path of a page. */
export const keptFor = (requestId: string): string => `/requests/${requestId}#reasons`;

const WRITTEN = ['reasons', 'overrule'] as const;

/** Keeps the reasons that were typed, and whether they sign; gives back what was written, to be shown. */
export function keepReasons(req: Request, requestId: string, values: TypedValues): string[] {
  const written = WRITTEN.filter((field) => values[field]);
  if (written.length === 0) return [];
  const fields = [...written, ...(values['sign'] ? ['sign'] : [])];
  keepTyped(req, keptFor(requestId), Object.fromEntries(fields.map((field) => [field, values[field]!])));
  return written.map((field) => String(values[field]));
}
