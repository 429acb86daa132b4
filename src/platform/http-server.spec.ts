import { createServer, type Server } from 'node:http';
import { afterEach, expect, it } from '@jest/globals';
import { drain, listen, refuseTakenPort } from './http-server.js';

const servers: Server[] = [];
afterEach(() => servers.splice(0).forEach((server) => server.close().closeAllConnections()));

function aServer(answerAfter: number | null): Server {
  const server = createServer((_req, res) => {
    if (answerAfter !== null) setTimeout(() => res.end('late, but there'), answerAfter);
  });
  servers.push(server);
  return server;
}

const closed = (server: Server) => () => new Promise<void>((done) => void server.once('close', () => done()));
const never = new AbortController().signal;

it('says what to do about a port that is taken', async () => {
  const server = aServer(0);
  const port = Number(new URL(await listen(server, 0, '127.0.0.1')).port);
  await expect(refuseTakenPort(port, '127.0.0.1')).rejects.toThrow(`Port ${port} on 127.0.0.1 is in use`);
  await expect(refuseTakenPort(0, '192.0.2.1')).rejects.toThrow('HOST 192.0.2.1 is not an address of this machine');
});

it('gives an address that can be opened', async () => {
  expect(await listen(aServer(0), 0, '0.0.0.0')).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
});

it('drains: nobody new, and an answer for who is there, whose connection then closes', async () => {
  const server = aServer(150);
  const address = await listen(server, 0, '127.0.0.1');
  const asked = fetch(address);
  await new Promise((later) => setTimeout(later, 50));
  const drained = drain(server, closed(server), never);
  await expect(fetch(address)).rejects.toThrow();
  expect(await (await asked).text()).toBe('late, but there');
  await drained;
});

it.each(['when time is up', 'in a hurry'])('cuts off what does not end %s', async (why) => {
  const server = aServer(null);
  const asked = fetch(await listen(server, 0, '127.0.0.1'));
  const cutOff = expect(asked).rejects.toThrow();
  await new Promise((later) => setTimeout(later, 50));
  const hurry = new AbortController();
  const drained = drain(server, closed(server), hurry.signal, why === 'in a hurry' ? 60_000 : 50);
  if (why === 'in a hurry') hurry.abort();
  await drained;
  await cutOff;
});
