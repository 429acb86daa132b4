import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { invalidField } from '../kernel/domain-error.js';
import { Access } from '../platform/access.js';
import { PageQuery } from '../web/paging.js';
import { IdParam } from '../web/id-param.pipe.js';
import { EnquiryAnswer, OpenedEnquiryAnswer, OpenEnquiriesAnswer } from './dto/enquiry.answer.js';
import { AnswerEnquiryDto, EnquireDto } from './dto/enquiry.dto.js';
import { EnquiriesService } from './enquiries.service.js';
import { OpenEnquiries } from './open-enquiries.service.js';
import { enquiryJson } from './pages/enquiry.page.js';

@ApiTags('Units')
@Controller('api/v1')
export class EnquiriesController {
  constructor(
    private readonly enquiries: EnquiriesService,
    private readonly waiting: OpenEnquiries,
  ) {}

  @Post('units/:unit/enquiries')
  @Access('unit_staff', 'manager')
  @ApiOperation({
    operationId: 'enquire',
    summary: 'Asks the key worker of somebody who could come whether the family would want free nights',
  })
  @ApiCreatedResponse({ type: EnquiryAnswer })
  async ask(
    @CurrentActor() actor: Actor,
    @Param('unit', IdParam) unit: string,
    @Body() { youngPerson, from, to }: EnquireDto,
  ): Promise<EnquiryAnswer> {
    return enquiryJson(await this.enquiries.ask(actor, unit, youngPerson, { arrival: from, departure: to }));
  }

  @Get('enquiries')
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({
    operationId: 'listOpenEnquiries',
    summary: 'Those that wait for an answer: a key worker’s to answer, or asked by my units; the soonest nights first',
  })
  @ApiOkResponse({ type: OpenEnquiriesAnswer })
  async list(@CurrentActor() actor: Actor, @Query() page: PageQuery): Promise<OpenEnquiriesAnswer> {
    const { items, next } = await this.waiting.list(actor, page);
    return { items: items.map((one) => ({ ...enquiryJson(one), due: one.due })), next };
  }

  @Get('enquiries/:id')
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({
    operationId: 'openEnquiry',
    summary: 'What was asked about free nights, and what the key worker said',
  })
  @ApiOkResponse({ type: OpenedEnquiryAnswer })
  async open(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string): Promise<OpenedEnquiryAnswer> {
    return this.opened(actor, id);
  }

  @Post('enquiries/:id/answer')
  @HttpCode(200)
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({
    operationId: 'answerEnquiry',
    summary: 'The key worker’s answer: a yes begins a request with these dates as a draft, a no says why',
  })
  @ApiOkResponse({ type: OpenedEnquiryAnswer })
  async answer(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() { answer, reason, note = '' }: AnswerEnquiryDto,
  ): Promise<OpenedEnquiryAnswer> {
    if (answer === 'yes') await this.enquiries.yes(actor, id);
    else if (reason) await this.enquiries.no(actor, id, { reason, note });
    else throw invalidField('reason', 'Say why they do not want these nights: choose one of the reasons.');
    return this.opened(actor, id);
  }

  private async opened(actor: Actor, id: string): Promise<OpenedEnquiryAnswer> {
    const enquiry = await this.enquiries.open(actor, id);
    return { ...enquiryJson(enquiry), mayAnswer: enquiry.mayAnswer };
  }
}
