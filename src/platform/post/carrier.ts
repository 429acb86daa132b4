import type { Env } from '../../../config/env.js';

/** A message on its way to one address. Sent twice under one id, it is one message to whoever gets it. */
export interface Letter {
  id: string;
  to: string;
  subject: string;
  text: string;
  html: string;
}

/**
 * What came of a try. `refused`: by the recipient's side and for good. `not-now`: it surely did not go, and may later.
 * `unknown`: nobody said whether it went. `isAway`: the server itself could not be reached or would not talk, so that the
 * next message would fare no better. `error` is a kind and a code, never a server's own words: they quote addresses.
 */
export type Outcome =
  { is: 'sent' } | { is: 'refused'; error: string } | { is: 'not-now' | 'unknown'; error: string; isAway: boolean };

/** Carries messages out of the service. It never throws, and is done within `CARRY_MS`. */
export interface Carrier {
  send(letter: Letter): Promise<Outcome>;
}

/** The longest that one try may take: a connection to the database is held for so long. */
export const CARRY_MS = 12_000;

/** By what people are sent messages, of what is set; by nothing where nothing is. */
export function carrierOf({
  SMTP_URL,
  NOTIFY_API_KEY,
}: Pick<Env, 'SMTP_URL' | 'NOTIFY_API_KEY'>): 'smtp' | 'notify' | undefined {
  if (NOTIFY_API_KEY) return 'notify';
  return SMTP_URL ? 'smtp' : undefined;
}
