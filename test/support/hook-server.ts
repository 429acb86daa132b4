import { once } from 'node:events';
import type { IncomingHttpHeaders } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import tlsOptions from 'smtp-server/lib/tls-options';

export interface Posted {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** A real HTTPS receiver on this machine. Its certificate is nobody's: who calls must not mind. */
export class HookServer {
  readonly posted: Posted[] = [];
  /** What it answers; 0: never. */
  status = 200;
  /** Where it sends callers on. */
  location = '';
  private readonly server: Server;

  private constructor() {
    const { key, cert } = tlsOptions({}) as { key: string; cert: string };
    this.server = createServer({ key, cert }, (req, res) => {
      let body = '';
      req.on('data', (part: Buffer) => (body += part.toString()));
      req.on('end', () => {
        this.posted.push({ path: req.url ?? '', headers: req.headers, body });
        if (this.status > 0)
          res.writeHead(this.status, this.location ? { Location: this.location } : {}).end('thank you, Ash Example');
      });
    });
  }

  static async start(): Promise<HookServer> {
    const hook = new HookServer();
    hook.server.listen(0, '127.0.0.1');
    await once(hook.server, 'listening');
    return hook;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  at(path: string): string {
    return `https://localhost:${this.port}${path}`;
  }

  on(path: string): Posted[] {
    return this.posted.filter((one) => one.path === path);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}
