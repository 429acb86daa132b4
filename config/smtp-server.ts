import { isIP } from 'node:net';

/** A mail server, as its address names it. */
export interface SmtpServer {
  host: string;
  port: number;
  /** TLS from the first byte; otherwise by STARTTLS. */
  secure: boolean;
  /** Nothing is sent where STARTTLS is not offered. */
  requireTLS: boolean;
  user?: string;
  password?: string;
}

/**
 * Reads `smtps://user:password@host:465` or `smtp://host:587`; `undefined` when it is neither. What is sent over `smtp` is
 * encrypted (STARTTLS) or not sent, but on this machine or with `?requireTLS=false`.
 */
export function smtpServer(address: string): SmtpServer | undefined {
  if (!/^smtps?:\/\/[^/]/i.test(address) || !URL.canParse(address)) return undefined;
  const { protocol, hostname, port, username, password, pathname, searchParams } = new URL(address);
  const host = hostname.replace(/^\[|\]$/g, '');
  const asked = searchParams.get('requireTLS');
  const known = [...searchParams.keys()].every((key) => key === 'requireTLS') && /^(true|false)?$/.test(asked ?? '');
  if (!host || !known || (pathname !== '' && pathname !== '/') || (password && !username)) return undefined;
  const secure = protocol.toLowerCase() === 'smtps:';
  const isHere = host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
  return {
    host,
    port: port ? Number(port) : secure ? 465 : 587,
    secure,
    requireTLS: !secure && (asked ? asked === 'true' : !isHere),
    ...(username && { user: decoded(username), password: decoded(password) }),
  };
}

/** As it was meant, also where a lone % is in it. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
