import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { IdParam } from '../web/id-param.pipe.js';
import { PageQuery } from '../web/paging.js';
import { FileRequestAnswer, FileRequestsAnswer, FileToCheckAnswer, ReleasedFileAnswer } from './dto/own-file.answer.js';
import { AskForFileDto, ReleaseDto } from './dto/own-file.dto.js';
import { FileRequests } from './file-requests.service.js';
import { OwnFiles } from './own-files.service.js';

/** A young person's own file: who asked for it, what is withheld, and the copy that was released. */
@ApiTags('Own files')
@Controller('api/v1/young-people/:id/file')
export class OwnFilesController {
  constructor(
    private readonly requests: FileRequests,
    private readonly files: OwnFiles,
  ) {}

  @Get()
  @Access('cas_worker', 'manager')
  @ApiOperation({
    operationId: 'listFileRequests',
    summary: 'Who asked for a young person’s own file, the latest first',
  })
  @ApiOkResponse({ type: FileRequestsAnswer })
  list(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Query() page: PageQuery,
  ): Promise<FileRequestsAnswer> {
    return this.requests.list(actor, id, page);
  }

  @Post()
  @Access('manager')
  @ApiOperation({ operationId: 'askForFile', summary: 'Records that somebody asks for a young person’s own file' })
  @ApiCreatedResponse({ type: FileRequestAnswer })
  ask(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() { askedBy, asker = '', askedOn }: AskForFileDto,
  ): Promise<FileRequestAnswer> {
    return this.requests.ask(actor, id, { askedBy, asker, askedOn });
  }

  @Get(':request/check')
  @Access('manager')
  @ApiOperation({ operationId: 'checkFile', summary: 'The copy as it would be, and what is withheld from it' })
  @ApiOkResponse({ type: FileToCheckAnswer })
  check(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Param('request', IdParam) request: string,
  ): Promise<FileToCheckAnswer> {
    return this.files.toCheck(actor, id, request);
  }

  @Post(':request/release')
  @HttpCode(200)
  @Access('manager')
  @ApiOperation({
    operationId: 'releaseFile',
    summary: 'Releases the copy that was read, with the words that are put in',
  })
  @ApiOkResponse({ type: FileRequestAnswer })
  release(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Param('request', IdParam) request: string,
    @Body() said: ReleaseDto,
  ): Promise<FileRequestAnswer> {
    return this.files.release(actor, id, request, said);
  }

  @Get(':request')
  @Access('cas_worker', 'manager')
  @ApiOperation({ operationId: 'openFile', summary: 'The copy that was released' })
  @ApiOkResponse({ type: ReleasedFileAnswer })
  open(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Param('request', IdParam) request: string,
  ): Promise<ReleasedFileAnswer> {
    return this.files.open(actor, id, request);
  }
}
