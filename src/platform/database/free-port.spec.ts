import { createServer } from 'node:net';
import { once } from 'node:events';
import { expect, it } from '@jest/globals';
import { freePort } from './free-port.js';

it('gives ports on which a server can listen, and none that an outgoing connection could have', async () => {
  for (let times = 0; times < 20; times += 1) {
    const port = await freePort();
    expect(port).toBeLessThan(32_768);
    const server = createServer().listen(port, '127.0.0.1');
    await once(server, 'listening');
    await new Promise((closed) => server.close(closed));
  }
});
