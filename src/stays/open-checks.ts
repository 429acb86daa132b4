import { Injectable } from '@nestjs/common';
import { OpenBeforeArrival } from '../calendar/open-before-arrival.service.js';
import type { Actor } from '../identity/domain/actor.js';
import { ReadinessService } from './readiness.service.js';

/** Things that are open before an arrival, counted for the board of a unit: whom the actor may see is decided there. */
@Injectable()
export class OpenChecks extends OpenBeforeArrival {
  constructor(private readonly readiness: ReadinessService) {
    super();
  }

  async count(actor: Actor, stayIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const counts = await this.readiness.countOpen(actor, stayIds);
    return new Map([...counts].filter(([, open]) => open > 0));
  }
}
