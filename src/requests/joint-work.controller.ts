import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { Access, JointWork } from '../platform/access.js';
import { IdParam } from '../web/id-param.pipe.js';
import { Versioned } from '../web/versions.js';
import { CoWorkerDto, NoteDto } from './dto/joint-work.dto.js';
import { RequestWithEventsAnswer } from './dto/request.answer.js';
import { JointWorkService } from './joint-work.service.js';
import { RequestAnswers } from './request-answers.service.js';

/** Notes on a request, and who works on it together. */
@ApiTags('Requests')
@Controller('api/v1/requests/:id')
export class JointWorkController {
  constructor(
    private readonly jointWork: JointWorkService,
    private readonly answers: RequestAnswers,
  ) {}

  @Post('notes')
  @JointWork()
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({ operationId: 'addNote', summary: 'Adds a note to the timeline' })
  @Versioned()
  @ApiCreatedResponse({ type: RequestWithEventsAnswer })
  async addNote(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() { text, namesNobodyElse }: NoteDto,
  ): Promise<RequestWithEventsAnswer> {
    await this.jointWork.addNote(actor, id, text, namesNobodyElse);
    return this.answers.of(actor, id);
  }

  @Post('co-workers')
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({ operationId: 'nameCoWorker', summary: 'Names a CAS worker who sees the request and adds to it' })
  @Versioned()
  @ApiCreatedResponse({ type: RequestWithEventsAnswer })
  async name(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() { worker }: CoWorkerDto,
  ): Promise<RequestWithEventsAnswer> {
    await this.jointWork.name(actor, id, worker);
    return this.answers.of(actor, id);
  }

  @Post('co-workers/:user/end')
  @HttpCode(204)
  @JointWork()
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({ operationId: 'endJointWork', summary: 'Somebody works on the request no more' })
  @ApiNoContentResponse({ description: 'Ended' })
  async end(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Param('user', IdParam) user: string,
  ): Promise<void> {
    await this.jointWork.end(actor, id, user);
  }
}
