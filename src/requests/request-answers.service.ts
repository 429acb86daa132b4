import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { Actor } from '../identity/domain/actor.js';
import { inOneGo } from '../platform/in-one-go.js';
import { onOneConnection } from '../platform/on-one-connection.js';
import { GoneOverService } from '../stays/gone-over.service.js';
import type { RequestWithEventsAnswer } from './dto/request.answer.js';
import { openedJson } from './pages/request.json.js';
import { RequestsService } from './requests.service.js';
import { TimelineService } from './timeline.service.js';

/** A request as the API answers it after every step: how it stands, its story, what was gone over. */
@Injectable()
export class RequestAnswers {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly requests: RequestsService,
    private readonly timeline: TimelineService,
    private readonly goneOver: GoneOverService,
  ) {}

  of(actor: Actor, id: string): Promise<RequestWithEventsAnswer> {
    return onOneConnection(this.dataSource, async (manager) => {
      const request = await this.requests.find(manager, actor, id);
      const [, { entries: events, older: olderEvents }, goneOver] = await inOneGo(
        this.requests.wasRead(manager, actor, request),
        this.timeline.of(manager, actor, request),
        this.goneOver.ofPart(actor, request.partId, manager),
      );
      return { ...openedJson(request), events, olderEvents, goneOver };
    });
  }
}
