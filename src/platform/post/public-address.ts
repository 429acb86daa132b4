import ipaddr from 'ipaddr.js';

const WHOLE_WORLD = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Whether an IP address is one of the open internet. Whatever is private, of this machine, of this network, a tunnel or a
 * translation into one of those, or kept for something, is not: a service that calls any address it is told to would
 * otherwise be a way into the council's own network.
 *
 * @example isPublicAddress('169.254.169.254'); // false, where clouds keep their keys
 */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.process(text);
  if (address.range() !== 'unicast') return false;
  return address instanceof ipaddr.IPv4 || address.match(WHOLE_WORLD);
}
