import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { ReadNoticesDto } from './dto/notices.dto.js';
import { NoticesService } from './notices.service.js';

@ApiTags('Who I am')
@Controller('api/v1/me/notices')
export class NoticesController {
  constructor(private readonly notices: NoticesService) {}

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
