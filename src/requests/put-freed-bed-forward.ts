import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { HandlesJob, type JobHandler } from '../platform/jobs/job-handlers.js';
import { FreedBeds } from './freed-beds.service.js';

/** A bed has come back while somebody waits at its unit: it is held for the right one and put before a manager. */
@Injectable()
@HandlesJob('put-freed-bed-forward')
export class PutFreedBedForward implements JobHandler<'put-freed-bed-forward'> {
  constructor(private readonly beds: FreedBeds) {}

  async handle({ claim }: { claim: string }, manager: EntityManager): Promise<void> {
    await this.beds.putForward(manager, claim);
  }
}
