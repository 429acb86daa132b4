import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { Access, HoldsSecret } from '../platform/access.js';
import { IdParam } from '../web/id-param.pipe.js';
import { NewWebhookAnswer, WebhooksAnswer } from './dto/webhook.answer.js';
import { NewWebhookDto } from './dto/webhook.dto.js';
import { WebhooksService } from './webhooks.service.js';

@ApiTags('Webhooks')
@Controller('api/v1/webhooks')
export class WebhooksController {
  constructor(private readonly webhooks: WebhooksService) {}

  @Get()
  @Access('manager')
  @ApiOperation({ operationId: 'listWebhooks', summary: 'The addresses that are told when something is new' })
  @ApiOkResponse({ type: WebhooksAnswer })
  async list(@CurrentActor() actor: Actor): Promise<WebhooksAnswer> {
    return { items: await this.webhooks.list(actor) };
  }

  @Post()
  @Access('manager')
  @HoldsSecret()
  @ApiOperation({
    operationId: 'makeWebhook',
    summary: 'Adds an address for a unit or, without one, for the whole council; its secret is shown this once',
  })
  @ApiCreatedResponse({ type: NewWebhookAnswer })
  make(@CurrentActor() actor: Actor, @Body() body: NewWebhookDto): Promise<NewWebhookAnswer> {
    return this.webhooks.make(actor, body);
  }

  @Delete(':id')
  @HttpCode(204)
  @Access('manager')
  @ApiOperation({ operationId: 'endWebhook', summary: 'Nothing goes to the address any more, at once' })
  @ApiNoContentResponse()
  async end(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string): Promise<void> {
    await this.webhooks.end(actor, id);
  }
}
