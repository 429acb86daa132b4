import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isPublicAddress } from './public-address.js';

describe('an address of the open internet', () => {
  it.each([
    '1.1.1.1',
    '8.8.8.8',
    '52.96.0.1',
    '172.15.255.255',
    '172.32.0.0',
    '2606:4700:4700::1111',
    '::ffff:8.8.8.8',
  ])('is %s', (address) => expect(isPublicAddress(address)).toBe(true));

  it.each([
    ...['0.0.0.0', '0.1.2.3', '10.0.0.1', '100.64.0.1', '127.0.0.1', '127.255.255.254', '169.254.169.254'],
    ...['172.16.0.1', '172.31.255.255', '192.0.0.1', '192.0.2.1', '192.168.0.1', '198.18.0.1', '198.51.100.1'],
    ...['203.0.113.1', '224.0.0.1', '240.0.0.1', '255.255.255.255'],
    ...['::', '::1', 'fe80::1', 'fe80::1%eth0', 'fc00::1', 'fd12:3456::1', 'fec0::1', 'ff02::1', '2001:db8::1'],
    ...['::ffff:127.0.0.1', '::ffff:10.0.0.1', '::ffff:a9fe:a9fe', '64:ff9b::7f00:1', '2002:7f00:1::', '2001::1'],
    ...['::127.0.0.1', '100::1', 'localhost', '', '1.1.1.1.1'],
  ])('is not %j', (address) => expect(isPublicAddress(address)).toBe(false));

  it('is none of a private network, however it is written', () =>
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffffff }), (rest) => {
        const bytes = [10, rest >> 16, (rest >> 8) & 255, rest & 255];
        const hex = bytes.map((byte) => byte.toString(16).padStart(2, '0'));
        expect(isPublicAddress(bytes.join('.'))).toBe(false);
        expect(isPublicAddress(`::ffff:${bytes.join('.')}`)).toBe(false);
        expect(isPublicAddress(`::ffff:${hex[0]}${hex[1]}:${hex[2]}${hex[3]}`)).toBe(false);
        expect(isPublicAddress(`2002:${hex[0]}${hex[1]}:${hex[2]}${hex[3]}::1`)).toBe(false);
      }),
    ));
});
