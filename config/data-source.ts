import pg from 'pg';
import type { DataSourceOptions } from 'typeorm';
import { entities } from '../src/entities.js';
import { PreparingClient } from '../src/platform/database/preparing-client.js';
import { SnakeNames } from '../src/platform/database/snake-names.js';

/** A plain date has no zone and no hour: it reaches the code as `YYYY-MM-DD`, never as a Date. */
pg.types.setTypeParser(pg.types.builtins.DATE, (value) => value);

/** How the service connects. Nothing may wait or run for long: somebody waits for the page. */
export function dataSourceOptions(url: string, poolSize: number): DataSourceOptions {
  return {
    type: 'postgres',
    url,
    entities: [...entities],
    namingStrategy: new SnakeNames(),
    synchronize: false,
    applicationName: 'short-breaks',
    extra: {
      Client: PreparingClient,
      // What is sent without waiting for the last answer goes out at once: see inOneGo.
      pipeline: true,
      max: poolSize,
      connectionTimeoutMillis: 10_000,
      // A connection that is new plans every statement anew: whoever comes back after a minute must not wait for that.
      idleTimeoutMillis: 600_000,
      keepAlive: true,
      statement_timeout: 15_000,
      lock_timeout: 10_000,
      idle_in_transaction_session_timeout: 20_000,
      // One plan for any values, made once: with years of history the server held the plan for these values for cheaper and
      // made it anew each time, which took longer than the read itself. What needs to be in the plan stands in the text.
      options: '-c plan_cache_mode=force_generic_plan -c max_parallel_workers_per_gather=0',
    },
  };
}
