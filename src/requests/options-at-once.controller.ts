import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { IdParam } from '../web/id-param.pipe.js';
import { Versioned } from '../web/versions.js';
import { AnswersService } from './answers.service.js';
import { AnswerSeveralDto, SignSeveralDto } from './dto/offers.dto.js';
import { saidOfEach } from './each-said.js';
import { RequestWithEventsAnswer } from './dto/request.answer.js';
import { Signatures } from './signatures.service.js';
import { RequestAnswers } from './request-answers.service.js';

/** The options of one request together: one signature for several, one answer to all. */
@ApiTags('Offers')
@Controller('api/v1/requests/:id')
export class OptionsAtOnceController {
  constructor(
    private readonly signatures: Signatures,
    private readonly answers: AnswersService,
    private readonly requests: RequestAnswers,
  ) {}

  @Post('sign')
  @HttpCode(200)
  @Access('manager')
  @ApiOperation({
    operationId: 'signOffers',
    summary:
      'The manager’s signature under several options of a request, with one set of reasons, or what is decided of each in `each`: all of them or none',
  })
  @Versioned()
  @ApiOkResponse({ type: RequestWithEventsAnswer })
  async sign(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() { offers, ...signed }: SignSeveralDto,
  ): Promise<RequestWithEventsAnswer> {
    await saidOfEach(signed, offers, (said) => this.signatures.signSeveral(actor, id, offers, said));
    return this.requests.of(actor, id);
  }

  @Post('answer')
  @HttpCode(200)
  @Access('cas_worker', 'manager')
  @ApiOperation({
    operationId: 'answerOffers',
    summary:
      'The family’s answer to all options: the one that they take is booked and the others are freed, or none is',
    description:
      'As when one is accepted: where the advice is graver by now than what was signed, the yes is kept and the request is `agreed`. The other options stay held until a manager has decided again.',
  })
  @Versioned()
  @ApiOkResponse({ type: RequestWithEventsAnswer })
  async answer(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() { offer, offers, ...answer }: AnswerSeveralDto,
  ): Promise<RequestWithEventsAnswer> {
    await this.answers.answerAll(actor, id, { ...answer, takes: offer, asked: offers });
    return this.requests.of(actor, id);
  }
}
