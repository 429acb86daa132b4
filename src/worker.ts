import 'reflect-metadata';
import { readEnv } from '../config/env.js';
import { openDatabase } from './platform/database/open-database.js';
import { StartFailure } from './platform/database/start-failure.js';
import { keepMemory } from './platform/keep-memory.js';
import { createLogger } from './platform/log.js';
import { drain, listen } from './platform/http-server.js';
import { Shutdown } from './platform/shutdown.js';
import { tell } from './platform/tell.js';

/** `npm run start:worker`: does the jobs, beside any number of others and of web programs. */
async function start(): Promise<void> {
  const env = readEnv();
  if (!env.DATABASE_URL)
    throw new StartFailure(
      'Name the database in DATABASE_URL. Without one, npm start brings its own database and does the jobs itself.',
    );
  keepMemory();
  const logger = createLogger(env.LOG_LEVEL);
  const shutdown = new Shutdown(logger);
  shutdown.listen();
  try {
    await shutdown.unlessEnding(
      openDatabase(
        env,
        (error) => shutdown.failed(error),
        () => undefined,
      ),
    );
    const { createOperations, createWorker } = await shutdown.unlessEnding(import('./service.js'));
    const worker = await shutdown.unlessEnding(createWorker(env, logger));
    shutdown.add(() => worker.close());
    if (env.WORKER_PORT > 0) {
      const server = createOperations(worker, env);
      shutdown.add((hurry) => drain(server, async () => undefined, hurry));
      await listen(server, env.WORKER_PORT, env.HOST);
    }
    process.stdout.write('Short Breaks does its jobs here.\n');
  } catch (error) {
    tell(error);
    await shutdown.end(1);
  }
}

await start().catch((error: unknown) => {
  tell(error);
  process.exit(1);
});
