import { createServer, type Server } from 'node:http';
import { isIPv6, type AddressInfo } from 'node:net';
import { StartFailure } from './database/start-failure.js';

const PATIENCE_MS = 10_000;

/** Throws the sentence that says what to do when nobody can listen there; costs nothing before the database is up. */
export async function refuseTakenPort(port: number, host: string): Promise<void> {
  const server = createServer();
  await listen(server, port, host);
  await new Promise((closed) => server.close(closed));
}

/** Listens, and answers with the address to open. */
export async function listen(server: Server, port: number, host: string): Promise<string> {
  await new Promise<void>((done, failed) => {
    server.once('error', (error: NodeJS.ErrnoException) => failed(new StartFailure(sentence(error, port, host))));
    server.listen(port, host, done);
  });
  const name = ['0.0.0.0', '::'].includes(host) ? '127.0.0.1' : isIPv6(host) ? `[${host}]` : host;
  return `http://${name}:${(server.address() as AddressInfo).port}`;
}

function sentence({ code, message }: NodeJS.ErrnoException, port: number, host: string): string {
  if (code === 'EADDRINUSE')
    return `Port ${port} on ${host} is in use: end the program that listens there, or set PORT to another number.`;
  if (code === 'EACCES') return `This user may not listen on port ${port}: set PORT to 1024 or above.`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return `HOST ${host} is not an address of this machine: set it to 127.0.0.1, or to 0.0.0.0 for all of them.`;
  return `The service cannot listen on port ${port} of ${host} (${code ?? message}): set PORT and HOST to others.`;
}

/**
 * Stops listening at once, and closes the service when the requests in flight have their answers: after ten seconds,
 * or in a hurry, they are cut off. Connections that only wait for another request are closed as they fall idle.
 */
export async function drain(
  server: Server,
  close: () => Promise<void>,
  hurry: AbortSignal,
  patience = PATIENCE_MS,
): Promise<void> {
  const idle = setInterval(() => server.closeIdleConnections(), 25);
  let enough!: () => void;
  const cutOff = new Promise<void>((cut) => {
    enough = () => {
      server.closeAllConnections();
      setTimeout(cut, 1_000).unref();
    };
  });
  const timer = setTimeout(enough, patience);
  if (hurry.aborted) enough();
  hurry.addEventListener('abort', enough);
  server.close();
  server.closeIdleConnections();
  try {
    await Promise.race([close(), cutOff]);
  } finally {
    clearInterval(idle);
    clearTimeout(timer);
    hurry.removeEventListener('abort', enough);
  }
}
