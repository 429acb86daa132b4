import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { invalid } from '../kernel/domain-error.js';
import { Access } from '../platform/access.js';
import { IdParam } from '../web/id-param.pipe.js';
import { Versioned } from '../web/versions.js';
import { AssessmentDrafts } from './assessment-drafts.service.js';
import type { OpenDraft } from './assessment-reader.js';
import { AssessmentsService } from './assessments.service.js';
import { twiceRated } from './domain/assessment.js';
import { AssessmentDraftAnswer } from './dto/assessment-draft.answer.js';
import { AssessmentDraftDto, revised } from './dto/assessment-draft.dto.js';
import { AssessedAnswer } from './dto/assessment.answer.js';
import { SignDraftDto } from './dto/sign-draft.dto.js';
import { draftJson } from './shown-draft.js';

/** An assessment that is written a section at a time, by everybody who works with the young person, and signed at the end. */
@ApiTags('Assessments')
@Controller('api/v1/young-people/:id/assessment-draft')
export class AssessmentDraftsController {
  constructor(
    private readonly drafts: AssessmentDrafts,
    private readonly assessments: AssessmentsService,
  ) {}

  @Post()
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({
    operationId: 'beginAssessmentDraft',
    summary: 'Begins the next version from the last one; a draft that is open already is left as it is',
  })
  @Versioned()
  @ApiCreatedResponse({ type: AssessmentDraftAnswer })
  async begin(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string): Promise<AssessmentDraftAnswer> {
    return this.shown(actor, await this.drafts.begin(actor, id));
  }

  @Get()
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({ operationId: 'openAssessmentDraft', summary: 'What is being written, and what it lacks' })
  @Versioned()
  @ApiOkResponse({ type: AssessmentDraftAnswer })
  async open(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string): Promise<AssessmentDraftAnswer> {
    return this.shown(actor, await this.drafts.open(actor, id));
  }

  @Patch()
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({
    operationId: 'changeAssessmentDraft',
    summary: 'Keeps the sections that are sent, finished or not; what is left out stays as it is',
  })
  @Versioned()
  @ApiOkResponse({ type: AssessmentDraftAnswer })
  async change(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() sent: AssessmentDraftDto,
  ): Promise<AssessmentDraftAnswer> {
    const [twice, ...more] = twiceRated(sent.ratings ?? []);
    if (twice)
      throw invalid(
        'rated-twice',
        twice.message,
        [twice, ...more].map(({ field, message }) => ({ field, message })),
      );
    return this.shown(actor, await this.drafts.save(actor, id, (draft) => revised(draft, sent)));
  }

  @Post('sign')
  @HttpCode(200)
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({
    operationId: 'signAssessmentDraft',
    summary: 'Signs it as the next version, which a second person countersigns; refused while something is missing',
  })
  @Versioned()
  @ApiOkResponse({ type: AssessedAnswer })
  async sign(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() { over }: SignDraftDto,
  ): Promise<AssessedAnswer> {
    await this.drafts.sign(actor, id, over);
    return this.assessments.open(actor, id);
  }

  @Delete()
  @HttpCode(204)
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({ operationId: 'dropAssessmentDraft', summary: 'Drops the draft; what is signed stays' })
  @ApiNoContentResponse()
  async drop(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string): Promise<void> {
    await this.drafts.drop(actor, id);
  }

  private async shown(actor: Actor, draft: OpenDraft): Promise<AssessmentDraftAnswer> {
    return draftJson(draft, await this.drafts.signing(actor));
  }
}
