import { Injectable } from '@nestjs/common';
import type { Actor } from '../identity/domain/actor.js';
import { GoneOverService } from '../stays/gone-over.service.js';
import type { RequestWithEventsAnswer } from './dto/request.answer.js';
import { openedJson } from './pages/request.json.js';
import { RequestsService } from './requests.service.js';

/** A request as the API answers it after every step: how it stands, its story, what was gone over. */
@Injectable()
export class RequestAnswers {
  constructor(
    private readonly requests: RequestsService,
    private readonly goneOver: GoneOverService,
  ) {}

  async of(actor: Actor, id: string): Promise<RequestWithEventsAnswer> {
    const request = await this.requests.open(actor, id);
    const [events, goneOver] = await Promise.all([
      this.requests.timelineOf(actor, request),
      this.goneOver.ofPart(actor, request.partId),
    ]);
    return { ...openedJson(request), events, goneOver };
  }
}
