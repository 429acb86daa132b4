import type { Request } from 'express';
import { storable } from './clean-text.js';

const MOST = 5;

/** A sentence, with a link where something is to be done next. */
export interface Message {
  sentence: string;
  link?: { href: string; text: string };
  /** That something is still to be done, and no success. */
  important?: true;
}

/** Shows the sentence as a success message on the next page that this person sees. */
export function flash(req: Request, said: string | Message): void {
  const message = typeof said === 'string' ? storable(said) : { ...said, sentence: storable(said.sentence) };
  req.session.flash = [...(req.session.flash ?? []), message].slice(-MOST);
}

/** The messages that wait, which are then gone. The layout takes them, so that a redirect does not lose them. */
export function takeFlash(req: Request): Message[] {
  const waiting = req.session?.flash ?? [];
  if (waiting.length > 0) delete req.session.flash;
  return waiting.map((one) => (typeof one === 'string' ? { sentence: one } : one));
}
