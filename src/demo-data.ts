import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { SettingsError, readEnv } from '../config/env.js';
import { DomainError } from './kernel/domain-error.js';
import { StartFailure } from './platform/database/start-failure.js';
import { Clock } from './platform/clock.js';
import { isBehind } from './platform/database/migrate.js';

/** `npm run demo-data`: the demonstration for a database of one's own, if nothing is in it yet. */
async function run(): Promise<string> {
  const env = readEnv();
  if (!env.DATABASE_URL) {
    throw new StartFailure(
      'Name the database in DATABASE_URL: without it, npm start brings a database with the demonstration in it.',
    );
  }
  if (await isBehind(env.DATABASE_URL)) {
    throw new StartFailure('This database lacks migrations: run npm run migrate first.');
  }
  const { AppModule } = await import('./app.module.js');
  const { loadDemonstration } = await import('./demonstration/load.js');
  const app = await NestFactory.createApplicationContext(AppModule.forRoot(env, new Clock(), { work: false }), {
    logger: ['error', 'fatal'],
    abortOnError: false,
  });
  try {
    const [found] = await app.get(DataSource).query<{ name: string }[]>(`SELECT name FROM organisations LIMIT 1`);
    if (found) {
      throw new StartFailure(
        `This database is in use already, by ${found.name}. The demonstration goes into an empty one only; nothing was changed.`,
      );
    }
    const signIns = await loadDemonstration(env, new Clock().now());
    const lines = signIns.map(({ role, email, password }) => `${role}  ${email}  ${password}`);
    return ['The demonstration is loaded. Sign in as:', ...lines].join('\n');
  } finally {
    await app.close();
  }
}

try {
  process.stdout.write(`${await run()}\n`);
} catch (error) {
  const known = error instanceof StartFailure || error instanceof SettingsError;
  const sentence = error instanceof DomainError ? error.sentence : known ? error.message : undefined;
  process.stderr.write(`${sentence ?? (error instanceof Error ? error.stack : String(error))}\n`);
  process.exitCode = 1;
}
