import 'reflect-metadata';
import { readEnv } from '../config/env.js';
import { announcement, keepSignIns, keptSignIns } from './platform/announcement.js';
import { Clock } from './platform/clock.js';
import { openDatabase } from './platform/database/open-database.js';
import { drain, listen, refuseTakenPort } from './platform/http-server.js';
import { LogThrottle } from './platform/log-throttle.js';
import { createLogger } from './platform/log.js';
import { Shutdown } from './platform/shutdown.js';
import { tell } from './platform/tell.js';

async function start(): Promise<void> {
  const env = readEnv();
  const logger = createLogger(env.LOG_LEVEL);
  const shutdown = new Shutdown(logger);
  shutdown.listen();
  let explained = (error: unknown) => error;
  try {
    await refuseTakenPort(env.PORT, env.HOST);
    const service = import('./service.js');
    const throttle = new LogThrottle();
    const opening = openDatabase(
      env,
      (error) => shutdown.failed(error),
      (sentence) => throttle.throttled(sentence, (more) => logger.warn(more, sentence)),
    );
    shutdown.add(() =>
      opening.then(
        (database) => database.stop(),
        () => undefined,
      ),
    );
    const database = await shutdown.unlessEnding(opening);
    explained = (error) => database.explained(error);
    const { createService } = await shutdown.unlessEnding(service);
    const ownDatabase = env.DATABASE_URL === undefined;
    env.DATABASE_URL = database.url;

    if (database.isFirstStart) {
      process.stdout.write('First start: loading a made-up council to look at. This takes a moment …\n');
      const { loadDemonstration } = await import('./demonstration/load.js');
      keepSignIns(env.DATA_DIR, await shutdown.unlessEnding(loadDemonstration(env, new Clock().now())));
      database.firstStartDone();
    }
    const app = await shutdown.unlessEnding(createService(env, logger, { work: ownDatabase, board: true }));
    shutdown.add((hurry) => drain(app.getHttpServer(), () => app.close(), hurry));
    const address = await listen(app.getHttpServer(), env.PORT, env.HOST);
    process.stdout.write(announcement(address, ownDatabase ? keptSignIns(env.DATA_DIR) : []));
  } catch (error) {
    tell(explained(error));
    await shutdown.end(1);
  }
}

await start().catch((error: unknown) => {
  tell(error);
  process.exit(1);
});
