import { createHmac } from 'node:crypto';
import { lookup, type LookupAddress } from 'node:dns';
import { request, type RequestOptions } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { withinTime } from '../within-time.js';
import { CARRY_MS, type Outcome } from './carrier.js';
import { isPublicAddress } from './public-address.js';

/** What is posted, where to, and the secret by which whoever gets it knows that we sent it. */
export interface Post {
  id: string;
  url: string;
  secret: Buffer;
  body: string;
  at: Date;
}

type PostError = Error & { code?: string };

/** Nothing was asked: no connection came about. */
const NOT_ASKED = new Set([
  ...['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'CERT_HAS_EXPIRED'],
  ...['DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
  ...['ERR_TLS_CERT_ALTNAME_INVALID', 'EPROTO'],
]);
const PRIVATE = 'ERR_PRIVATE_ADDRESS';

/**
 * The signature of a body at an instant: HMAC-SHA256 over the seconds since 1970, a dot and the body, as hex. The time is
 * in it so that what somebody overheard cannot be sent again later.
 */
export function signatureOf(secret: Buffer, seconds: number, body: string): string {
  return createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
}

/**
 * Posts to addresses that a manager named: by HTTPS to the open internet alone, whatever a name stands for at that moment.
 * The name is looked up once and the connection goes to the very address that was looked at; no redirect is followed.
 */
export class WebhookCarrier {
  constructor(
    /** Hosts of the council's own network that may be called all the same. */
    private readonly alsoTo: readonly string[] = [],
    private readonly more: RequestOptions = {},
  ) {}

  async send({ id, url, secret, body, at }: Post): Promise<Outcome> {
    const seconds = Math.floor(at.getTime() / 1_000);
    const abort = new AbortController();
    const headers = {
      'Content-Type': 'application/json',
      'Content-Length': Buffer.byteLength(body),
      'User-Agent': 'Short-Breaks',
      'X-Short-Breaks-Delivery': id,
      'X-Short-Breaks-Timestamp': String(seconds),
      'X-Short-Breaks-Signature': `sha256=${signatureOf(secret, seconds, body)}`,
    };
    try {
      const status = await withinTime(CARRY_MS, this.post(new URL(url), headers, body, abort.signal), 'took too long');
      return outcomeOfStatus(status);
    } catch (error) {
      const { code, message } = error as PostError;
      const said = `webhook ${code ?? message}`;
      if (code === PRIVATE) return { is: 'refused', error: 'webhook: the address is of a private network' };
      return { is: NOT_ASKED.has(code ?? '') ? 'not-now' : 'unknown', error: said, isAway: true };
    } finally {
      abort.abort();
    }
  }

  private post(url: URL, headers: Record<string, string | number>, body: string, signal: AbortSignal) {
    const host = url.hostname.replace(/^\[|\]$/g, '');
    const isAllowed = (address: string) => this.alsoTo.includes(host) || isPublicAddress(address);
    return new Promise<number>((done, fail) => {
      if (url.protocol !== 'https:' || (isIP(host) && !isAllowed(host))) return fail(privateAddress());
      const asked = request(
        url,
        { ...this.more, method: 'POST', agent: false, headers, signal, lookup: onlyTo(isAllowed) },
        (answer) => {
          answer.destroy();
          done(answer.statusCode ?? 0);
        },
      );
      asked.on('error', fail);
      asked.end(body);
    });
  }
}

/** Looks a name up and gives on only addresses that may be called; where one of them may not, none is. */
function onlyTo(isAllowed: (address: string) => boolean): LookupFunction {
  return (host, options, found) => {
    lookup(host, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
      if (error) return found(error, '', 0);
      if (addresses.length === 0 || !addresses.every(({ address }) => isAllowed(address)))
        return found(privateAddress(), '', 0);
      if (options.all) return found(null, addresses);
      found(null, addresses[0]!.address, addresses[0]!.family);
    });
  };
}

const privateAddress = () => Object.assign(new Error('a private address'), { code: PRIVATE });

/** What an answer means: taken, not now, or never. A redirect is an answer that nobody follows. */
export function outcomeOfStatus(status: number): Outcome {
  if (status >= 200 && status < 300) return { is: 'sent' };
  const error = `webhook HTTP ${status}`;
  const mayPass = status >= 500 || status === 408 || status === 425 || status === 429;
  return mayPass ? { is: 'not-now', error, isAway: false } : { is: 'refused', error };
}
