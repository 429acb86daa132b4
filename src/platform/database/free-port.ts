import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Below the ports that systems give to outgoing connections (from 32768 on Linux, 49152 elsewhere). */
const [FIRST, LAST] = [20_000, 32_000];
const TRIES = 50;

/**
 * A port of this machine on which nobody listens, and which no outgoing connection is ever given. A server that is
 * restarted on such a port finds it free: of those who try to reach it meanwhile, thousands of times a second, one would
 * sooner or later have its own port for its goal, be connected with itself, and keep the server out.
 */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const port = randomInt(FIRST, LAST);
    if (await isFree(port)) return port;
  }
  throw new Error(`No port from ${FIRST} to ${LAST} is free on this machine.`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((answer) => {
    const server = createServer();
    server.once('error', () => answer(false));
    server.listen(port, '127.0.0.1', () => server.close(() => answer(true)));
  });
}
