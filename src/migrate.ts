import 'reflect-metadata';
import { readEnv } from '../config/env.js';
import { migrate, migrateBack, roleToGrant } from './platform/database/migrate.js';
import { StartFailure } from './platform/database/start-failure.js';
import { tell } from './platform/tell.js';

/** `npm run migrate`, and `npm run migrate:back` with the word `back`. */
async function run(back: boolean): Promise<string> {
  const env = readEnv();
  const owner = env.MIGRATE_DATABASE_URL ?? env.DATABASE_URL;
  if (!owner)
    throw new StartFailure(
      'Name the database in MIGRATE_DATABASE_URL or DATABASE_URL: without them the service has a database of its own, which it migrates at each start.',
    );
  if (back) {
    const name = await migrateBack(owner);
    return name ? `Took back ${name}.` : 'There is no migration to take back.';
  }
  const role = roleToGrant(owner, env.DATABASE_URL);
  const names = await migrate(owner, role);
  const done = names.length ? `Ran ${names.join(', ')}.` : 'The database has every migration.';
  return role
    ? `${done} ${role} has its rights.`
    : `${done} No other role was given rights: to keep the service from changing its audit trail, name the owner in MIGRATE_DATABASE_URL and the service's own role in DATABASE_URL.`;
}

try {
  process.stdout.write(`${await run(process.argv[2] === 'back')}\n`);
} catch (error) {
  tell(error);
  process.exitCode = 1;
}
