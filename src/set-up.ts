import 'reflect-metadata';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../config/data-source.js';
import { SettingsError, readEnv } from '../config/env.js';
import { DomainError } from './kernel/domain-error.js';
import { dateIn } from './kernel/nights.js';
import { sayDate } from './kernel/say-date.js';
import { Clock } from './platform/clock.js';
import { connectionSentence } from './platform/database/migrate.js';
import { StartFailure } from './platform/database/start-failure.js';
import { sqlState } from './platform/transaction.js';
import { makeFirstRecords, ZONE } from './set-up/first-records.js';
import { USAGE, readOptions } from './set-up/options.js';

/** What PostgreSQL's states mean here: no such table, no right to it. */
const SENTENCES: Record<string, string> = {
  '42P01': 'This database has no tables yet: run npm run migrate first.',
  '42501':
    'The role in DATABASE_URL has no rights on the tables: run npm run migrate with the owner in MIGRATE_DATABASE_URL and this role in DATABASE_URL.',
};

/** `npm run set-up`: an organisation, its unit with beds, and the first administrator, on a database of one's own. */
async function run(args: string[]): Promise<string> {
  const clock = new Clock();
  const read = readOptions(args, dateIn(clock.now(), ZONE));
  if ('sentences' in read) throw new StartFailure([...read.sentences, '', 'For example:', USAGE].join('\n'));
  const url = readEnv().DATABASE_URL;
  if (!url) {
    throw new StartFailure(
      'Name the database in DATABASE_URL: without it the service has a database of its own, with a demonstration unit in it.',
    );
  }
  const { options } = read;
  const password = await withDatabase(url, (dataSource) => makeFirstRecords(dataSource, clock, options));
  return [
    `Made ${options.organisation}, ${options.unit} with ${options.beds === 1 ? 'one bed' : `${options.beds} beds`}, and the account of ${options.name}.`,
    `Stays and occupancy from ${sayDate(options['registered-since'])} on count on ${options.beds === 1 ? 'this bed' : 'these beds'}. The manager can change the day in the unit’s settings.`,
    `Sign in as ${options.email} with the password ${password}`,
    'It is shown only now, and the service asks for one of your own at the first sign-in. Then make the other accounts.',
  ].join('\n');
}

async function withDatabase<T>(url: string, work: (dataSource: DataSource) => Promise<T>): Promise<T> {
  const dataSource = new DataSource(dataSourceOptions(url, 1));
  await dataSource.initialize().catch((error: unknown) => {
    throw new StartFailure(connectionSentence(error, url), { cause: error });
  });
  try {
    return await work(dataSource);
  } catch (error) {
    const sentence = SENTENCES[sqlState(error) ?? ''];
    throw sentence ? new StartFailure(sentence, { cause: error }) : error;
  } finally {
    await dataSource.destroy();
  }
}

try {
  process.stdout.write(`${await run(process.argv.slice(2))}\n`);
} catch (error) {
  const sentence = error instanceof DomainError ? error.sentence : undefined;
  const known = error instanceof StartFailure || error instanceof SettingsError;
  const text = sentence ?? (known ? error.message : error instanceof Error ? error.stack : String(error));
  process.stderr.write(`${text}\n`);
  process.exitCode = 1;
}
