import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, UseInterceptors } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { IdParam } from '../web/id-param.pipe.js';
import { PageQuery } from '../web/paging.js';
import { UploadInterceptor, uploadOf } from '../web/uploads.js';
import { DiaryImports } from './diary-imports.service.js';
import { DiaryLanding } from './diary-landing.service.js';
import { DiaryNames } from './diary-names.service.js';
import { DiaryUndo } from './diary-undo.service.js';
import { DiaryViews } from './diary-views.service.js';
import { rowsFrom } from './pages/diary.page.js';
import {
  DiaryImportsAnswer,
  DiaryLandedAnswer,
  DiaryNamesAnswer,
  DiaryPreviewAnswer,
  DiaryRowsAnswer,
} from './dto/diary.answer.js';
import {
  AnswerNameDto,
  BeginDiaryDto,
  DiaryListQuery,
  DiaryPreviewQuery,
  DiaryRowsListQuery,
  LandDiaryDto,
  UndoDiaryDto,
} from './dto/diary.dto.js';
import { ColumnsForm, placesSaid } from './dto/diary.form.js';
import { importJson, nameJson, previewJson, rowJson } from './pages/diary.json.js';

const FILE = {
  schema: {
    type: 'object',
    required: ['file'],
    properties: {
      file: { type: 'string', format: 'binary', description: 'CSV, .xlsx, .ods or iCalendar, of at most 5 MB' },
      again: { type: 'boolean', description: 'Bring in once more a file that was brought in before' },
    },
  },
};

@ApiTags('Diary')
@Controller('api/v1')
export class DiaryController {
  constructor(
    private readonly imports: DiaryImports,
    private readonly views: DiaryViews,
    private readonly names: DiaryNames,
    private readonly landing: DiaryLanding,
    private readonly undoing: DiaryUndo,
  ) {}

  @Post('units/:unit/diary-imports')
  @Access('unit_staff', 'manager')
  @UseInterceptors(UploadInterceptor)
  @ApiConsumes('multipart/form-data')
  @ApiBody(FILE)
  @ApiOperation({
    operationId: 'beginDiaryImport',
    summary: 'Reads the diary of a unit from a file; nothing lands yet',
  })
  @ApiCreatedResponse({ type: DiaryPreviewAnswer })
  async begin(
    @CurrentActor() actor: Actor,
    @Param('unit', IdParam) unit: string,
    @Body() { again }: BeginDiaryDto,
    @Req() req: Request,
  ): Promise<DiaryPreviewAnswer> {
    this.imports.requireWork(actor, unit);
    return this.answer(actor, await this.imports.begin(actor, unit, uploadOf(req), again));
  }

  @Get('units/:unit/diary-imports')
  @Access('unit_staff', 'manager')
  @ApiOperation({ operationId: 'listDiaryImports', summary: 'Diaries that the unit has brought in, the latest first' })
  @ApiOkResponse({ type: DiaryImportsAnswer })
  async list(
    @CurrentActor() actor: Actor,
    @Param('unit', IdParam) unit: string,
    @Query() query: PageQuery,
  ): Promise<DiaryImportsAnswer> {
    const { items, next } = await this.imports.list(actor, unit, query);
    return { items: items.map(importJson), next };
  }

  @Get('diary-imports/:id')
  @Access('unit_staff', 'manager')
  @ApiOperation({ operationId: 'openDiaryImport', summary: 'An import with what would land now' })
  @ApiOkResponse({ type: DiaryPreviewAnswer })
  open(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Query() { goOver }: DiaryPreviewQuery,
  ): Promise<DiaryPreviewAnswer> {
    return this.answer(actor, id, goOver);
  }

  @Get('diary-imports/:id/rows')
  @Access('unit_staff', 'manager')
  @ApiOperation({ operationId: 'listDiaryRows', summary: 'Each row as it will land, or the reason why it won’t' })
  @ApiOkResponse({ type: DiaryRowsAnswer })
  async rows(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Query() { show, from, limit, goOver }: DiaryRowsListQuery,
  ): Promise<DiaryRowsAnswer> {
    const { one, decided } = await this.views.open(actor, id, goOver);
    const { rows, next } = rowsFrom(decided.rows, show, from ?? 0, limit);
    const named = await this.views.named(actor, one, rows);
    return { items: rows.map((row) => rowJson(one, row, named)), next: next ?? null };
  }

  @Post('diary-imports/:id/columns')
  @HttpCode(200)
  @Access('unit_staff', 'manager')
  @ApiOperation({ operationId: 'chooseDiaryColumns', summary: 'Says which column is which, each by its place from 0' })
  @ApiOkResponse({ type: DiaryPreviewAnswer })
  async columns(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() body: ColumnsForm,
  ): Promise<DiaryPreviewAnswer> {
    await this.imports.chooseColumns(actor, id, placesSaid(body));
    return this.answer(actor, id);
  }

  @Get('diary-imports/:id/names')
  @Access('unit_staff', 'manager')
  @ApiOperation({ operationId: 'listDiaryNames', summary: 'Each name of the diary once, with whom it may mean' })
  @ApiOkResponse({ type: DiaryNamesAnswer })
  async listNames(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Query() { from = 0, limit }: DiaryListQuery,
  ): Promise<DiaryNamesAnswer> {
    const one = await this.imports.open(actor, id);
    const left = (await this.names.all(one)).filter(({ place }) => place >= from);
    const shown = await this.names.withPeople(actor, one, left.slice(0, limit));
    return { items: shown.map(nameJson), next: left[limit]?.place ?? null };
  }

  @Post('diary-imports/:id/names')
  @HttpCode(200)
  @Access('unit_staff', 'manager')
  @ApiOperation({ operationId: 'answerDiaryName', summary: 'Says whom a name means; without a young person, nobody' })
  @ApiOkResponse({ type: DiaryPreviewAnswer })
  async answerName(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() { place, youngPerson }: AnswerNameDto,
  ): Promise<DiaryPreviewAnswer> {
    await this.names.answer(actor, id, place, youngPerson ? { youngPersonId: youngPerson } : 'left_out');
    return this.answer(actor, id);
  }

  @Post('diary-imports/:id/land')
  @HttpCode(200)
  @Access('manager')
  @ApiOperation({ operationId: 'landDiaryImport', summary: 'Brings in every row that lands, or none' })
  @ApiOkResponse({ type: DiaryLandedAnswer })
  async land(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() { token, overrule }: LandDiaryDto,
  ): Promise<DiaryLandedAnswer> {
    return { rows: await this.landing.land(actor, id, token, overrule) };
  }

  @Post('diary-imports/:id/undo')
  @HttpCode(200)
  @Access('manager')
  @ApiOperation({ operationId: 'undoDiaryImport', summary: 'Takes the whole import back' })
  @ApiOkResponse({ type: DiaryLandedAnswer })
  async undo(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() { leaveWorkedOn = false }: UndoDiaryDto,
  ): Promise<DiaryLandedAnswer> {
    return { rows: await this.undoing.undo(actor, id, { leaveWorkedOn }) };
  }

  @Post('diary-imports/:id/discard')
  @HttpCode(200)
  @Access('unit_staff', 'manager')
  @ApiOperation({ operationId: 'discardDiaryImport', summary: 'Lets nothing of it land, and removes what was read' })
  @ApiOkResponse({ type: DiaryPreviewAnswer })
  async discard(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string): Promise<DiaryPreviewAnswer> {
    await this.imports.discard(actor, id);
    return this.answer(actor, id);
  }

  private async answer(actor: Actor, id: string, goOver = false): Promise<DiaryPreviewAnswer> {
    const { one, decided } = await this.views.open(actor, id, goOver);
    return previewJson(one, decided);
  }
}
