import { Controller, Delete, Get, HttpCode, Post, Req } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { Access, HoldsSecret } from '../platform/access.js';
import { CurrentActor } from './current-actor.decorator.js';
import type { Actor } from './domain/actor.js';
import { FeedAnswer, NewFeedAnswer } from './dto/feed.answer.js';
import { FeedAddresses } from './feed-addresses.service.js';
import { feedLinks } from './feed-links.js';

@ApiTags('Who I am')
@Controller('api/v1/me/feed')
export class OwnFeedController {
  constructor(private readonly feeds: FeedAddresses) {}

  @Get()
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({ operationId: 'viewFeed', summary: 'Whether I have a calendar feed, and which units allow it' })
  @ApiOkResponse({ type: FeedAnswer })
  view(@CurrentActor() actor: Actor): Promise<FeedAnswer> {
    return this.feeds.own(actor);
  }

  @Post()
  @Access('cas_worker', 'unit_staff', 'manager')
  @HoldsSecret()
  @ApiOperation({
    operationId: 'renewFeed',
    summary: 'Makes a secret address for my calendar feed, shown this once; the one before stops working at once',
  })
  @ApiCreatedResponse({ type: NewFeedAnswer })
  async renew(@CurrentActor() actor: Actor, @Req() req: Request): Promise<NewFeedAnswer> {
    const { secret, madeAt } = await this.feeds.renew(actor);
    return { ...feedLinks(req, secret), madeAt };
  }

  @Delete()
  @HttpCode(204)
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({ operationId: 'endFeed', summary: 'Switches my calendar feed off, at once' })
  @ApiNoContentResponse()
  async end(@CurrentActor() actor: Actor): Promise<void> {
    await this.feeds.end(actor);
  }
}
