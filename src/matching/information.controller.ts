import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { Access, JointWork } from '../platform/access.js';
import { IdParam } from '../web/id-param.pipe.js';
import { PageQuery } from '../web/paging.js';
import { InformationPageAnswer, InformationToLookAtAnswer, OpenedInformationAnswer } from './dto/information.answer.js';
import { LookDto, ReportDto } from './dto/information.dto.js';
import { InformationService } from './information.service.js';

@ApiTags('Information')
@Controller('api/v1')
export class InformationController {
  constructor(private readonly information: InformationService) {}

  @Get('young-people/:id/information')
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({ operationId: 'listInformation', summary: 'What was reported of a young person, the latest first' })
  @ApiOkResponse({ type: InformationPageAnswer })
  list(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Query() page: PageQuery,
  ): Promise<InformationPageAnswer> {
    return this.information.list(actor, id, page);
  }

  @Post('young-people/:id/information')
  @JointWork()
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({
    operationId: 'reportInformation',
    summary: 'Reports something new in a sentence: whoever must look again hears of it at once',
  })
  @ApiCreatedResponse({ type: OpenedInformationAnswer })
  report(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() { text }: ReportDto,
  ): Promise<OpenedInformationAnswer> {
    return this.information.report(actor, id, text);
  }

  @Get('information')
  @Access('unit_staff', 'manager')
  @ApiOperation({ operationId: 'listInformationToLookAt', summary: 'What is new about those who stay at my units' })
  @ApiOkResponse({ type: InformationToLookAtAnswer })
  async toLookAt(@CurrentActor() actor: Actor): Promise<InformationToLookAtAnswer> {
    return { items: await this.information.toLookAt(actor) };
  }

  @Get('information/:id')
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({ operationId: 'openInformation', summary: 'What was reported, and the stays that it touches' })
  @ApiOkResponse({ type: OpenedInformationAnswer })
  open(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string): Promise<OpenedInformationAnswer> {
    return this.information.open(actor, id);
  }

  @Post('information/:id/looked')
  @HttpCode(200)
  @Access('unit_staff', 'manager')
  @ApiOperation({ operationId: 'lookAtInformation', summary: 'Says that somebody of the unit has looked at it' })
  @ApiOkResponse({ type: OpenedInformationAnswer })
  look(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() said: LookDto,
  ): Promise<OpenedInformationAnswer> {
    return this.information.look(actor, id, said);
  }
}
