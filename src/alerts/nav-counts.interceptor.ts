import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Observable } from 'rxjs';
import type { Shell } from '../web/shell.js';
import { AlertsService } from './alerts.service.js';
import { MessagesService } from './messages.service.js';
import { NoticesService } from './notices.service.js';
import { StuckWorkService } from './stuck-work.service.js';

/** Puts beside the navigation how much is new, so that nobody has to look to know. */
@Injectable()
export class NavCounts implements NestInterceptor {
  constructor(
    private readonly alerts: AlertsService,
    private readonly notices: NoticesService,
    private readonly stuck: StuckWorkService,
    private readonly messages: MessagesService,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const http = context.switchToHttp();
    const { actor } = http.getRequest<Request>();
    const shell = http.getResponse<Response>().locals['shell'] as Shell | undefined;
    if (actor && shell) {
      for (const item of shell.nav) {
        if (item.href === '/alerts') item.count = await this.alerts.count(actor);
        if (item.href === '/notices') item.count = await this.notices.count(actor);
        if (item.href === '/stuck-work')
          item.count = (await this.stuck.count(actor)) + (await this.messages.count(actor));
      }
    }
    return next.handle();
  }
}
