import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import type { EntityManager } from 'typeorm';
import { StartFailure } from '../database/start-failure.js';
import { HANDLER_NAMES, type HandlerName, type PayloadOf } from './job-list.js';

/** Names the handlers that a provider's method is: `@HandlesJob('lapse-offer')`. */
export const HandlesJob = DiscoveryService.createDecorator<HandlerName>();

export interface JobHandler<Name extends HandlerName = HandlerName> {
  /**
   * Does the work in the transaction of `manager`, which also records that it is done: it happens once. It may come
   * late or twice, so it reads what is true now and does nothing where there is nothing to do.
   */
  handle(payload: PayloadOf<Name>, manager: EntityManager): Promise<void>;
}

/** Every handler of the job list, found by its name. The start fails when one is missing or there are two. */
@Injectable()
export class JobHandlers implements OnModuleInit {
  private readonly handlers = new Map<string, JobHandler>();

  constructor(private readonly discovery: DiscoveryService) {}

  onModuleInit(): void {
    for (const wrapper of this.discovery.getProviders({ metadataKey: HandlesJob.KEY })) {
      const name = this.discovery.getMetadataByDecorator(HandlesJob, wrapper)!;
      if (this.handlers.has(name)) throw new StartFailure(`The job ${name} has two handlers: keep one.`);
      this.handlers.set(name, wrapper.instance as JobHandler);
    }
    const missing = HANDLER_NAMES.filter((name) => !this.handlers.has(name));
    if (missing.length > 0)
      throw new StartFailure(
        `These jobs have no handler: ${missing.join(', ')}. Give each a provider with @HandlesJob.`,
      );
  }

  /** The handler, or `undefined` for a name that only another version of the service knows. */
  find(name: string): JobHandler | undefined {
    return this.handlers.get(name);
  }
}
