import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query, Req } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { Access, JointWork } from '../platform/access.js';
import { ChoicesField, IdField } from '../web/fields.js';
import { IdParam } from '../web/id-param.pipe.js';
import { PageQuery, pageOf, readCursor } from '../web/paging.js';
import { AskingService } from './asking.service.js';
import { BeforeSubmittingService } from './before-submitting.service.js';
import { BeforeSubmittingAnswer } from './dto/before-submitting.answer.js';
import { REQUEST_STATES, type RequestState } from './domain/states.js';
import { AskDto, ChangeDraftDto } from './dto/ask.dto.js';
import { beforeSubmittingJson } from './pages/before-submitting.json.js';
import { requestJson } from './pages/request.json.js';
import { RequestAnswers } from './request-answers.service.js';
import { afterNewest, NEWEST, newestPlace } from './request-paging.js';
import { RequestsService } from './requests.service.js';
import { RequestsAnswer, RequestEventsAnswer, RequestWithEventsAnswer } from './dto/request.answer.js';
import { requireIfMatch, Versioned } from '../web/versions.js';

class RequestsQuery extends PageQuery {
  @ChoicesField('State', REQUEST_STATES, { required: false, inQuery: true }) state?: RequestState[];
  @IdField('Young person', { required: false }) youngPerson?: string;
}

@ApiTags('Requests')
@Controller('api/v1/requests')
export class RequestsController {
  constructor(
    private readonly requests: RequestsService,
    private readonly asking: AskingService,
    private readonly answers: RequestAnswers,
    private readonly beforeSubmitting: BeforeSubmittingService,
  ) {}

  @Post()
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({ operationId: 'askForBreak', summary: 'Asks for a break: submitted at once, or kept as a draft' })
  @Versioned()
  @ApiCreatedResponse({ type: RequestWithEventsAnswer })
  async ask(
    @CurrentActor() actor: Actor,
    @Body() { youngPerson, unit, draft = false, ...answers }: AskDto,
  ): Promise<RequestWithEventsAnswer> {
    const id = await this.asking.ask(actor, { ...answers, youngPersonId: youngPerson, unitId: unit, draft });
    return this.answers.of(actor, id);
  }

  @Get()
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({ operationId: 'listRequests', summary: 'Requests that I may see, newest first' })
  @ApiOkResponse({ type: RequestsAnswer })
  async list(
    @CurrentActor() actor: Actor,
    @Query() { limit, cursor, state, youngPerson }: RequestsQuery,
  ): Promise<RequestsAnswer> {
    const filter = { state, youngPerson };
    const position = readCursor(cursor, NEWEST, filter);
    const requests = await this.requests.list(actor, {
      limit: limit + 1,
      ...(state && { states: state }),
      ...(youngPerson && { youngPersonId: youngPerson }),
      ...afterNewest(position),
    });
    const page = pageOf(requests, limit, newestPlace, filter);
    return { ...page, items: page.items.map((request) => requestJson(request)) };
  }

  @Get(':id')
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({ operationId: 'openRequest', summary: 'One request with its timeline' })
  @Versioned()
  @ApiOkResponse({ type: RequestWithEventsAnswer })
  open(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string): Promise<RequestWithEventsAnswer> {
    return this.answers.of(actor, id);
  }

  @Get(':id/events')
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({ operationId: 'listRequestEvents', summary: 'The timeline of a request, the latest step first' })
  @ApiOkResponse({ type: RequestEventsAnswer })
  async events(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Query() page: PageQuery,
  ): Promise<RequestEventsAnswer> {
    const { entries, older } = await this.requests.timelineOf(actor, await this.requests.open(actor, id), page);
    return { items: entries.toReversed(), next: older };
  }

  @Get(':id/before-submitting')
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({
    operationId: 'lookBeforeSubmitting',
    summary:
      'What is left of the nights granted, the aims of the family plan and other requests for the same nights, of each of those for whom it is asked',
  })
  @ApiOkResponse({ type: BeforeSubmittingAnswer })
  async before(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string): Promise<BeforeSubmittingAnswer> {
    return beforeSubmittingJson(await this.beforeSubmitting.of(actor, await this.requests.open(actor, id)));
  }

  @Patch(':id')
  @JointWork()
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({ operationId: 'changeDraft', summary: 'Changes a draft: what is left out stays as it is' })
  @Versioned()
  @ApiOkResponse({ type: RequestWithEventsAnswer })
  async change(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() changes: ChangeDraftDto,
    @Req() req: Request,
  ): Promise<RequestWithEventsAnswer> {
    requireIfMatch(req);
    await this.asking.change(actor, id, changes);
    return this.answers.of(actor, id);
  }

  @Post(':id/submit')
  @HttpCode(200)
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({ operationId: 'submitRequest', summary: 'Submits a draft' })
  @Versioned()
  @ApiOkResponse({ type: RequestWithEventsAnswer })
  async submit(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string): Promise<RequestWithEventsAnswer> {
    await this.asking.submit(actor, id);
    return this.answers.of(actor, id);
  }
}
