import { InjectQueue } from '@nestjs/bullmq';
import { Global, Module, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Queue } from 'bullmq';
import type { Pool } from 'pg';
import { DataSource } from 'typeorm';
import { Clock } from '../clock.js';
import { QUEUE } from '../jobs/job-list.js';
import { collectOutbox, collectPool, collectQueue } from './collect.js';
import { MetricsController } from './metrics.controller.js';
import { Metrics } from './metrics.js';

/** What the service counts of itself. */
@Global()
@Module({
  controllers: [MetricsController],
  providers: [{ provide: Metrics, useFactory: () => new Metrics() }],
  exports: [Metrics],
})
export class MetricsModule implements OnModuleInit {
  constructor(
    private readonly metrics: Metrics,
    @InjectDataSource() private readonly dataSource: DataSource,
    @InjectQueue(QUEUE) private readonly queue: Queue,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    const { master } = this.dataSource.driver as unknown as { master: Pool };
    collectPool(this.metrics, master);
    collectQueue(this.metrics, this.queue, this.clock);
    collectOutbox(this.metrics, this.dataSource, this.clock);
  }
}
