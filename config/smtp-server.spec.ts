import { describe, expect, it } from '@jest/globals';
import { smtpServer } from './smtp-server.js';

describe('the address of a mail server', () => {
  it.each([
    ['smtps://mail.example.gov.uk', { host: 'mail.example.gov.uk', port: 465, secure: true, requireTLS: false }],
    ['smtp://mail.example.gov.uk', { host: 'mail.example.gov.uk', port: 587, secure: false, requireTLS: true }],
    [
      'smtp://mail.example.gov.uk:25?requireTLS=false',
      { host: 'mail.example.gov.uk', port: 25, secure: false, requireTLS: false },
    ],
    ['smtp://127.0.0.1:2525', { host: '127.0.0.1', port: 2525, secure: false, requireTLS: false }],
    ['smtp://localhost', { host: 'localhost', port: 587, secure: false, requireTLS: false }],
    ['smtp://[::1]:25', { host: '::1', port: 25, secure: false, requireTLS: false }],
    [
      'smtps://breaks%40example:p%3Ass@mail.example:465/',
      { host: 'mail.example', port: 465, secure: true, requireTLS: false, user: 'breaks@example', password: 'p:ss' },
    ],
  ])('%s', (address, server) => expect(smtpServer(address)).toEqual(server));

  it.each([
    'mail.example.gov.uk',
    'https://mail.example.gov.uk',
    'smtp://',
    'smtp:///mail',
    'smtp://mail.example/box',
    'smtp://:password@mail.example',
    'smtp://mail.example?tls=no',
    'smtp://mail.example?requireTLS=perhaps',
    'smtp://mail.example:99999',
  ])('is not %s', (address) => expect(smtpServer(address)).toBeUndefined());
});
