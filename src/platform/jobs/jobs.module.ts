import { BullModule, InjectQueue } from '@nestjs/bullmq';
import {
  Global,
  Inject,
  Logger,
  Module,
  type BeforeApplicationShutdown,
  type DynamicModule,
  type OnApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { createPostgresBackend, setDefaultBackendFactory, type Queue } from 'bullmq';
import type { Env } from '../../../config/env.js';
import { LogThrottle } from '../log-throttle.js';
import { JobHandlers } from './job-handlers.js';
import { QUEUE } from './job-list.js';
import { jobOptions } from './job-options.js';
import { JobProcessor } from './job-processor.js';
import { OutboxService } from './outbox.service.js';
import { queueConnection, type QueueConnection } from './queue-connection.js';
import { queueAnswers } from './queue-answers.js';
import { QueueKeeper } from './queue-keeper.js';
import { Relay } from './relay.js';
import { RemoveFinishedWork } from './remove-finished-work.js';
import { sayError } from './say-error.js';
import { WorkService } from './work.service.js';

const CONNECTION = 'queue connection';

/** The outbox and the queue; with `work`, also what takes from them: the relay, the processor and the keeper. */
@Global()
@Module({})
export class JobsModule implements OnModuleInit, BeforeApplicationShutdown, OnApplicationShutdown {
  private readonly logger = new Logger('Queue');
  private readonly throttle = new LogThrottle();

  constructor(
    @Inject(CONNECTION) private readonly connection: QueueConnection,
    @InjectQueue(QUEUE) private readonly queue: Queue,
  ) {}

  static forRoot(env: Env, { work }: { work: boolean }): DynamicModule {
    const connection = queueConnection(env, work ? 'worker' : 'web');
    setDefaultBackendFactory(connection.backend === 'postgres' ? createPostgresBackend : undefined);
    return {
      module: JobsModule,
      imports: [
        DiscoveryModule,
        BullModule.forRoot({
          connection: connection.connection as object,
          // In braces, so that a Cluster keeps all of the queue on one node.
          prefix: '{short-breaks}',
          defaultJobOptions: jobOptions(env),
        }),
        BullModule.registerQueue({ name: QUEUE }),
      ],
      providers: [
        { provide: CONNECTION, useValue: connection },
        JobHandlers,
        OutboxService,
        WorkService,
        RemoveFinishedWork,
        ...(work ? [Relay, QueueKeeper, JobProcessor] : []),
      ],
      exports: [OutboxService, BullModule],
    };
  }

  onModuleInit(): void {
    this.queue.on('error', (error) => {
      const said = sayError(error);
      this.throttle.throttled(said, (more) =>
        this.logger.warn({ message: 'the queue cannot be reached', error: said, ...more }),
      );
    });
  }

  async beforeApplicationShutdown(): Promise<void> {
    if (!(await queueAnswers(this.queue))) await this.queue.getBackend().close(true);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.connection.close();
  }
}
