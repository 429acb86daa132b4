import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { YoungPersonAnswer } from '../people/dto/young-person.answer.js';
import { PeopleService } from '../people/people.service.js';
import { Access } from '../platform/access.js';
import { WholeNumberField } from '../web/fields.js';
import { IdParam } from '../web/id-param.pipe.js';
import { PageQuery } from '../web/paging.js';
import { Versioned } from '../web/versions.js';
import { AssessedNeeds } from './assessed-needs.service.js';
import { AssessmentsService } from './assessments.service.js';
import { AssessedAnswer, AssessmentsAnswer, ComparedAssessmentAnswer } from './dto/assessment.answer.js';
import { AssessDto, sentDraft } from './dto/assessment.dto.js';
import { VersionParam } from './version.pipe.js';

export class AgainstQuery {
  @WholeNumberField('The version to compare with', { min: 1, required: false }) against?: number;
}

@ApiTags('Assessments')
@Controller('api/v1/young-people/:id')
export class AssessmentsController {
  constructor(
    private readonly assessments: AssessmentsService,
    private readonly needs: AssessedNeeds,
    private readonly people: PeopleService,
  ) {}

  @Get('assessment')
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({
    operationId: 'openAssessment',
    summary: 'Whether a young person counts as assessed, and what was signed last',
  })
  @Versioned()
  @ApiOkResponse({ type: AssessedAnswer })
  open(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string): Promise<AssessedAnswer> {
    return this.assessments.open(actor, id);
  }

  @Get('assessments')
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({ operationId: 'listAssessments', summary: 'All signed versions, the latest first' })
  @ApiOkResponse({ type: AssessmentsAnswer })
  list(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Query() page: PageQuery,
  ): Promise<AssessmentsAnswer> {
    return this.assessments.list(actor, id, page);
  }

  @Post('assessments')
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({ operationId: 'signAssessment', summary: 'Signs an assessment, which supersedes the one before it' })
  @Versioned()
  @ApiCreatedResponse({ type: AssessedAnswer })
  sign(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() sent: AssessDto,
  ): Promise<AssessedAnswer> {
    return this.assessments.sign(actor, id, sentDraft(sent));
  }

  @Get('assessments/:version')
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({
    operationId: 'compareAssessment',
    summary: 'One version, and what it says differently from another',
  })
  @ApiOkResponse({ type: ComparedAssessmentAnswer })
  compare(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Param('version', VersionParam) version: number,
    @Query() { against }: AgainstQuery,
  ): Promise<ComparedAssessmentAnswer> {
    return this.assessments.compare(actor, id, version, against);
  }

  @Post('assessments/:version/countersign')
  @HttpCode(200)
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({
    operationId: 'countersignAssessment',
    summary: 'Countersigns the latest version: somebody who neither signed it nor wrote any of it',
  })
  @Versioned()
  @ApiOkResponse({ type: AssessedAnswer })
  countersign(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Param('version', VersionParam) version: number,
  ): Promise<AssessedAnswer> {
    return this.assessments.countersign(actor, id, version);
  }

  @Post('assessments/:version/take-needs')
  @HttpCode(200)
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({
    operationId: 'takeNeedsOver',
    summary: 'Support and room of the latest version become what stays of the young person are planned by',
  })
  @Versioned()
  @ApiOkResponse({ type: YoungPersonAnswer })
  async takeNeeds(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Param('version', VersionParam) version: number,
  ): Promise<YoungPersonAnswer> {
    await this.needs.takeOver(actor, id, version);
    return this.people.open(actor, id);
  }
}
