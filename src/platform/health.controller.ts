import { Controller, Get, Header, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { DataSource } from 'typeorm';
import { Access } from './access.js';
import { readiness, type Health } from './health.js';

/** For whoever watches over the service: whether the process lives, and whether it can work. */
@ApiExcludeController()
@Controller('health')
export class HealthController {
  constructor(private readonly dataSource: DataSource) {}

  @Access('stranger')
  @Get('live')
  @Header('Cache-Control', 'no-store')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Access('stranger')
  @Get('ready')
  @Header('Cache-Control', 'no-store')
  async ready(@Res({ passthrough: true }) res: Response): Promise<Health> {
    const health = await readiness(this.dataSource);
    if (health.status !== 'ok') res.status(503);
    return health;
  }
}
