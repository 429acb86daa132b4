import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query, Req } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { PageQuery } from '../web/paging.js';
import { requireIfMatch, Versioned } from '../web/versions.js';
import { changesBetween } from './domain/guide-changes.js';
import { GuideAnswer, GuideChangesAnswer, GuideDraftAnswer, GuideVersionsAnswer } from './dto/guide.answer.js';
import { GuidePreviewAnswer } from './dto/guide-preview.answer.js';
import { GuideDraftDto, PublishGuideDto } from './dto/guide.dto.js';
import { GuideDraftService } from './guide-draft.service.js';
import { GuidePreviews } from './guide-preview.service.js';
import { GuideVersions } from './guide-versions.service.js';
import { previewJson } from './pages/guide-preview.json.js';
import { VersionParam } from './version.pipe.js';

@ApiTags('Matching guide')
@Controller('api/v1/matching-guide')
export class GuideController {
  constructor(
    private readonly versions: GuideVersions,
    private readonly drafts: GuideDraftService,
    private readonly previews: GuidePreviews,
  ) {}

  @Get()
  @Access('unit_staff', 'manager')
  @ApiOperation({ operationId: 'getMatchingGuide', summary: 'The matching guide in force' })
  @ApiOkResponse({ type: GuideAnswer })
  inForce(@CurrentActor() actor: Actor): Promise<GuideAnswer> {
    return this.versions.inForce(actor);
  }

  @Get('versions')
  @Access('unit_staff', 'manager')
  @ApiOperation({ operationId: 'listMatchingGuides', summary: 'Its versions, the newest first' })
  @ApiOkResponse({ type: GuideVersionsAnswer })
  list(@CurrentActor() actor: Actor, @Query() page: PageQuery): Promise<GuideVersionsAnswer> {
    return this.versions.list(actor, page);
  }

  @Get('versions/:version')
  @Access('unit_staff', 'manager')
  @ApiOperation({ operationId: 'getMatchingGuideVersion', summary: 'One version, as it was published' })
  @ApiOkResponse({ type: GuideAnswer })
  open(@CurrentActor() actor: Actor, @Param('version', VersionParam) version: number): Promise<GuideAnswer> {
    return this.versions.open(actor, version);
  }

  @Get('draft')
  @Access('manager')
  @ApiOperation({
    operationId: 'getMatchingGuideDraft',
    summary: 'The next version as it stands: the one in force until somebody changes something',
  })
  @Versioned()
  @ApiOkResponse({ type: GuideDraftAnswer })
  async draft(@CurrentActor() actor: Actor): Promise<GuideDraftAnswer> {
    const { inForce: _, ...draft } = await this.drafts.open(actor);
    return draft;
  }

  @Put('draft')
  @Access('manager')
  @ApiOperation({ operationId: 'replaceMatchingGuideDraft', summary: 'Puts a whole document in place of the draft' })
  @Versioned()
  @ApiOkResponse({ type: GuideDraftAnswer })
  replace(
    @CurrentActor() actor: Actor,
    @Body() { rules }: GuideDraftDto,
    @Req() req: Request,
  ): Promise<GuideDraftAnswer> {
    requireIfMatch(req);
    return this.drafts.replace(actor, rules);
  }

  @Delete('draft')
  @HttpCode(204)
  @Access('manager')
  @ApiOperation({ operationId: 'dropMatchingGuideDraft', summary: 'Drops the draft; the version in force stays' })
  @ApiNoContentResponse()
  async drop(@CurrentActor() actor: Actor): Promise<void> {
    await this.drafts.drop(actor);
  }

  @Get('draft/changes')
  @Access('manager')
  @ApiOperation({
    operationId: 'listMatchingGuideChanges',
    summary: 'In what the draft differs from the version in force, row by row',
  })
  @ApiOkResponse({ type: GuideChangesAnswer })
  async changes(@CurrentActor() actor: Actor): Promise<GuideChangesAnswer> {
    const { inForce, rules } = await this.drafts.open(actor);
    return { items: changesBetween(inForce.rules, rules) };
  }

  @Get('draft/preview')
  @Access('manager')
  @ApiOperation({
    operationId: 'previewMatchingGuide',
    summary: 'What the draft would change for my units in the next twelve weeks: pairs, stays and nights',
  })
  @ApiOkResponse({ type: GuidePreviewAnswer })
  async preview(@CurrentActor() actor: Actor, @Query() page: PageQuery): Promise<GuidePreviewAnswer> {
    return previewJson(await this.previews.of(actor, page));
  }

  @Post('draft/publish')
  @HttpCode(200)
  @Access('manager')
  @ApiOperation({
    operationId: 'publishMatchingGuide',
    summary: 'Makes the draft the version in force; refused while anything is wrong with it',
  })
  @ApiOkResponse({ type: GuideAnswer })
  async publish(
    @CurrentActor() actor: Actor,
    @Body() { why, agreedBy }: PublishGuideDto,
    @Req() req: Request,
  ): Promise<GuideAnswer> {
    requireIfMatch(req);
    await this.drafts.publish(actor, { why, agreedBy });
    return this.versions.inForce(actor);
  }
}
