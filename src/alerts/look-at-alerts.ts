import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { HandlesJob, type JobHandler } from '../platform/jobs/job-handlers.js';
import { AlertLooks } from './alert-looks.service.js';
import { WantedLooks } from './wanted-looks.service.js';

/** Time alone changes what is worth acting on: every unit is looked at, a few at a time, each in a job of its own. */
@Injectable()
@HandlesJob('find-units-to-look-at')
export class FindUnitsToLookAt implements JobHandler<'find-units-to-look-at'> {
  constructor(private readonly wanted: WantedLooks) {}

  handle(_payload: object, manager: EntityManager): Promise<void> {
    return this.wanted.wantNext(manager);
  }
}

/** A unit is looked at as it is now: one look catches up with whatever was missed. */
@Injectable()
@HandlesJob('look-at-alerts')
export class LookAtAlerts implements JobHandler<'look-at-alerts'> {
  constructor(private readonly looks: AlertLooks) {}

  async handle({ unit }: { unit: string }, manager: EntityManager): Promise<void> {
    await this.looks.lookAt(manager, unit);
  }
}
