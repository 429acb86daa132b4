import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query, Req } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { IdParam } from '../web/id-param.pipe.js';
import { PageQuery } from '../web/paging.js';
import { requireIfMatch, Versioned } from '../web/versions.js';
import { ImportedTermsAnswer, SchoolTermAnswer, SchoolTermsAnswer } from './dto/school-term.answer.js';
import { ImportTermsDto, ReviseTermDto, TermDto } from './dto/school-terms.dto.js';
import { SchoolTermsService } from './school-terms.service.js';

@ApiTags('School terms')
@Controller('api/v1/school-terms')
export class SchoolTermsController {
  constructor(private readonly terms: SchoolTermsService) {}

  @Get()
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({ operationId: 'listSchoolTerms', summary: 'The school terms of the council, the latest first' })
  @ApiOkResponse({ type: SchoolTermsAnswer })
  list(@CurrentActor() actor: Actor, @Query() query: PageQuery): Promise<SchoolTermsAnswer> {
    return this.terms.list(actor, query);
  }

  @Post()
  @Access('manager')
  @ApiOperation({ operationId: 'addSchoolTerm', summary: 'Adds a term; each half term is one' })
  @Versioned()
  @ApiCreatedResponse({ type: SchoolTermAnswer })
  add(@CurrentActor() actor: Actor, @Body() term: TermDto): Promise<SchoolTermAnswer> {
    return this.terms.add(actor, term);
  }

  @Post('import')
  @HttpCode(200)
  @Access('manager')
  @ApiOperation({
    operationId: 'importSchoolTerms',
    summary: 'Adds a list of terms as comma-separated values: all of it, or nothing where a row is wrong',
  })
  @ApiOkResponse({ type: ImportedTermsAnswer })
  import(@CurrentActor() actor: Actor, @Body() { csv }: ImportTermsDto): Promise<ImportedTermsAnswer> {
    return this.terms.import(actor, csv);
  }

  @Get(':id')
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({ operationId: 'openSchoolTerm', summary: 'One term' })
  @Versioned()
  @ApiOkResponse({ type: SchoolTermAnswer })
  open(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string): Promise<SchoolTermAnswer> {
    return this.terms.open(actor, id);
  }

  @Patch(':id')
  @Access('manager')
  @ApiOperation({ operationId: 'reviseSchoolTerm', summary: 'Changes a term: what is left out stays as it is' })
  @Versioned()
  @ApiOkResponse({ type: SchoolTermAnswer })
  revise(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() changes: ReviseTermDto,
    @Req() req: Request,
  ): Promise<SchoolTermAnswer> {
    requireIfMatch(req);
    return this.terms.revise(actor, id, given(changes));
  }

  @Delete(':id')
  @HttpCode(204)
  @Access('manager')
  @ApiOperation({ operationId: 'removeSchoolTerm', summary: 'Takes a term off the table' })
  @ApiNoContentResponse()
  async remove(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string): Promise<void> {
    await this.terms.remove(actor, id);
  }
}

/** The fields that were sent. */
function given<T extends object>(changes: T): Partial<T> {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as Partial<T>;
}
