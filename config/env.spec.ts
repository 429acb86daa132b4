import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { readEnv } from './env.js';

describe('readEnv', () => {
  it('works with nothing set', () => {
    expect(readEnv({})).toMatchObject({ PORT: 3000, HOST: '127.0.0.1', DATA_DIR: './data', LOG_LEVEL: 'info' });
    expect(readEnv({}).DATABASE_URL).toBeUndefined();
  });

  it('takes what is set, and an empty value as not set', () => {
    const env = readEnv({ PORT: ' 8080 ', HOST: '', DATABASE_URL: 'postgresql://u:p@db/short_breaks' });
    expect(env).toMatchObject({ PORT: 8080, HOST: '127.0.0.1', DATABASE_URL: 'postgresql://u:p@db/short_breaks' });
  });

  it.each([
    ['PORT', '65536', 'PORT must be a whole number from 0 to 65535, not “65536”.'],
    ['PORT', '80a', 'PORT must be a whole number from 0 to 65535, not “80a”.'],
    ['PORT', '8e1', 'PORT must be a whole number from 0 to 65535, not “8e1”.'],
    ['TRUST_PROXY', 'true', 'TRUST_PROXY must be a whole number from 0 to 10, not “true”.'],
    ['LOG_LEVEL', 'loud', 'LOG_LEVEL must be one of trace, debug, info, warn, error, fatal, silent, not “loud”.'],
    ['BOOKING_HORIZON_MONTHS', '0', 'BOOKING_HORIZON_MONTHS must be a whole number from 1 to 36, not “0”.'],
  ])('refuses %s=%s and says what was expected', (name, value, sentence) => {
    expect(() => readEnv({ [name]: value })).toThrow(sentence);
  });

  it.each([
    ['DATABASE_URL', 'mysql://root:hunter2@db'],
    ['MIGRATE_DATABASE_URL', 'postgres://root:hunter2@:::'],
    ['SMTP_URL', 'imap://root:hunter2@mail.example'],
    ['NOTIFY_API_KEY', 'hunter2'],
    ['SESSION_SECRET', 'hunter2'],
  ])('never repeats the value of %s', (name, value) => {
    expect(() => readEnv({ [name]: value })).toThrow(`${name} must be a`);
    expect(() => readEnv({ [name]: value })).not.toThrow(/hunter2/);
  });

  const MAIL = {
    SMTP_URL: 'smtps://mail.example',
    MAIL_FROM: 'breaks@example.gov.uk',
    PUBLIC_URL: 'https://b.example',
  };

  it.each<[string, Record<string, string>, string]>([
    ['a sender', { ...MAIL, MAIL_FROM: '' }, 'MAIL_FROM must be set with SMTP_URL: from whom messages come.'],
    [
      'an address to link to',
      { ...MAIL, PUBLIC_URL: '' },
      'PUBLIC_URL must be set with SMTP_URL: messages link to it.',
    ],
    [
      'a second connection',
      { ...MAIL, DATABASE_POOL_SIZE: '2' },
      'DATABASE_POOL_SIZE must be at least 3 with PUBLIC_URL.',
    ],
  ])('refuses a mail server without %s', (_, settings, sentence) => {
    expect(() => readEnv(settings)).toThrow(sentence);
    expect(readEnv(MAIL)).toMatchObject(MAIL);
  });

  const ID = '11111111-1111-4111-8111-111111111111';
  const NOTIFY = { NOTIFY_API_KEY: `breaks-${ID}-${ID}`, NOTIFY_TEMPLATE_ID: ID, PUBLIC_URL: 'https://b.example' };

  it.each<[Record<string, string>, string]>([
    [{ NOTIFY_TEMPLATE_ID: '' }, 'NOTIFY_TEMPLATE_ID must be set with NOTIFY_API_KEY: what is sent.'],
    [{ PUBLIC_URL: '' }, 'PUBLIC_URL must be set with NOTIFY_API_KEY: messages link to it.'],
    [MAIL, 'SMTP_URL and NOTIFY_API_KEY are both set: take one away.'],
    [{ NOTIFY_API_KEY: ID }, 'NOTIFY_API_KEY must be an API key of GOV.UK Notify, whole.'],
    [{ NOTIFY_TEMPLATE_ID: 'x' }, 'NOTIFY_TEMPLATE_ID must be the id of a template'],
  ])('refuses GOV.UK Notify with %j', (settings, sentence) => {
    expect(() => readEnv({ ...NOTIFY, ...settings })).toThrow(sentence);
    expect(readEnv(NOTIFY)).toMatchObject(NOTIFY);
  });

  it.each([
    ['PUBLIC_URL', 'http://breaks.example.gov.uk'],
    ['PUBLIC_URL', 'https://breaks.example.gov.uk/'],
    ['PUBLIC_URL', 'https://user@breaks.example.gov.uk'],
    ['MAIL_FROM', 'Short Breaks'],
    ['MAIL_FROM', 'a@b.example, c@d.example'],
    ['MAIL_FROM', 'Short\nBcc: x@y.example <a@b.example>'],
  ])('refuses %s=%j', (name, value) => {
    expect(() => readEnv({ [name]: value })).toThrow(`${name} must be an address such as`);
  });

  it('takes a sender with a name', () => {
    const MAIL_FROM = 'Short Breaks <breaks@example.gov.uk>';
    expect(readEnv({ ...MAIL, MAIL_FROM }).MAIL_FROM).toBe(MAIL_FROM);
  });

  it('names every bad setting at once', () => {
    expect(() => readEnv({ PORT: 'x', LOG_LEVEL: 'y' })).toThrow(/PORT must be .*\nLOG_LEVEL must be /);
  });
});
