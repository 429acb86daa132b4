import { Controller, Get, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { DomainError } from '../kernel/domain-error.js';
import { Access } from '../platform/access.js';
import { EventStream } from '../web/event-stream.js';
import { LIVE, LIVE_NAV, shownPath } from '../web/page-session.js';
import { CurrentActor } from './current-actor.decorator.js';
import type { Actor } from './domain/actor.js';
import { LiveStreams } from './live-streams.service.js';

/** What pages that are open ask by themselves. */
@Controller()
export class LiveController {
  constructor(private readonly streams: LiveStreams) {}

  /** Tells a browser, as long as it likes, that something of what its user may see has changed: never what. */
  @Get(LIVE)
  @Access('cas_worker', 'unit_staff', 'manager')
  open(@CurrentActor() actor: Actor, @Req() req: Request, @Res() res: Response): void {
    if (!this.streams.mayOpen) throw new DomainError('unavailable', 'too-many-streams', FULL);
    const removed = this.streams.add(new EventStream(res), actor, req.sessionID);
    res.once('close', removed);
  }

  /** The navigation with its counts, for the page whose path is in `of`: it stands around pages that are not asked for anew. */
  @Get(LIVE_NAV)
  @Access('cas_worker', 'unit_staff', 'manager')
  nav(@Req() req: Request, @Res() res: Response): void {
    res.render('web/nav.njk', { path: shownPath(req) });
  }
}

const FULL =
  'Too many browsers are told of changes by this process. The page works; reload it to see what has changed.';
