import type { Request } from 'express';
import { storable } from './clean-text.js';
import { renderedFor } from './form-token.js';
import { localPath } from './local-path.js';
import { nowOf } from './request-time.js';
import { opened, sealed } from './sealed.js';

export type TypedValues = Record<string, string | string[]>;
/** What was typed into forms but not sent on, by path. */
export type TypedForms = Record<string, { values: TypedValues; at: string }>;
/** A hidden field of the sign-in form. */
export interface CarriedField {
  name: '_return' | '_typed';
  value: string;
}

const SIGN_IN = '/sign-in';
const CARRIED = '/sign-in#carried';
const AN_HOUR = 3_600_000;
const MOST_FORMS = 3;
const LARGEST = 60_000;
/** The same once it is sealed: a third more, and a little. */
const LARGEST_SEALED = 80_100;
const SECRET = /password|secret|token|pin$/i;

/** What a person typed, as it can be shown again: no passwords, no fields of ours, nothing the database refuses. */
export function typedValues(body: unknown): TypedValues {
  const fields = Object.entries((body ?? {}) as Record<string, unknown>);
  const shown = fields.flatMap(([name, value]): [string, string | string[]][] => {
    if (name.startsWith('_') || SECRET.test(name)) return [];
    if (typeof value === 'string') return [[storable(name), storable(value)]];
    if (!Array.isArray(value)) return [];
    return [[storable(name), value.filter((one) => typeof one === 'string').map(storable)]];
  });
  return Object.fromEntries(shown);
}

/** Keeps the input for the form on this path: once, for an hour, at most three forms. Too much is not kept. */
export function keepTyped(req: Request, path: string, values: TypedValues): void {
  if (Object.keys(values).length === 0 || JSON.stringify(values).length > LARGEST) return;
  const others = Object.entries(req.session.typed ?? {}).filter(([other]) => other !== path);
  const kept = [...others, [path, { values, at: nowOf(req).toISOString() }] as const].slice(-MOST_FORMS);
  req.session.typed = Object.fromEntries(kept);
}

/** The input kept for the path, which is then no longer kept. */
export function takeTyped(req: Request, path = req.path): TypedValues | undefined {
  const { [path]: found, ...rest } = req.session?.typed ?? {};
  if (!found) return undefined;
  req.session.typed = rest;
  return nowOf(req).getTime() - Date.parse(found.at) < AN_HOUR ? found.values : undefined;
}

/**
 * Hidden fields for the sign-in form that a stranger sees on any page: where to go afterwards and, when a form was
 * posted after its session had ended, what was typed and by whom; `path` is that of its page where the form was posted
 * elsewhere. On the sign-in page itself they are passed on.
 */
export function carryTyped(req: Request, path = req.method === 'GET' ? req.originalUrl : req.path): CarriedField[] {
  if (req.path === SIGN_IN) return passedOn(req);
  const back = localPath(path);
  const fields: CarriedField[] = back ? [{ name: '_return', value: back }] : [];
  const userId = req.method === 'POST' ? renderedFor(req) : undefined;
  if (!back || !userId) return fields;
  const values = typedValues(req.body);
  if (Object.keys(values).length === 0) return fields;
  const text = sealed(JSON.stringify({ for: userId, back, values }), secretOf(req));
  return text.length > LARGEST_SEALED ? fields : [...fields, { name: '_typed', value: text }];
}

/**
 * After signing in: puts what was carried into the new session, if the same person typed it, and says where to go
 * (a path of this service, `/` when none was carried).
 */
export function restoreTyped(req: Request, userId: string): string {
  const body = (req.body ?? {}) as Record<string, unknown>;
  const back = localPath(body['_return']) ?? '/';
  const typed = readCarried(req, body['_typed']);
  if (typed?.for === userId && typed.back === back) keepTyped(req, back.split('?')[0]!, typed.values);
  return back;
}

/** Keeps the input of a form whose token was wrong, for the page that this request is sent back to. */
export function keepRefused(req: Request): void {
  keepTyped(req, req.path, typedValues(req.body));
  if (req.path !== SIGN_IN) return;
  keepTyped(req, CARRIED, Object.fromEntries(passedOn(req).map(({ name, value }) => [name, value])));
}

function passedOn(req: Request): CarriedField[] {
  const body = (req.method === 'POST' ? req.body : takeTyped(req, CARRIED)) as Record<string, unknown> | undefined;
  const back = localPath(body?.['_return'] ?? req.query['return']);
  const fields: CarriedField[] = back ? [{ name: '_return', value: back }] : [];
  const typed = body?.['_typed'];
  if (back && typeof typed === 'string' && readCarried(req, typed)) fields.push({ name: '_typed', value: typed });
  return fields;
}

/** What was carried, where it is ours and whole: nobody else reads it, or slips input into another person's form with it. */
function readCarried(req: Request, text: unknown): { for: string; back: string; values: TypedValues } | undefined {
  if (typeof text !== 'string' || text.length > LARGEST_SEALED) return undefined;
  const read = opened(text, secretOf(req));
  return read === undefined ? undefined : (JSON.parse(read) as { for: string; back: string; values: TypedValues });
}

const secretOf = (req: Request): string => req.app.get('form-secret') as string;
