import { Global, Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../../config/data-source.js';
import { Env } from '../../config/env.js';
import { shareTransactions } from './ambient-transaction.js';
import { Clock } from './clock.js';
import { HealthController } from './health.controller.js';
import { Tonight } from './tonight.js';

/** Settings, clock and database: what every module may ask for. */
@Global()
@Module({})
export class PlatformModule {
  static forRoot(env: Env, clock: Clock): DynamicModule {
    if (!env.DATABASE_URL)
      throw new Error('DATABASE_URL is not set: the embedded start sets it before the service is made.');
    const options = dataSourceOptions(env.DATABASE_URL, env.DATABASE_POOL_SIZE);
    return {
      module: PlatformModule,
      imports: [
        TypeOrmModule.forRootAsync({
          useFactory: () => ({ ...options, retryAttempts: 0 }),
          dataSourceFactory: () => shareTransactions(new DataSource(options)).initialize(),
        }),
      ],
      controllers: [HealthController],
      providers: [{ provide: Env, useValue: env }, { provide: Clock, useValue: clock }, Tonight],
      exports: [Env, Clock, Tonight],
    };
  }
}
