import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { IdParam } from '../web/id-param.pipe.js';
import { Versioned } from '../web/versions.js';
import { AlertSteps } from './alert-steps.service.js';
import { AlertsService } from './alerts.service.js';
import { AlertAnswer, AlertsAnswer, OpenedAlertAnswer } from './dto/alert.answer.js';
import { AlertsQuery, ResolveDto, SnoozeDto } from './dto/alerts.dto.js';
import { ALERT_WORDS, alertJson, openedAlertJson } from './pages/alert.json.js';

@ApiTags('Alerts')
@Controller('api/v1/alerts')
export class AlertsController {
  constructor(
    private readonly alerts: AlertsService,
    private readonly steps: AlertSteps,
  ) {}

  @Get()
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({
    operationId: 'listAlerts',
    summary: 'What is worth acting on: open unless a state is given, due first; those that are over, the latest first',
  })
  @ApiOkResponse({ type: AlertsAnswer })
  async list(@CurrentActor() actor: Actor, @Query() query: AlertsQuery): Promise<AlertsAnswer> {
    const { state = 'open', unit, kind, taken } = query;
    const { items, next } = await this.alerts.list(actor, { state, unit, kind, taken }, query);
    return { items: items.map(alertJson), next };
  }

  @Get(':id')
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({ operationId: 'openAlert', summary: 'An alert, with what became of it' })
  @Versioned(...ALERT_WORDS)
  @ApiOkResponse({ type: OpenedAlertAnswer })
  async open(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string): Promise<OpenedAlertAnswer> {
    return openedAlertJson(await this.alerts.open(actor, id), await this.alerts.history(id));
  }

  @Post(':id/take')
  @HttpCode(200)
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({ operationId: 'takeAlert', summary: 'I see to it; refused while somebody else does' })
  @Versioned(...ALERT_WORDS)
  @ApiOkResponse({ type: AlertAnswer })
  async take(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string): Promise<AlertAnswer> {
    return alertJson(await this.steps.take(actor, id));
  }

  @Post(':id/give-back')
  @HttpCode(200)
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({ operationId: 'giveAlertBack', summary: 'Whoever saw to it does so no more' })
  @Versioned(...ALERT_WORDS)
  @ApiOkResponse({ type: AlertAnswer })
  async giveBack(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string): Promise<AlertAnswer> {
    return alertJson(await this.steps.giveBack(actor, id));
  }

  @Post(':id/snooze')
  @HttpCode(200)
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({
    operationId: 'snoozeAlert',
    summary: 'Puts it off until nine in the morning of a day, for everybody; for the people of the unit',
  })
  @Versioned(...ALERT_WORDS)
  @ApiOkResponse({ type: AlertAnswer })
  async snooze(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() { until }: SnoozeDto,
  ): Promise<AlertAnswer> {
    return alertJson(await this.steps.snooze(actor, id, until));
  }

  @Post(':id/resolve')
  @HttpCode(200)
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({
    operationId: 'resolveAlert',
    summary: 'Ends it by hand: it stays away as long as its cause lasts and gets no worse; for the people of the unit',
  })
  @Versioned(...ALERT_WORDS)
  @ApiOkResponse({ type: AlertAnswer })
  async resolve(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() { reason }: ResolveDto,
  ): Promise<AlertAnswer> {
    return alertJson(await this.steps.resolve(actor, id, reason));
  }
}
