import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Server } from 'node:http';
import type { Logger } from 'pino';
import type { Pool } from 'pg';
import { DataSource } from 'typeorm';
import type { Env } from '../config/env.js';
import { AppModule } from './app.module.js';
import { Clock } from './platform/clock.js';
import { measureRequests } from './platform/metrics/http-metrics.js';
import { Metrics } from './platform/metrics/metrics.js';
import { NestLog } from './platform/nest-log.js';
import { operationsServer } from './platform/operations-server.js';
import { requestLog } from './platform/request-log.js';
import { sessionSecret } from './platform/session-secret.js';
import { serveApiDocument } from './web/api-document.js';
import { configureApp } from './web/configure-app.js';

interface Choices {
  /** Tests give a clock of their own. */
  clock?: Clock;
  /** Whether this process does the jobs too. */
  work?: boolean;
  /** Whether administrators find the board of the queue here. */
  board?: boolean;
}

/** The whole service on its database, ready to listen. */
export async function createService(
  env: Env,
  logger: Logger,
  { clock = new Clock(), work = false, board = false }: Choices = {},
): Promise<NestExpressApplication> {
  const more = board ? [(await import('./identity/job-board.module.js')).JobBoardModule.forRoot()] : [];
  const app = await NestFactory.create<NestExpressApplication>(AppModule.forRoot(env, clock, { work, more }), {
    logger: new NestLog(logger),
    abortOnError: false,
    bodyParser: false,
  });
  const dataSource = app.get(DataSource);
  const { master } = dataSource.driver as unknown as { master: Pool };
  app.use(measureRequests(app.get(Metrics)), requestLog(logger));
  configureApp(app, env, { pool: master, sessionSecret: await sessionSecret(dataSource, env.SESSION_SECRET) });
  serveApiDocument(app);
  await app.init();
  return app;
}

/** The service without its pages and its API: it does the jobs. */
export function createWorker(env: Env, logger: Logger, clock = new Clock()): Promise<INestApplicationContext> {
  return NestFactory.createApplicationContext(AppModule.forRoot(env, clock, { work: true }), {
    logger: new NestLog(logger),
    abortOnError: false,
  });
}

/** Where the worker answers whoever runs it. */
export function createOperations(worker: INestApplicationContext, env: Env): Server {
  const token = env.METRICS_TOKEN;
  return operationsServer({ dataSource: worker.get(DataSource), metrics: worker.get(Metrics), token });
}
