import { describe, expect, it } from '@jest/globals';
import { accountKey, addressKey } from './limit-keys.js';

describe('keys under which failed sign-ins are counted', () => {
  it('are the same for an email address in any case', () => {
    expect(accountKey(' Dana@Example.ORG')).toBe(accountKey('dana@example.org'));
    expect(accountKey('dana@example.org')).not.toBe(accountKey('dona@example.org'));
  });
  it('tell neither the email nor the address', () => {
    expect(accountKey('dana@example.org')).toMatch(/^account:[\w-]{43}$/);
    expect(addressKey('192.0.2.7')).toMatch(/^address:[\w-]{43}$/);
  });
  it('never meet between accounts and addresses', () => {
    expect(accountKey('192.0.2.7')).not.toBe(addressKey('192.0.2.7'));
  });
  it.each([
    ['2001:db8:1:2::1', '2001:db8:1:2:ffff:ffff:ffff:ffff'],
    ['2001:db8:1:2:3:4:5:6', '2001:0DB8:0001:0002::'],
    ['::1', '::2'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
  ])('%s and %s count together', (one, other) => {
    expect(addressKey(one)).toBe(addressKey(other));
  });
  it.each([
    ['2001:db8:1:2::1', '2001:db8:1:3::1'],
    ['192.0.2.7', '192.0.2.8'],
    ['::1', '1::'],
  ])('%s and %s count apart', (one, other) => {
    expect(addressKey(one)).not.toBe(addressKey(other));
  });
  it('count what has no address together', () => {
    expect(addressKey(null)).toBe(addressKey(null));
  });
});
