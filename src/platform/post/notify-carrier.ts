import { NotifyClient } from 'notifications-node-client';
import { withinTime } from '../within-time.js';
import { CARRY_MS, type Carrier, type Letter, type Outcome } from './carrier.js';

/** What the client throws: what the answer was, or a code when there was none. */
interface NotifyError extends Error {
  code?: string;
  response?: { status: number; data?: { errors?: { error?: string; message?: string }[] } };
}

/** Codes of a connection that never came about: nothing was asked. */
const NOT_ASKED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/**
 * Carries messages by GOV.UK Notify, whose template holds a subject `((subject))` and a body `((body))`. Notify knows a
 * message that comes twice by its reference, which is the message's id.
 */
export class NotifyCarrier implements Carrier {
  private readonly client: NotifyClient;

  constructor(
    private readonly template: string,
    { key, address }: { key: string; address: string | undefined },
  ) {
    this.client = address ? new NotifyClient(address, key) : new NotifyClient(key);
  }

  async send({ id, to, subject, text }: Letter): Promise<Outcome> {
    try {
      const sent = this.client.sendEmail(this.template, to, {
        personalisation: { subject, body: text },
        reference: id,
      });
      await withinTime(CARRY_MS, sent, 'took too long');
      return { is: 'sent' };
    } catch (error) {
      return notifyOutcome(error as NotifyError);
    }
  }
}

/** What a failure means. A wrong address is this person's; a wrong key, template or limit would fail the next one as well. */
export function notifyOutcome({ code, message, response }: NotifyError): Exclude<Outcome, { is: 'sent' }> {
  if (!response) {
    const error = `Notify ${code ?? message}`;
    return { is: NOT_ASKED.has(code ?? '') ? 'not-now' : 'unknown', error, isAway: true };
  }
  const error = `Notify ${response.status}`;
  const isAddress = response.data?.errors?.some((one) => one.message?.startsWith('email_address')) ?? false;
  if (response.status === 400 && isAddress) return { is: 'refused', error };
  // Notify may have taken what it could not finish answering.
  return { is: response.status >= 500 ? 'unknown' : 'not-now', error, isAway: true };
}
