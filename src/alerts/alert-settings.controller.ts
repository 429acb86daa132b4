import { Body, Controller, Get, HttpCode, Param, Post, Put, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { IdParam } from '../web/id-param.pipe.js';
import { requireIfMatch, Versioned } from '../web/versions.js';
import { AlertPreviews } from './alert-previews.service.js';
import { AlertSettingsService, type AlertSettingsView } from './alert-settings.service.js';
import { AlertSettingsAnswer, PreviewedAlertsAnswer } from './dto/alert-settings.answer.js';
import { AlertSettingsDto } from './dto/alert-settings.dto.js';

@ApiTags('Alerts')
@Controller('api/v1/units/:unit/alert-settings')
export class AlertSettingsController {
  constructor(
    private readonly settings: AlertSettingsService,
    private readonly previews: AlertPreviews,
  ) {}

  @Get()
  @Access('unit_staff', 'manager')
  @ApiOperation({ operationId: 'viewAlertSettings', summary: 'Which alerts the unit has, of what and for whom' })
  @Versioned()
  @ApiOkResponse({ type: AlertSettingsAnswer })
  view(@CurrentActor() actor: Actor, @Param('unit', IdParam) unit: string): Promise<AlertSettingsView> {
    return this.settings.view(actor, unit);
  }

  @Put()
  @Access('manager')
  @ApiOperation({
    operationId: 'reviseAlertSettings',
    summary: 'Sets which alerts the unit has: a kind or a part of one that is left out stays as it is',
  })
  @Versioned()
  @ApiOkResponse({ type: AlertSettingsAnswer })
  revise(
    @CurrentActor() actor: Actor,
    @Param('unit', IdParam) unit: string,
    @Body() { kinds }: AlertSettingsDto,
    @Req() req: Request,
  ): Promise<AlertSettingsView> {
    requireIfMatch(req);
    return this.settings.revise(actor, unit, kinds);
  }

  @Post('preview')
  @HttpCode(200)
  @Access('manager')
  @ApiOperation({
    operationId: 'previewAlerts',
    summary: 'What would be there now with these settings; none of it is saved',
  })
  @ApiOkResponse({ type: PreviewedAlertsAnswer })
  async preview(
    @CurrentActor() actor: Actor,
    @Param('unit', IdParam) unit: string,
    @Body() { kinds }: AlertSettingsDto,
  ): Promise<PreviewedAlertsAnswer> {
    const found = await this.previews.of(actor, unit, kinds);
    return {
      items: found.map(({ kind, title, why, what, href, dueAt }) => ({ kind, title, why, what, href, dueAt })),
    };
  }
}
