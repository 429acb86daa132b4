import type { Request } from 'express';
import { storable } from './clean-text.js';

const MOST = 5;

/** Shows the sentence as a success message on the next page that this person sees. */
export function flash(req: Request, sentence: string): void {
  req.session.flash = [...(req.session.flash ?? []), storable(sentence)].slice(-MOST);
}

/** The messages that wait, which are then gone. The layout takes them, so that a redirect does not lose them. */
export function takeFlash(req: Request): string[] {
  const waiting = req.session?.flash ?? [];
  if (waiting.length > 0) delete req.session.flash;
  return waiting;
}
