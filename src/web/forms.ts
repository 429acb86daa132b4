import type { Request, Response } from 'express';
import { DomainError, type FieldError } from '../kernel/domain-error.js';
import { flash, type Message } from './flash.js';
import { PageRefusal } from './page-refusal.js';
import { saveSession } from './page-session.js';
import { readForm, type FieldErrors } from './read-form.js';
import { takeTyped, typedValues } from './typed-forms.js';

export type { FieldErrors } from './read-form.js';

export interface FormState {
  values: Record<string, string | string[]>;
  /** Field → sentence. */
  errors: FieldErrors;
  /** What is wrong with the form as a whole. */
  sentence?: string;
  /** What happened to the input, when nothing is wrong with it. */
  notice?: string;
  /** Fields that somebody else changed while this form was open; `typed` is missing where it was left alone. */
  changed?: { label: string; saved: string; typed: string | undefined }[];
}

const RENEWED = 'Your session was renewed, so nothing has been sent yet. Check what you typed and send it again.';

/** What a GET should show: input typed before a session ended (restored once, same user), or `initial`. */
export function typedBefore(req: Request, initial: FormState['values'] = {}): FormState {
  const typed = takeTyped(req);
  if (!typed) return { values: initial, errors: {} };
  // Nobody has it but this page now: should it lock once more, what was typed goes along again.
  if (req.res) req.res.locals['holdsTyped'] = true;
  return { values: { ...initial, ...typed }, errors: {}, notice: RENEWED };
}

/** Where a form leads once it is saved: a URL, and what is then said there as a success. */
export type Next = string | { to: string; said: Said };
/** What is said as a success: one message, or several in their order. */
export type Said = string | readonly (string | Message)[];

/** A form that was posted: what is read from it, the page that shows it, and the one thing it does. */
export interface PostedForm<T extends object> {
  dto: new () => T;
  show: (state: FormState) => void | Promise<void>;
  /** Field of the service → field of the form, where the form asks in another way: a refusal is said there. */
  fields?: Record<string, string>;
  /** Where to go next; or a page that answers the post itself, for a secret that is shown once and never stored. */
  save: (dto: T) => Promise<Next | (() => void)>;
}

/**
 * Reads, validates and saves the form that this response answers. Valid: the browser goes on to what `save` returns
 * (303). Bad input: `show` with 400. A refusal by the domain (invalid, conflict, stale): `show` with 400, 409 or 412.
 * Everything else is thrown on, and so is a refusal that has a page of its own.
 */
export async function submitForm<T extends object>(res: Response, form: PostedForm<T>): Promise<void> {
  const { body } = res.req as { body: unknown };
  const values = typedValues(body);
  const showAgain = async (status: number, errors: FieldErrors, sentence?: string) => {
    res.status(status);
    res.locals['hasErrors'] = true;
    await form.show({ values, errors, ...(sentence && { sentence }) });
  };
  const read = await readForm(form.dto, body);
  if ('errors' in read) return showAgain(400, read.errors);
  let next: Next | (() => void);
  try {
    next = await form.save(read.dto);
  } catch (error) {
    if (!(error instanceof DomainError) || !(error.kind in SHOWN) || error instanceof PageRefusal) throw error;
    const errors = byField(
      error.errors.map(({ field, message }) => ({ field: form.fields?.[field] ?? field, message })),
    );
    const said = error.errors.some(({ message }) => message === error.sentence);
    return showAgain(SHOWN[error.kind]!, errors, said ? undefined : error.sentence);
  }
  if (typeof next === 'function') return next();
  await seeOther(res, next);
}

/** Refusals that a person answers by changing the form, with the status of the page that shows it again. */
const SHOWN: Partial<Record<string, number>> = { invalid: 400, conflict: 409, gone_stale: 412 };

/** Everything that is wrong with a field: two stays in the way of one date are both named. */
function byField(errors: readonly FieldError[]): FieldErrors {
  const said: Record<string, string[]> = {};
  for (const { field, message } of errors) {
    if (!said[field]?.includes(message)) (said[field] ??= []).push(message);
  }
  return Object.fromEntries(Object.entries(said).map(([field, messages]) => [field, messages.join(' ')]));
}

/** Sends the browser on to a page with 303, after the session with its messages is stored. */
export async function seeOther(res: Response, next: Next): Promise<void> {
  const { req } = res;
  const { to, said = [] } = typeof next === 'string' ? { to: next } : next;
  for (const one of [said].flat()) if (one) flash(req, one);
  await saveSession(req);
  res.redirect(303, to);
}
