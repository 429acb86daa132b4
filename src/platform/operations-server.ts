import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { DataSource } from 'typeorm';
import { readiness } from './health.js';
import type { Metrics } from './metrics/metrics.js';
import { isToken } from './metrics/scraper.js';

interface Choices {
  dataSource: DataSource;
  metrics: Metrics;
  token: string | undefined;
}

/** What a program without pages shows whoever runs it: whether it lives, whether it can work, and its metrics. */
export function operationsServer({ dataSource, metrics, token }: Choices): Server {
  const routes: Record<string, (req: IncomingMessage, res: ServerResponse) => Promise<void> | void> = {
    '/health/live': (_req, res) => json(res, 200, { status: 'ok' }),
    '/health/ready': async (_req, res) => {
      const health = await readiness(dataSource);
      json(res, health.status === 'ok' ? 200 : 503, health);
    },
    '/metrics': async (req, res) => {
      const [, given] = /^Bearer +(\S+)$/i.exec(req.headers.authorization ?? '') ?? [];
      if (!isToken(given, token)) return refuse(res, 401, 'Send METRICS_TOKEN as a bearer token.');
      res.writeHead(200, { 'Content-Type': metrics.contentType, 'Cache-Control': 'no-store' });
      res.end(await metrics.text());
    },
  };
  return createServer((req, res) => {
    const route = routes[(req.url ?? '').split('?')[0]!];
    if (!route) return refuse(res, 404, 'There is nothing here.');
    if (req.method !== 'GET') return refuse(res, 405, 'This address is only read.');
    Promise.resolve(route(req, res)).catch(() => res.destroy());
  });
}

function json(res: ServerResponse, status: number, body: object, type = 'application/json'): void {
  res.writeHead(status, {
    'Content-Type': type,
    'Cache-Control': 'no-store',
    ...(status === 401 && { 'WWW-Authenticate': 'Bearer' }),
  });
  res.end(JSON.stringify(body));
}

function refuse(res: ServerResponse, status: number, title: string): void {
  json(res, status, { type: 'about:blank', title, status }, 'application/problem+json');
}
