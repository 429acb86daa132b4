import { createServer } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { createLogger } from './log.js';
import { requestId, requestLog } from './request-log.js';

const UUID = /^[\da-f-]{36}$/;

describe('requestId', () => {
  it.each(['abc-123_X', 'a'.repeat(64)])('takes %s', (given) => expect(requestId(given)).toBe(given));

  it.each([undefined, '', 'a b', 'a'.repeat(65), 'x\u2028y', ['a', 'b']])('makes its own instead of %j', (given) => {
    expect(requestId(given)).toMatch(UUID);
  });
});

describe('requestLog', () => {
  async function lineOf(path: string, headers: Record<string, string> = {}) {
    const lines: string[] = [];
    const log = requestLog(createLogger('info', { write: (line) => void lines.push(line) }));
    const server = createServer((req, res) => {
      log(req, res);
      Object.assign(req, { actor: { id: 'actor-1', name: 'Kay Worker' } });
      res.end('ok');
    });
    const response = await request(server).get(path).set(headers);
    return { line: lines.join(''), response };
  }

  it('writes what happened and who asked, by id', async () => {
    const { line, response } = await lineOf('/young-people', { 'X-Request-Id': 'proxy-1' });
    expect(JSON.parse(line)).toMatchObject({
      ...{ requestId: 'proxy-1', method: 'GET', path: '/young-people', status: 200, user: 'actor-1', msg: 'answered' },
    });
    expect(response.headers['x-request-id']).toBe('proxy-1');
  });

  it('writes no query, no head and no name', async () => {
    const { line } = await lineOf('/young-people?search=Fictitious', { Cookie: 'a=secret', Authorization: 'Bearer b' });
    expect(line).not.toMatch(/Fictitious|secret|Bearer|Kay|agent/i);
  });

  it.each([
    '/feeds/s3cret.ics',
    '/FEEDS/s3cret',
    '//feeds//s3cret.ics/',
    '/%66eeds/s3cret.ics',
    '/behind/feeds/s3cret?a=b',
  ])('writes no secret address of a feed: %s', async (path) => {
    const { line } = await lineOf(path);
    expect(line).not.toContain('s3cret');
    expect((JSON.parse(line) as { path: string }).path).toMatch(/eeds\/…$/i);
  });

  it('leaves checks of life and assets out', async () => {
    expect((await lineOf('/health/live')).line).toBe('');
    expect((await lineOf('/assets/app.css')).line).toBe('');
  });
});
