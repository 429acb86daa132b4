import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { PreparingClient } from './preparing-client.js';

type Answer = { done(value: object): void; failed(error: Error): void };

const prototype = pg.Client.prototype as unknown as { query: unknown };
const { query } = prototype;
let stream: PassThrough;
let client: { query(text: string): Promise<unknown> };
let sent: Map<string, Answer>;

beforeEach(() => {
  sent = new Map();
  prototype.query = (text: string) => {
    stream.write(text);
    return new Promise((done, failed) => sent.set(text, { done, failed }));
  };
  stream = new PassThrough();
  const made = Object.assign(Object.create(PreparingClient.prototype) as object, { connection: { stream } });
  client = made as unknown as typeof client;
});
afterEach(() => {
  prototype.query = query;
});

describe('a connection that prepares', () => {
  it('does not wait for a transaction to begin', async () => {
    await client.query('START TRANSACTION');
    const first = client.query('SELECT 1');
    sent.get('START TRANSACTION')!.done({});
    sent.get('SELECT 1')!.done({ rows: [1] });
    expect(await first).toEqual({ rows: [1] });
  });

  it('fails what is sent in a transaction that did not begin', async () => {
    await client.query('START TRANSACTION');
    const first = client.query('INSERT 1');
    sent.get('START TRANSACTION')!.failed(new Error('canceled'));
    sent.get('INSERT 1')!.done({});
    await expect(first).rejects.toThrow('canceled');
  });

  it('sends as one piece what it sends without waiting', async () => {
    const pieces: string[] = [];
    stream.on('data', (data: Buffer) => pieces.push(data.toString()));
    for (const text of ['one ', 'two ', 'three']) void client.query(text);
    await new Promise((done) => setImmediate(done));
    expect(pieces).toEqual(['one two three']);
  });
});
