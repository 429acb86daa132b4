import { describe, expect, it } from '@jest/globals';
import { localPath } from './local-path.js';

describe('localPath', () => {
  it.each([
    ['/', '/'],
    ['/requests/new', '/requests/new'],
    ['/calendar?from=2027-03-01&bed=2', '/calendar?from=2027-03-01&bed=2'],
    ['/young-people?q=a%20b', '/young-people?q=a%20b'],
    ['/a/../requests', '/requests'],
    ['/sign-in-help', '/sign-in-help'],
  ])('keeps %s', (value, path) => {
    expect(localPath(value)).toBe(path);
  });

  it.each([
    undefined,
    null,
    7,
    ['/requests'],
    '',
    'requests',
    'https://evil.example/',
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/.//evil.example',
    '/a/..//evil.example',
    '/%2e//evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '/\u0000/evil.example',
    ' //evil.example',
    '/ /evil.example',
    'javascript:alert(1)',
    '/\ud800',
    '/sign-in',
    '/sign-in?return=/sign-in',
    '/sign-out',
    '/api/v1/me',
    '/x'.repeat(2000),
  ])('refuses %j', (value) => {
    expect(localPath(value)).toBeUndefined();
  });
});
