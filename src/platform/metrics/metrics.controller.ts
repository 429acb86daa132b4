import { Controller, Get, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { Access } from '../access.js';
import { Metrics } from './metrics.js';

/** What a Prometheus server reads, with METRICS_TOKEN or an administrator's API token. */
@ApiExcludeController()
@Controller('metrics')
export class MetricsController {
  constructor(private readonly metrics: Metrics) {}

  @Access('scraper')
  @Get()
  async read(@Res() res: Response): Promise<void> {
    res.set('Content-Type', this.metrics.contentType).send(await this.metrics.text());
  }
}
