import { BullModule } from '@nestjs/bullmq';
import { Global, Inject, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { createPostgresBackend, setDefaultBackendFactory } from 'bullmq';
import type { Env } from '../../../config/env.js';
import { JobHandlers } from './job-handlers.js';
import { QUEUE } from './job-list.js';
import { JobProcessor } from './job-processor.js';
import { OutboxService } from './outbox.service.js';
import { queueConnection, type QueueConnection } from './queue-connection.js';
import { QueueKeeper } from './queue-keeper.js';
import { Relay } from './relay.js';
import { RemoveFinishedWork } from './remove-finished-work.js';
import { WorkService } from './work.service.js';

const CONNECTION = 'queue connection';

/** The outbox and the queue; with `work`, also what takes from them: the relay, the processor and the keeper. */
@Global()
@Module({})
export class JobsModule implements OnApplicationShutdown {
  constructor(@Inject(CONNECTION) private readonly queue: QueueConnection) {}

  static forRoot(env: Env, { work }: { work: boolean }): DynamicModule {
    const queue = queueConnection(env, work ? 'worker' : 'web');
    setDefaultBackendFactory(queue.backend === 'postgres' ? createPostgresBackend : undefined);
    return {
      module: JobsModule,
      imports: [
        DiscoveryModule,
        BullModule.forRoot({ connection: queue.connection as object, prefix: '{short-breaks}' }),
        BullModule.registerQueue({ name: QUEUE }),
      ],
      providers: [
        { provide: CONNECTION, useValue: queue },
        JobHandlers,
        OutboxService,
        WorkService,
        RemoveFinishedWork,
        ...(work ? [Relay, QueueKeeper, JobProcessor] : []),
      ],
      exports: [OutboxService, BullModule],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.queue.close();
  }
}
