import type { Env } from '../../../config/env.js';
import { LISTENERS, QUEUE_POOL } from '../jobs/queue-connection.js';

export type BudgetSettings = Pick<
  Env,
  'DATABASE_POOL_SIZE' | 'REDIS_URL' | 'WEB_PROCESSES' | 'WORKER_PROCESSES' | 'DATABASE_URL'
>;

/** How many connections to the database server a process of a program may have at once. */
export interface Share {
  program: 'web' | 'worker' | 'service';
  processes: number;
  each: number;
}

/** What the server gives: to everybody together, to this database, to this role; −1 where nothing is set. */
export interface Limits {
  max: number;
  reserved: number;
  ofDatabase: number;
  ofRole: number;
}

/** Kept for what comes and goes: a migration, a backup, somebody who looks with psql. */
export const SPARE = 3;

/** The one table of who opens how many connections. Without DATABASE_URL one process does everything, and holds its folder. */
export function sharesOf(env: BudgetSettings): Share[] {
  const queue = (program: keyof typeof QUEUE_POOL) => (env.REDIS_URL === undefined ? QUEUE_POOL[program] : 0);
  const worker = env.DATABASE_POOL_SIZE + queue('worker') + LISTENERS.worker;
  const web = env.DATABASE_POOL_SIZE + queue('web') + LISTENERS.web;
  if (env.DATABASE_URL === undefined) return [{ program: 'service', processes: 1, each: worker + LISTENERS.web + 1 }];
  return [
    { program: 'web', processes: env.WEB_PROCESSES, each: web },
    { program: 'worker', processes: env.WORKER_PROCESSES, each: worker },
  ];
}

export const neededBy = (shares: readonly Share[]): number =>
  shares.reduce((sum, { processes, each }) => sum + processes * each, SPARE);

/** Why the server cannot give what the programs may ask for, and what to do; undefined when it can. */
export function budgetSentence(shares: readonly Share[], limits: Limits): string | undefined {
  const needed = neededBy(shares);
  const { max, reserved, ofDatabase, ofRole } = limits;
  const gives = [
    { most: max - reserved, raise: `max_connections of the server to at least ${needed + reserved}` },
    ...(ofDatabase < 0 ? [] : [{ most: ofDatabase, raise: `the connection limit of the database to ${needed}` }]),
    ...(ofRole < 0 ? [] : [{ most: ofRole, raise: `the connection limit of the role to ${needed}` }]),
  ];
  const short = gives.filter(({ most }) => most < needed);
  if (short.length === 0) return undefined;
  const sum = shares.map(({ program, processes, each }) => `${processes} ${program} × ${each}`).join(' + ');
  const most = Math.min(...short.map((one) => one.most));
  const raise = short.map((one) => one.raise).join(' and ');
  return `The database server gives ${most} connections, and the service may need ${needed} (${sum} + ${SPARE} to spare): raise ${raise}, or lower DATABASE_POOL_SIZE, WEB_PROCESSES or WORKER_PROCESSES.`;
}

/** Reads what the server gives to whoever asks. */
export const LIMITS = `
  SELECT current_setting('max_connections')::int AS max,
         current_setting('superuser_reserved_connections')::int
           + coalesce(current_setting('reserved_connections', true), '0')::int AS reserved,
         (SELECT datconnlimit FROM pg_database WHERE datname = current_database()) AS "ofDatabase",
         (SELECT rolconnlimit FROM pg_roles WHERE rolname = current_user) AS "ofRole"`;
