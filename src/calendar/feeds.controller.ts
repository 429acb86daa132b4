import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { DomainError } from '../kernel/domain-error.js';
import { Access } from '../platform/access.js';
import { FeedsService } from './feeds.service.js';

const NOT_HERE =
  'There is no calendar feed at this address. It may have been renewed or switched off: sign in to Short Breaks and look under your account, Calendar feed.\n';

/** Where calendar programs fetch a feed. They know no sign-in: the address itself is the secret. */
@ApiExcludeController()
@Controller('feeds')
export class FeedsController {
  constructor(private readonly feeds: FeedsService) {}

  @Get(':address')
  @Access('stranger')
  async fetch(@Param('address') address: string, @Req() req: Request, @Res() res: Response): Promise<void> {
    const feed = await this.open(address.replace(/\.ics$/i, ''), req, res);
    if (!feed) return;
    // Asked for again each time, as what may be seen can change; kept by nobody in between.
    res.set({ 'Cache-Control': 'private, no-cache', ETag: feed.etag });
    if (req.fresh) return void res.status(304).end();
    res.set('Content-Disposition', 'inline; filename="short-breaks.ics"');
    res.type('text/calendar; charset=utf-8').send(feed.body());
  }

  /** What is refused is one line of plain text, which every program and every browser shows. */
  private async open(secret: string, req: Request, res: Response) {
    try {
      const feed = await this.feeds.open(secret, req);
      if (!feed) res.status(404).type('text/plain; charset=utf-8').send(NOT_HERE);
      return feed;
    } catch (error) {
      if (!(error instanceof DomainError) || error.kind !== 'too_many') throw error;
      res.status(429).set('Retry-After', '900').type('text/plain; charset=utf-8').send(`${error.sentence}\n`);
      return undefined;
    }
  }
}
