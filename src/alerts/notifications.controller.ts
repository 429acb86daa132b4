import { Body, Controller, Get, Patch, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { requireIfMatch, Versioned } from '../web/versions.js';
import { ChoicesService } from './choices.service.js';
import { NotificationsAnswer } from './dto/choices.answer.js';
import { ChoicesDto } from './dto/choices.dto.js';

@ApiTags('Who I am')
@Controller('api/v1/me/notifications')
export class NotificationsController {
  constructor(private readonly choices: ChoicesService) {}

  @Get()
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({ operationId: 'viewNotifications', summary: 'How I hear of what is new' })
  @Versioned()
  @ApiOkResponse({ type: NotificationsAnswer })
  view(@CurrentActor() actor: Actor): Promise<NotificationsAnswer> {
    return this.choices.view(actor);
  }

  @Patch()
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({
    operationId: 'chooseNotifications',
    summary: 'Changes how I hear of what is new: what is left out stays as it is',
  })
  @Versioned()
  @ApiOkResponse({ type: NotificationsAnswer })
  choose(@CurrentActor() actor: Actor, @Body() change: ChoicesDto, @Req() req: Request): Promise<NotificationsAnswer> {
    requireIfMatch(req);
    const how = Object.fromEntries(Object.entries(change.how ?? {}).filter(([, one]) => one !== undefined));
    return this.choices.revise(actor, { ...change, how });
  }
}
