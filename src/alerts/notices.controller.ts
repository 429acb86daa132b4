import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { PageQuery } from '../web/paging.js';
import { NoticesAnswer } from './dto/notice.answer.js';
import { ReadNoticesDto } from './dto/notices.dto.js';
import { NoticesService } from './notices.service.js';
import { noticeJson } from './pages/notice.json.js';

@ApiTags('Who I am')
@Controller('api/v1/me/notices')
export class NoticesController {
  constructor(private readonly notices: NoticesService) {}

  @Get()
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({
    operationId: 'listNotices',
    summary:
      'What I should know of and have not read, the newest first; what is no longer true or mine to see is left out',
  })
  @ApiOkResponse({ type: NoticesAnswer })
  async list(@CurrentActor() actor: Actor, @Query() query: PageQuery): Promise<NoticesAnswer> {
    const { items, next } = await this.notices.list(actor, query);
    return { items: items.map(noticeJson), next };
  }

  @Post('read')
  @HttpCode(204)
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({
    operationId: 'readNotices',
    summary: 'I have read all of my notices that were made until a moment; what came after it stays unread',
  })
  @ApiNoContentResponse()
  async read(@CurrentActor() actor: Actor, @Body() { until }: ReadNoticesDto): Promise<void> {
    await this.notices.readUntil(actor, until);
  }
}
