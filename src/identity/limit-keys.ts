import { createHash } from 'node:crypto';
import { isIPv6 } from 'node:net';

/** Under what key failures of an account are counted; the address of the person cannot be read from it. */
export function accountKey(email: string): string {
  return `account:${sha256(email.trim().toLowerCase())}`;
}

/** Under what key failures from an address are counted. IPv6 counts by /64: one household or office has all of it. */
export function addressKey(ip: string | null): string {
  return `address:${sha256(network(ip ?? 'unknown'))}`;
}

function network(ip: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip);
  if (mapped) return mapped[1]!;
  if (!isIPv6(ip)) return ip;
  const [head = '', tail] = new URL(`http://[${ip}]`).hostname.slice(1, -1).split('::');
  const left = head.split(':').filter(Boolean);
  const right = tail?.split(':').filter(Boolean) ?? [];
  const zeros = tail === undefined ? [] : Array<string>(8 - left.length - right.length).fill('0');
  return [...left, ...zeros, ...right].slice(0, 4).join(':');
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
