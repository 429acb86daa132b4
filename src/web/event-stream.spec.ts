import { afterEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { EventStream } from './event-stream.js';

let server: Server | undefined;
let reader: Socket | undefined;
let now = 0;

afterEach(() => {
  reader?.destroy();
  server?.close();
});

/** A stream and the socket of who reads it. */
async function aStream(): Promise<{ stream: EventStream; res: ServerResponse; reader: Socket }> {
  now = 0;
  const asked = new Promise<ServerResponse>((got) => (server = createServer((_req, res) => got(res))));
  await new Promise<void>((up) => server!.listen(0, '127.0.0.1', up));
  reader = connect((server!.address() as AddressInfo).port, '127.0.0.1');
  reader.on('error', () => undefined);
  reader.write('GET /live HTTP/1.1\r\nHost: x\r\n\r\n');
  const res = await asked;
  const stream = new EventStream(res, () => now);
  stream.open();
  return { stream, res, reader };
}

/** Tells so much that the reader, who reads nothing, is behind. */
function fallBehind(stream: EventStream): void {
  for (let one = 0; one < 10_000 && !stream.isBehind; one += 1)
    stream.changed(
      Array.from({ length: 200 }, (_, place) => `calendar:${'x'.repeat(30)}${place}`),
      250,
    );
  expect(stream.isBehind).toBe(true);
}

const readAll = (from: Socket) => {
  let text = '';
  from.on('data', (data: Buffer) => (text += data.toString()));
  return () => text;
};

describe('a stream of events', () => {
  it('says hello, what changed, and why it ends', async () => {
    const { stream, reader } = await aStream();
    const text = readAll(reader);
    stream.hello({ known: 5, changed: { calendar: 3 } });
    stream.changed(['calendar', 'requests'], 250);
    stream.beat();
    stream.end('stopping');
    await once(reader, 'end').catch(() => undefined);
    expect(text()).toContain('event: hello\ndata: {"known":5,"changed":{"calendar":3}}\n\n');
    expect(text()).toContain('event: change\nid: 250\ndata: calendar requests\n\n');
    expect(text()).toContain('event: beat\n');
    expect(text()).toContain('event: over\ndata: stopping\n\n');
  });

  it('keeps nothing for a reader who is behind but the names of what changed', async () => {
    const { stream, res } = await aStream();
    reader!.pause();
    fallBehind(stream);
    const held = res.writableLength;
    for (let one = 0; one < 100_000; one += 1) stream.changed([one % 2 ? 'calendar' : 'requests'], 250);
    expect(res.writableLength).toBe(held);
  });

  it('tells a reader who catches up once of all that changed meanwhile', async () => {
    const { stream, reader, res } = await aStream();
    reader.pause();
    fallBehind(stream);
    for (let one = 0; one < 1_000; one += 1) stream.changed([one % 2 ? 'calendar' : 'requests'], 250);
    const text = readAll(reader);
    reader.resume();
    await once(res, 'drain');
    stream.end('stopping');
    await once(reader, 'end').catch(() => undefined);
    expect(text().match(/data: requests calendar\n\n/g)).toHaveLength(1);
  });

  it('lets go who has been behind for half a minute', async () => {
    const { stream, res } = await aStream();
    reader!.pause();
    fallBehind(stream);
    now = 30_000;
    stream.beat();
    expect(res.destroyed).toBe(false);
    now = 30_001;
    stream.beat();
    expect(res.destroyed).toBe(true);
  });

  it('says nothing to who has left', async () => {
    const { stream, res } = await aStream();
    reader!.destroy();
    await once(res, 'close');
    for (let one = 0; one < 100; one += 1) stream.changed(['calendar'], 250);
    stream.end('stopping');
    expect(res.writableLength).toBe(0);
  });
});
